"""National code lists: the code is stored, its everyday label is shown, either is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from villagedesk.errors import Refused
from villagedesk.kinds.code_lists import LISTS
from villagedesk.kinds.kind import Kind, clean, fold, words_of
from villagedesk.kinds.reading import Note, Reading

_ENDING = re.compile("(毕业|结业|肄业)$")
_SHOWN = 14


@dataclass(frozen=True)
class Code(Kind):
    """A code of a national list: sex, ethnicity, education, political, health or relation."""

    name: str

    def parse(self, raw: object) -> str:
        reading = read_code(self.name, raw)
        if reading.value is None:
            raise Refused(_not_listed(self.name, words_of(raw)), "not_listed")
        return reading.value

    def show(self, value: str | None) -> str:
        return "" if value is None else labels(self.name).get(value, value)

    def options(self) -> tuple[tuple[str, str], ...]:
        """(code, label) in the order of the list, for a drop-down."""
        return tuple(labels(self.name).items())


@cache
def labels(name: str) -> Mapping[str, str]:
    """Code to everyday label, in the order of the list."""
    return MappingProxyType({code: words[0] for code, words in LISTS[name].items()})


def read_code(name: str, raw: object) -> Reading:
    """The code a cell means; one written as a number or in Latin letters is noted as a guess."""
    text = words_of(raw)
    word = _bare(text)
    if found := _by_word(name).get(word):
        return Reading(found, _guess(name, text, found) if word.isascii() else ())
    code = word.zfill(max(map(len, LISTS[name])))
    if word.isdecimal() and code in LISTS[name]:
        return Reading(code, _guess(name, text, code))
    return Reading(None, (Note("not_listed", clean(text)),))


def _guess(name: str, text: str, code: str) -> tuple[Note, ...]:
    return (Note("code_guess", f"{clean(text)}→{labels(name)[code]}"),)


def _bare(text: str) -> str:
    return fold(text).strip("()（）[]【】。.、,")


@cache
def _by_word(name: str) -> Mapping[str, str]:
    return {fold(word): code for code, words in LISTS[name].items() for word in words}


def _not_listed(name: str, text: str) -> str:
    options = [label for label in labels(name).values() if not _ENDING.search(label)]
    shown = "、".join(options[:_SHOWN]) + ("等" if len(options) > _SHOWN else "")
    return f"没有“{clean(text)[:30]}”这一项，应是：{shown}。"
