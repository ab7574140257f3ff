"""Numbers that say who somebody is, hidden for good on papers that hang where everybody reads."""

import re
import unicodedata
from collections.abc import Callable

_STARS = "*" * 8
_NUMERALS = str.maketrans("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789")
_LETTERS = str.maketrans("oil", "011")
_UNSEEN = ("Cf", "Me", "Mn")
"""Kinds of characters without breadth, which come along from chats and web pages."""

_WORD = "[零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
_SPELT = re.compile(rf"(?:{_WORD}|[\d -]){{7,}}")
_BESIDE = re.compile(rf"({_WORD}{{0,2}})( *\d.{{5,}}\d *)({_WORD}{{0,2}})")
"""A number beside 张三 or 二组, of which they are no part."""
_TOO_FEW = (9, 10)
"""Digits no telephone has, so that what stands beside them is part of it."""
_MISREAD_FROM = 6
_MISREAD = re.compile(r"[oil\d-]{11,}")

_G = "[ -]{0,4}"
_W = r"[\s,，、./():;*\-]{1,5}"
"""What may stand within one number: a little, or much where the groups of digits tell it."""
_BORN = (
    rf"(?:(?:1{_G}[89]|2{_G}0){_G}\d{_G}\d{_G}[01]{_G}\d{_G}[0-3]{_G}\d"
    r"|(?:1[89]|20)\d\d-\d{1,2}-\d{1,2}"
    rf"|\*(?:{_G}[\d*]){{7}})"
)
_LAST = rf"(?:[\d*]{_G}){{3}}[\dx*](?!\d)"
_IDENTITY = re.compile(
    rf"(?<!\d)(?P<kept>\d(?:{_G}\d){{5}}){_G}{_BORN}{_G}{_LAST}"
    rf"|(?<!\d)\d{{6}}{_W}(?:1[89]|20)\d\d(?:{_W})?\d\d(?:{_W})?\d\d(?:{_W})?{_LAST}"
    rf"|(?<!\d)\d{{6}}{_W}\d{{6}}{_W}\d{{3}}(?!\d)"
)
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:[12]\d|3[01]|0?[1-9])(?!\d)")
_GROUPED = re.compile(
    rf"(?<!\d)\(?(?P<kept>1[3-9]\d)\)?(?:{_W}\d{{4}}{_W}\d{{4}}|{_W}\d{{8}}|\d{{4}}{_W}\d{{4}})(?!\d)"
    rf"|(?<!\d)\(?0[1-9]\d{{1,2}}\)?(?:{_W})?\d{{3,4}}(?:{_W})?\d{{4}}(?:-\d{{1,6}})?(?!\d)"
)
_ONE = rf"[\d*](?:{_G}[\d*])*(?:{_G}x(?![a-z]))?"
_RUN = re.compile(_ONE)
_TORN = re.compile(rf"(?<!\d){_ONE}\n *{_ONE}")
_NAMED = (
    "电话|手机|座机|固话|传真|号码|身份证|证件|证号|军官证|护照|户口本|户口簿"
    "|社保|医保|账号|账户|帐号|帐户|卡号|存折|微信|v信|vx|qq|扣扣|尾号|后四位"
)
_ASKED = "联系|咨询|致电|拨打"
_LABELLED = re.compile(
    rf"(?P<kept>(?:(?:{_NAMED})[^\d#]{{0,10}}?|(?:{_ASKED})[^\d#]{{0,10}}(?=(?:\d{_G}){{7}}))[a-z_]{{0,6}})"
    rf"(?P<number>\d(?:{_G}\d){{3,}}(?:{_G}x)?|\d(?:{_G}\d){{2}}{_G}x(?![a-z]))"
    rf"(?:[、,/;\s和或及]{{1,3}}\d(?:{_G}\d){{6,}})*(?![.]?\d)(?= ?(?P<unit>[元万亿亩户人年平米])?)"
)
_COUNT = 6
"""Digits up to which a number with a unit is a count, whatever word stands before it."""
_NICKNAME = re.compile(
    r"(?P<kept>(?:微信|v信|vx|wechat)(?:号|id)?[: 是为]{0,3})[a-z][-_a-z\d]{5,19}"
)
_MOBILE = re.compile(r"1[3-9][\d*]{9}")
_AREA = re.compile(r"0[1-9]\d{8,10}")
_LONG = 15
"""Digits from which on a number is that of a person, an account or a card."""


def hidden(words: str) -> str:
    """The words for a wall: no number of an identity card, an account or a telephone can be read.

    However it is spaced, spelt in Chinese or torn over lines. What is left says what stood there,
    never whose it is: the region of an identity number, the first three digits of a telephone.
    """
    seen = "".join(one for one in words if unicodedata.category(one) not in _UNSEEN)
    both = seen, _plain(seen)
    both = _cover(both, _IDENTITY)
    both = _cover(both, _DAY, lambda found: len(found[0]))
    both = _cover(both, _RUN, _kept_of_run)
    both = _cover(both, _TORN, _kept_of_torn)
    both = _cover(both, _GROUPED)
    both = _cover(both, _LABELLED, _kept_of_labelled)
    return _cover(both, _NICKNAME)[0]


def _plain(seen: str) -> str:
    """The same words, sign for sign, with every digit, gap and dash as a keyboard writes it."""
    text = _SPELT.sub(_in_digits, "".join(map(_sign, seen)))
    return _MISREAD.sub(_in_letters, text)


def _in_digits(run: re.Match[str]) -> str:
    beside = _BESIDE.fullmatch(run[0])
    before, number, after = beside.groups() if beside else ("", run[0], "")
    if len(re.sub("[ -]", "", number)) in _TOO_FEW:
        before, number, after = "", run[0], ""
    return f"{before}{number.translate(_NUMERALS)}{after}"


def _in_letters(run: re.Match[str]) -> str:
    """O, I and l as the digits they are taken for, among digits."""
    digits = sum(one.isdigit() for one in run[0])
    return run[0].translate(_LETTERS) if digits >= _MISREAD_FROM else run[0]


def _sign(one: str) -> str:
    category = unicodedata.category(one)
    if category == "Nd":
        return str(unicodedata.decimal(one))
    if category == "Pd" or one in "−_·～~":
        return "-"
    if category == "Zs" or one in "\t\r":
        return " "
    if one in "×●•＊":
        return "*"
    alike = unicodedata.normalize("NFKC", one).lower()
    return alike if len(alike) == 1 and category != "No" else one


Both = tuple[str, str]
"""The words and, sign for sign, how they are searched."""
Found = re.Match[str]


def _kept(found: Found) -> int:
    """How many signs of what was found may be read."""
    return found.end("kept") - found.start() if found["kept"] else 0


def _cover(
    both: Both, pattern: re.Pattern[str], kept: Callable[[Found], int | None] = _kept
) -> Both:
    """Hides what is found in both, so that nothing finds it again; None leaves it as it is."""
    seen, plain = both
    shown, searched, at = "", "", 0
    for found in pattern.finditer(plain):
        count = kept(found)
        if count is None:
            continue
        until, whole = found.start() + count, count == len(found[0])
        shown += seen[at:until] + ("" if whole else _STARS)
        searched += plain[at : found.start()] + "#" * (count if whole else count + len(_STARS))
        at = found.end()
    return shown + seen[at:], searched + plain[at:]


def _kept_of_run(run: Found) -> int | None:
    digits = re.sub(r"[ -]", "", run[0])
    if len(digits) >= _LONG:
        return 0
    mobile = _MOBILE.search(digits)
    if mobile is None:
        return 0 if _AREA.fullmatch(digits) else None
    if mobile.start():
        return 0
    return [place for place, one in enumerate(run[0], 1) if one not in " -"][2]


def _kept_of_torn(run: Found) -> int | None:
    """A telephone or an identity number over the end of a line; two numbers otherwise."""
    digits = re.sub(r"[ \n-]", "", run[0])
    whole = re.fullmatch(rf"1[3-9]\d{{9}}|\d{{6}}{_BORN}\d{{3}}[\dx]", digits)
    return 0 if whole else None


def _kept_of_labelled(found: Found) -> int | None:
    """电话费 12000 元 and 电话通知 1200 户 are no telephones."""
    few = sum(one.isdigit() for one in found["number"]) <= _COUNT
    return None if found["unit"] and (few or found["unit"] == "元") else _kept(found)
