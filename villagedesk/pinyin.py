"""Names as pinyin without tones, for finding a person by sound or by initials."""

import re
from functools import cache

from villagedesk.paths import resource

# only surnames that are read otherwise than the same character elsewhere
_SURNAME_LIST = (
    "单:shan 單:shan 仇:qiu 解:xie 区:ou 區:ou 朴:piao 盖:ge 蓋:ge 查:zha 种:chong 缪:miao 繆:miao "
    "繁:po 句:gou 炅:gui 郇:xun 洗:xian 隽:juan 乐:yue 樂:yue 粘:nian 乜:nie 逢:pang 覃:qin "
    "召:shao 折:she 隗:wei 蔚:yu 员:yun 員:yun 翟:zhai 祭:zhai 长:zhang 長:zhang 重:zhong 晟:cheng "
    "秘:bi 薄:bo 卜:bu 阚:kan 闞:kan 么:yao 能:nai 佴:nai 省:xing 颉:xie 圈:juan 曾:zeng 任:ren "
    "华:hua 華:hua 都:du 车:che 柏:bai"
)
_SURNAMES = dict(pair.split(":") for pair in _SURNAME_LIST.split())
# 单于 is left out: today it is the surname 单 before a given name
_COMPOUND = {
    "尉迟": ("yu", "chi"),
    "尉遲": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "萬俟": ("mo", "qi"),
    "澹台": ("tan", "tai"),
    "澹臺": ("tan", "tai"),
    "子车": ("zi", "ju"),
}
_SYLLABLE = re.compile(r"[a-z]+")


def full(name: str) -> str:
    """`张建国` as `zhangjianguo`, ü as `v`; letters and digits pass lower-cased, marks do not."""
    return "".join(_syllables(name))


def initials(name: str) -> str:
    """`张建国` as `zjg`; letters and digits pass lower-cased."""
    return "".join(syllable[0] for syllable in _syllables(name))


def _syllables(name: str) -> list[str]:
    letters = [char for char in name.casefold() if char.isalnum()]
    start = "".join(letters[:2])
    if start in _COMPOUND:
        return [*_COMPOUND[start], *map(_read, letters[2:])]
    syllables = [_read(char) for char in letters]
    if start and start[0] in _SURNAMES:
        syllables[0] = _SURNAMES[start[0]]
    return syllables


@cache
def _read(char: str) -> str:
    """The syllable whose line in the table holds the character; itself when none does."""
    table = _table()
    at = -1 if char.isascii() else table.find(char)
    if at < 0:
        return char
    line = _SYLLABLE.match(table, table.rfind("\n", 0, at) + 1)
    return line[0] if line else char


@cache
def _table() -> str:
    # searched as one text: a dictionary of 42,000 characters takes longer to build than to need
    return resource("pinyin.txt").read_text(encoding="utf-8")
