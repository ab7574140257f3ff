"""Kinds whose value comes from a closed list of words."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from villagedesk.errors import Refused
from villagedesk.kinds.kind import Kind, clean, fold, words_of

JOINT = "、"
_SEPARATORS = "、,，;；/|+·\n"
_JOINERS = _SEPARATORS + "和与及暨兼"


@dataclass(frozen=True)
class Choice(Kind):
    """One word of a closed list; the value is the member."""

    words: type[StrEnum]

    def parse(self, raw: object) -> StrEnum:
        text = words_of(raw)
        for word in self.words:
            if fold(text) == fold(word):
                return word
        with suppress(ValueError):
            return self.words(text)  # a word that means one of the list, by its _missing_
        raise _not_listed(text, self.words)

    def show(self, value: StrEnum | None) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class OpenChoice(Choice):
    """A word of a list to which a village adds its own; the value is the member, or the words.

    `setting` is where a village keeps its own list.
    """

    setting: str = ""

    def parse(self, raw: object) -> Any:
        try:
            return super().parse(raw)
        except Refused:
            if text := " ".join(clean(words_of(raw)).split()):
                return text
            raise


@dataclass(frozen=True)
class Several(Kind):
    """Some words of a closed list; the value is one text, in the list's order, joined by 、."""

    of: type[StrEnum] | tuple[str, ...]

    def parse(self, raw: object) -> str:
        found = self._found(words_of(raw))
        if not found:
            raise _not_listed("", self.of)
        return JOINT.join(word for word in self.words if word in found)

    def show(self, value: str | None) -> str:
        return value or ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that may be chosen, in order."""
        return tuple(str(word) for word in self.of)

    def _found(self, text: str) -> set[str]:
        # longest first, because a word may hold a separator or begin like another
        folded = {fold(word): word for word in sorted(self.words, key=len, reverse=True)}
        rest, found = fold(text).lstrip(_SEPARATORS), set()
        while rest:
            piece = re.split(f"[{_JOINERS}]", rest, maxsplit=1)[0]
            meant = self._meant(piece)
            start = piece if meant else next((word for word in folded if rest.startswith(word)), "")
            if not start:
                raise _not_listed(rest, self.of)
            found.add(meant or folded[start])
            rest = rest.removeprefix(start).lstrip(_JOINERS)
        return found

    def _meant(self, piece: str) -> str:
        """The word of the list that another one stands for, by the list's own `_missing_`."""
        if isinstance(self.of, tuple) or not piece or piece in map(fold, self.words):
            return ""
        with suppress(ValueError):
            return str(self.of(piece))
        return ""


def _not_listed(text: str, words: Iterable[str]) -> Refused:
    brief = clean(text).replace("\n", " ")[:30]
    return Refused(f"没有“{brief}”这一项，只能是：{JOINT.join(words)}。", "not_listed")
