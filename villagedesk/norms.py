"""The rules as data: what `norms.toml` and a county's own file say on a given day."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from villagedesk.declare import Level, Rule
from villagedesk.errors import UserError
from villagedesk.paths import resource

_MAY_CHANGE = {
    "level": str,
    "text": str,
    "source": str,
    "verified": bool,
    "numbers": dict,
    "off": bool,
}
"""What a county may say of a rule; what is private to the clerk stays so."""

_LARGEST = 5000
"""Months, days or years beyond which no date can be reckoned any more."""

Own = Mapping[str, Mapping[str, Any]]
"""A village's own numbers: by norm, then by the number's key."""

_YES, _NO = "是", "否"

START, END = date(1949, 10, 1), date(9999, 12, 31)


@dataclass(frozen=True)
class Version:
    """A rule and the days on which it holds, both included.

    `also` names rules whose numbers this one reads too, so that a number stands in one place.
    """

    rule: Rule
    since: date
    until: date
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """Every rule by its norm's key, with its versions."""

    versions: Mapping[str, tuple[Version, ...]]

    def on(self, key: str, day: date) -> Rule | None:
        """The rule in force on that day; a county that switched a norm off gives None."""
        for version in self.versions.get(key, ()):
            if version.since <= day <= version.until:
                return version.rule
        return None


def rules(county: str = "", own: Own = MappingProxyType({})) -> Rules:
    """The shipped rules, under the text of a county's TOML file, under the village's own numbers.

    A county's table has the same key; what it names (numbers, level, text, source, off) replaces.
    Raises UserError where the county's text cannot be read.
    """
    versions = {**_shipped(), **_overridden(county)} if county else dict(_shipped())
    for key, numbers in own.items():
        versions[key] = tuple(_numbered(version, numbers) for version in versions.get(key, ()))
    return Rules(
        {
            key: tuple(_with_others(version, versions) for version in every)
            for key, every in versions.items()
        }
    )


def _numbered(version: Version, numbers: Mapping[str, Any]) -> Version:
    """The version with a village's own numbers; what it no longer names is passed over."""
    known = {key: value for key, value in numbers.items() if key in version.rule.names}
    return replace(version, rule=replace(version.rule, numbers={**version.rule.numbers, **known}))


def _with_others(version: Version, versions: Mapping[str, tuple[Version, ...]]) -> Version:
    """The version with the numbers of the rules it names.

    What is switched off keeps its own, and is named under `off`.
    """
    if not version.also:
        return version
    numbers: dict[str, Any] = {"off": [key for key in version.also if not versions[key]]}
    for key in version.also:
        for other in versions[key] or _shipped()[key]:
            if other.since <= version.until and version.since <= other.until:
                numbers |= other.rule.numbers
    rule = replace(version.rule, numbers={**numbers, **version.rule.numbers})
    return replace(version, rule=rule)


@cache
def _shipped() -> Mapping[str, tuple[Version, ...]]:
    data = tomllib.loads(resource("norms.toml").read_text(encoding="utf-8"))
    return {
        f"{ledger}.{norm}": tuple(_version(f"{ledger}.{norm}", table) for table in tables)
        for ledger, norms in data.items()
        for norm, tables in norms.items()
    }


def _version(key: str, table: Mapping[str, Any]) -> Version:
    rule = Rule(
        key=key,
        level=Level(table["level"]),
        text=table["text"],
        source=table["source"],
        verified=table.get("verified", False),
        private=table.get("private", False),
        names=table.get("names", {}),
        choices=table.get("choices", {}),
        numbers=table.get("numbers", {}),
    )
    span = table.get("since", START), table.get("until", END)
    return Version(rule, *span, also=tuple(table.get("also", ())))


def read_number(rule: Rule, key: str, typed: str) -> Any:
    """A number of a rule as it was typed, in the shape of the one in force; raises UserError."""
    name, there, words = rule.names[key], rule.numbers[key], typed.strip()
    if isinstance(there, bool):
        if words not in (_YES, _NO):
            raise UserError(f"“{name}”请写“{_YES}”或“{_NO}”")
        return words == _YES
    if isinstance(there, int):
        if not (words.isascii() and words.isdigit()):
            raise UserError(f"“{name}”应是数字，例如 {there}")
        if len(words) > len(str(_LARGEST)) or int(words) > _LARGEST:
            raise UserError(f"“{name}”太大了，最多 {_LARGEST}，例如 {there}")
        return int(words)
    if words not in (usual := choices_of(rule, key)):
        raise UserError(f"“{name}”只能是：{'、'.join(usual)}")
    return words


def choices_of(rule: Rule, key: str) -> tuple[str, ...]:
    """The words a number may be, the county's own among them; none where it is a figure."""
    if isinstance(rule.numbers[key], bool):
        return _YES, _NO
    usual = rule.choices.get(key, ())
    return tuple(dict.fromkeys((*usual, rule.numbers[key]))) if usual else ()


def number_words(value: Any) -> str:
    """A number of a rule as it stands in the settings."""
    return (_YES if value else _NO) if isinstance(value, bool) else str(value)


def _overridden(county: str) -> dict[str, tuple[Version, ...]]:
    try:
        data = tomllib.loads(county)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"县里的规定文件读不懂：{error}。请向发文件的单位要一份新的") from error
    out: dict[str, tuple[Version, ...]] = {}
    for ledger, norms in data.items():
        for norm, changes in norms.items() if isinstance(norms, dict) else ((None, None),):
            key = f"{ledger}.{norm}" if norm else ledger
            if key not in _shipped():
                raise UserError(f"县里的规定文件里有不认识的规定“{key}”，请核对文件")
            out[key] = _with_changes(key, changes)
    return out


def _with_changes(key: str, changes: Any) -> tuple[Version, ...]:
    if not isinstance(changes, dict):
        raise _wrong(key, str(changes))
    for word, value in changes.items():
        if not isinstance(value, _MAY_CHANGE.get(word, ())):
            raise _wrong(key, word)
    if changes.get("off"):
        return ()
    return tuple(_changed(key, version, changes) for version in _shipped()[key])


def _changed(key: str, version: Version, changes: Mapping[str, Any]) -> Version:
    rule = version.rule
    numbers = changes.get("numbers", {})
    for word, number in numbers.items():
        if not (_is_like(number, rule.numbers.get(word)) and _is_sound(word, number)):
            raise _wrong(key, word)
    if changes.get("level", "W") not in set(Level):
        raise _wrong(key, "level")
    return _version(
        key,
        {
            "level": rule.level,
            "text": rule.text,
            "source": rule.source,
            "verified": rule.verified,
            "private": rule.private,
            "also": version.also,
            "names": rule.names,
            "choices": rule.choices,
            "since": version.since,
            "until": version.until,
            **changes,
            "numbers": {**rule.numbers, **numbers},
        },
    )


def _is_like(given: Any, shipped: Any) -> bool:
    """Whether a county's number has the shape of ours: a table may name more, never less."""
    if type(given) is not type(shipped):
        return False
    if isinstance(shipped, list):
        return all(_is_like(one, shipped[0]) for one in given)
    if isinstance(shipped, dict):
        usual = next(iter(shipped.values()))
        same = all(_is_like(value, shipped.get(key, usual)) for key, value in given.items())
        return same and shipped.keys() <= given.keys()
    return True


def _is_sound(word: str, number: Any) -> bool:
    """Whether dates and shares can be reckoned with it."""
    if isinstance(number, dict):
        return all(_is_sound(word, one) for one in number.values())
    return not isinstance(number, int) or (word.split("_")[-1] == "of") <= number <= _LARGEST


def _wrong(key: str, word: str) -> UserError:
    return UserError(f"县里的规定文件“{key}”一节的“{word}”写得不对，请核对文件")
