"""Makes resources/pinyin.txt from pypinyin's tables: one line a syllable, then its characters."""

import sys
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict

TABLE = Path(__file__).resolve().parent.parent / "resources" / "pinyin.txt"

# the first reading is the dictionary's; in given names these are read otherwise, or it has none
IN_NAMES = {
    "晟": "sheng",
    "曾": "zeng",
    "长": "chang",
    "重": "chong",
    "都": "du",
    "隽": "jun",
    "厦": "xia",
    "卜": "bu",
    "㐂": "xi",
    "𠮷": "ji",
}


def syllable(char: str) -> str:
    """The commonest reading without its tone, `v` for ü; empty when it cannot be typed."""
    read = IN_NAMES.get(char) or pinyin(char, style=Style.NORMAL, v_to_u=False)[0][0]
    return read if read.isascii() and read.isalpha() else ""


def table() -> str:
    """The whole table, the same for the same version of pypinyin."""
    lines: dict[str, list[str]] = defaultdict(list)
    for char in sorted({*map(chr, pinyin_dict), *IN_NAMES}):
        lines[syllable(char)].append(char)
    lines.pop("", None)
    return "".join(f"{read}{''.join(chars)}\n" for read, chars in sorted(lines.items()))


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{TABLE}: {TABLE.stat().st_size} bytes\n")
