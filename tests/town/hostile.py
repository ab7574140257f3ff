"""Files that no town should have to take: made from a sound workbook, or by hand."""

import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRINGS, BOOK, STYLES = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"

Change = Callable[[str], str]


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def put(content: bytes, name: str, part: bytes | str) -> bytes:
    """The workbook with one part put in place of the old one, or added."""
    raw = part.encode() if isinstance(part, str) else part
    return packed(parts_of(content) | {name: raw})


def change(content: bytes, name: str, work: Change) -> bytes:
    """The workbook with one part changed as text."""
    return put(content, name, work(parts_of(content)[name].decode()))


def part_of(content: bytes, tab: str) -> str:
    """The part in which a sheet lies."""
    parts = parts_of(content)
    relation = re.search(rf'<sheet name="{tab}"[^>]*r:id="(\w+)"', parts[BOOK].decode())
    assert relation
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    for line in re.findall(r"<Relationship [^>]*>", rels):
        if f'Id="{relation[1]}"' in line:
            found = re.search(r'Target="([^"]+)"', line)
            assert found
            return f"xl/{found[1]}"
    raise AssertionError(tab)


def with_meta(content: bytes, work: Callable[[list[Any]], object]) -> bytes:
    """The workbook with `_meta` changed: its lines as JSON, the cover first."""
    name = part_of(content, "_meta")
    sheet = parts_of(content)[name].decode()
    strings = re.findall(r"<si>(.*?)</si>", parts_of(content)[STRINGS].decode(), re.DOTALL)
    places = [int(at) for at in re.findall(r"<v>(\d+)</v>", sheet)]
    texts = [re.sub(r"<[^>]*>", "", strings[at]) for at in places]
    lines = [json.loads(_plain(text)) for text in texts if text.startswith("{")]
    work(lines)
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr">'
        f"<is><t>{_quoted(json.dumps(line))}</t></is></c></row>"
        for n, line in enumerate(lines, 1)
    )
    return put(content, name, sheet_of(rows))


def _plain(text: str) -> str:
    for mark, char in (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(mark, char)
    return text


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sheet_of(rows: str) -> str:
    """A worksheet with these rows."""
    return f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>"


def encrypted() -> bytes:
    """What Office makes of a workbook with a password: an OLE file with EncryptedPackage."""
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(470)
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    entries = b"".join(
        name.encode("utf-16le").ljust(64, b"\0") + struct.pack("<HBB", 2 * len(name) + 2, 2, 1)
        + bytes(60)
        for name in names
    )  # fmt: skip
    return header + entries + bytes(random.Random(1).randbytes(4096))


def document() -> bytes:
    """A Word document."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    link = f'<Relationship Id="a" Type="{kind}" Target="word/document.xml"/>'
    rels = f"<Relationships>{link}</Relationships>".encode()
    return packed({"_rels/.rels": rels, "word/document.xml": b"<document/>"})


def zeros(size: int, fill: bytes = b" ") -> Iterator[bytes]:
    """So many megabytes of the same character."""
    for _ in range(size):
        yield fill * (1 << 20)


def poured(content: bytes, name: str, pieces: Iterator[bytes]) -> bytes:
    """The workbook with one part written piece by piece, so that making it takes no memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for other, part in parts_of(content).items():
            if other != name:
                package.writestr(other, part)
        with package.open(name, "w", force_zip64=True) as stream:
            for piece in pieces:
                stream.write(piece)
    return out.getvalue()


def blanks(cells: int) -> Iterator[bytes]:
    """A sheet with so many cells that hold nothing."""
    yield f"<worksheet {SPACE}><sheetData>".encode()
    for number in range(1, cells // 1000 + 1):
        yield f'<row r="{number}">'.encode() + b"<c/>" * 1000 + b"</row>"
    yield b"</sheetData></worksheet>"


def rows(count: int) -> Iterator[bytes]:
    """A sheet with so many rows of three numbers."""
    yield f"<worksheet {SPACE}><sheetData>".encode()
    for n in range(1, count + 1):
        yield (
            f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>{n % 97}</v></c>'
            f'<c r="C{n}"><v>1</v></c></row>'
        ).encode()
    yield b"</sheetData></worksheet>"


def mutated(content: bytes, dice: random.Random) -> bytes:
    """The workbook with a few random faults: in its bytes, in a part, or in the XML of a part."""
    how = dice.random()
    if how < 0.1:
        return _bytes_changed(content, dice)
    if how < 0.3:
        return with_meta(content, lambda lines: _said_otherwise(lines, dice))
    parts = parts_of(content)
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        name = dice.choice([STRINGS, BOOK, STYLES, *parts, *(n for n in parts if "sheets/" in n)])
        if name in parts:
            _spoil(parts, name, dice)
    return packed(parts)


def _said_otherwise(lines: list[Any], dice: random.Random) -> None:
    line = lines[0] if dice.random() < 0.5 else dice.choice(lines)
    key = dice.choice(list(line))
    said = line[key]
    if isinstance(said, list) and said and dice.random() < 0.8:
        said[dice.randrange(len(said))] = dice.choice((*ODD, None, 1, *said))
    elif dice.random() < 0.2:
        del line[key]
    else:
        line[key] = dice.choice((*ODD, *JSON, dice.choice(lines).get(key)))


def _bytes_changed(content: bytes, dice: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data[: dice.randrange(len(data))] if dice.random() < 0.2 else data)


def _spoil(parts: dict[str, bytes], name: str, dice: random.Random) -> None:
    text = parts[name].decode("utf-8", "replace")
    how = dice.random()
    if how < 0.05:
        del parts[name]
    elif how < 0.1:
        parts[name] = parts[dice.choice(list(parts))]
    elif how < 0.85 and (tokens := list(re.finditer(r'<[^<>]*>|"[^"<>]*"|>[^<>]+<', text))):
        parts[name] = _token_changed(text, tokens, dice).encode("utf-8", "replace")
    else:
        at = dice.randrange(len(text) + 1)
        end = at + dice.randrange(12)
        parts[name] = (text[:at] + dice.choice(ODD) + text[end:]).encode("utf-8", "replace")


def _token_changed(text: str, tokens: list[re.Match[str]], dice: random.Random) -> str:
    """One tag, attribute or text becomes another of its like, so that most XML stays sound."""
    one = dice.choice(tokens)
    like = [
        other for other in dice.sample(tokens, min(40, len(tokens))) if other[0][:2] == one[0][:2]
    ]
    changed = [_number_changed(one[0], dice)] * 3 + [other[0] for other in like[:3]]
    if one[0][0] != "<":
        changed.append(f"{one[0][0]}{_quoted(dice.choice(ODD))}{one[0][-1]}".replace('""', '"'))
    elif one[0].endswith("/>"):
        changed += ["", one[0] * 2]
    return text[: one.start()] + dice.choice(changed) + text[one.end() :]


def _number_changed(token: str, dice: random.Random) -> str:
    return re.sub(r"\d+", lambda _: dice.choice(NUMBERS), token, count=1)


NUMBERS = (
    *("0", "-1", "1", "7", "16384", "1048577", "4000000000", "99999999999999999999"),
    *("1e400", "-1e308", "0.5", "nan", "inf", "1_0", "٣", "２", " 3 ", "1e-7", "45000.5", "60"),
)
JSON: tuple[object, ...] = (
    *(None, True, -1, 0, 3, 2**70, 1e400, "", "甲" * 40_000),
    *([], {}, ["a"], "9999-12-31T00:00:00"),
)
ODD = (
    *("", "<", ">", "\0", "&#0;", "&#x110000;", "&amp;", "_xD800_", "_x0000_", "'", '"', "</c>"),
    *("<f>1+1</f>", "<!-- -->", "<![CDATA[1]]>", "<?a?>", "<!DOCTYPE a>", "</row>", "<row>"),
    *('<c r="A1"><v>1</v></c>', '<c t="s"><v>0</v></c>', "<v>", "<is><t>甲</t></is>", "<si/>"),
    *("{", "}", "[[", "null", "true", "1e999", "999999999", "2026Q9", "9999-12-31"),
    *("\ud7ff", "\ufdd0"),
)
