"""Lets the cells of one row settle each other's doubts: birth and sex against the ID number."""

from collections.abc import Sequence
from dataclasses import replace

from villagedesk.books.reading.model import Cell, Warning
from villagedesk.kinds import birth_of, sex_of

_SEXES = {"1": "男", "2": "女"}


def settled(
    values: dict[str, Cell], warnings: Sequence[Warning]
) -> tuple[dict[str, Cell], list[Warning]]:
    """The row with an ambiguous month decided by a whole ID number, contradictions noted."""
    id_number = values.get("id_number")
    if not isinstance(id_number, str):
        return values, list(warnings)
    born = birth_of(id_number)
    values, checked = _settle_birth(values, list(warnings), born)
    sex = _SEXES.get(sex_of(id_number) or "")
    gender = values.get("gender")
    if sex and gender in _SEXES.values() and gender != sex:
        checked.append(Warning("id_number", "id_gender_mismatch", "第17位与性别列不一致"))
    return values, checked


def _settle_birth(
    values: dict[str, Cell], warnings: list[Warning], born: str | None
) -> tuple[dict[str, Cell], list[Warning]]:
    year = values.get("birth")
    doubt = Warning("birth", "date_ambiguous_jan_oct")
    found = next((w for w in warnings if (w.field, w.code) == (doubt.field, doubt.code)), None)
    if born and not found and year == f"{born[:4]}-01" and born[5:7] == "10":
        said = f"写的是1月，身份证上是{born[:7]}，请核对"
        return values, [*warnings, replace(doubt, detail=said)]
    if not (found and born and year == born[:4] and born[5:7] in ("01", "10")):
        return values, warnings
    decided = Warning(found.field, found.code, f"{found.detail}，按身份证取{born[:7]}")
    kept = [decided if w is found else w for w in warnings if w.code != "date_year_only"]
    return values | {"birth": born[:7]}, kept
