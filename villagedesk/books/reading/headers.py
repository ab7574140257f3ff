"""Finds the key of a column by its header, whatever a town calls it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from villagedesk.kinds.kind import plain

_BRACKETS = re.compile(r"[（(\[【〔<《][^）)\]】〕>》]*[）)\]】〕>》]?")
_NUMBERING = re.compile(r"^[*※★☆]+|^[\d一二三四五六七八九十]{1,2}[.、．]|[*※★:：。、.]+$")
_QUOTES = re.compile(r"[“”\"'‘’/\\|—\-_·]")
_ELSE = re.compile(
    r"配偶|父亲|母亲|父母|子女|监护人|介绍人|紧急联系|主要家庭成员|家庭主要成员|社会关系|亲属|丈夫|妻子|儿子|女儿"
    r"|对方|被申请|乙方|上级|受委托|代理人|经办"
)
_PARENTS = re.compile(
    r"(基本|任职|个人|家庭|人员|本人|当事人|化解|学历|教育|联系|参会|保障|补贴|党员|成员|工作|户主|残疾|住房|参保|发放"
    r"|培养|土地|收入|会议|召开|其他|健康|双方|缴费|身份)\S{0,4}(情况|信息|资料|状况|概况|方式)|党员大会|支委会|支部委员会"
    r"|党小组会|党课|主题党日|全日制教育|在职教育|学历|三会一课|当事人|承包地|家庭成员|申请人|被申请人|配偶|金额|时间"
)


_LONGEST = 60


@lru_cache(maxsize=1 << 14)
def header_word(text: str) -> str:
    """A header as two towns would agree that it is the same: no blanks, brackets, marks, case."""
    narrow = plain(text)
    word = _BRACKETS.sub("", narrow) or narrow.strip("()（）[]【】")
    return _QUOTES.sub("", _NUMBERING.sub("", word)).casefold()


@cache
def _vocabulary() -> Mapping[str, Mapping[str, object]]:
    text = Path(__file__).with_name("headers.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def kinds() -> Mapping[str, str]:
    """Key → kind of its cells."""
    return {key: str(entry["kind"]) for key, entry in _vocabulary().items()}


def kind_of(key: str) -> str:
    """The kind of a key's cells; keys that only the caller knows are plain text."""
    return kinds().get(key, "text")


@cache
def _leaves() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Leaf header → (parent it needs or nothing, key), longest parents first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, entry in _vocabulary().items():
        for word in entry["words"]:  # type: ignore[attr-defined]  # checked by a test
            parent, _, leaf = word.rpartition("/")
            found.setdefault(header_word(leaf), []).append((header_word(parent), key))
    ordered = {
        leaf: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for leaf, entries in found.items()
    }
    return MappingProxyType(ordered)


def knows(text: str) -> bool:
    """Whether a cell reads like the header of some column."""
    if len(text) > _LONGEST or text.isdecimal():
        return False
    return header_word(text) in _leaves()


def knows_parent(text: str) -> bool:
    """Whether a cell reads like a heading over several columns."""
    return bool(_PARENTS.fullmatch(header_word(text)))


def key_of(path: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The key for a header path; `known` maps headers to keys as the clerk once did."""
    chosen = known.get("/".join(path)) or (known.get(path[-1]) if path else None)
    if chosen:
        return chosen
    words = [word for text in path if (word := header_word(text))]
    for depth in range(len(words) - 1, -1, -1):
        if key := _by_leaf(words[depth], words[:depth]):
            return key
        if words[depth] in _leaves() or not _is_trivial(words[depth]):
            return None
    return None


def _by_leaf(leaf: str, parents: Sequence[str]) -> str | None:
    entries = _leaves().get(leaf, ())
    for needed, key in entries:
        if needed and any(needed in parent for parent in parents):
            return key
    if any(_ELSE.search(parent) for parent in parents):
        return None
    return next((key for needed, key in entries if not needed), None)


def _is_trivial(word: str) -> bool:
    """A lowest header that only says how to write: `年月`, `是否`, a unit."""
    return bool(
        re.fullmatch(r"年月|年月日|年.?月|元|亩|人|户|个|岁|√|打√|填写|名称|号码|\d+", word)
    )
