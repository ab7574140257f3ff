"""The kinds of value: each reads what people write, shows it again, and refuses what cannot be."""

from typing import Any

from villagedesk.kinds.choices import Choice, OpenChoice, Several
from villagedesk.kinds.codes import Code, labels, read_code
from villagedesk.kinds.id_number import (
    IdNumber,
    birth_of,
    check_digit,
    is_masked,
    is_whole,
    mask_id,
    read_id,
    sex_of,
)
from villagedesk.kinds.kind import Kind, clean, fold, is_blank, is_dash
from villagedesk.kinds.numbers import Money, WholeNumber, YesNo
from villagedesk.kinds.numerals import number_in
from villagedesk.kinds.phone import Phone, mask_phone, read_phone
from villagedesk.kinds.reading import Note, Reading
from villagedesk.kinds.times import StudyHours, TimeOfDay
from villagedesk.kinds.when import (
    Day,
    When,
    age_on,
    first_day,
    last_day,
    months_after,
    not_a_day,
    read_when,
)
from villagedesk.kinds.words import Link, Name, Text, clean_name, read_name

__all__ = [
    "Choice",
    "Code",
    "Day",
    "IdNumber",
    "Kind",
    "Link",
    "Money",
    "Name",
    "Note",
    "OpenChoice",
    "Phone",
    "Reading",
    "Several",
    "StudyHours",
    "Text",
    "TimeOfDay",
    "When",
    "WholeNumber",
    "YesNo",
    "age_on",
    "birth_of",
    "check_digit",
    "clean",
    "clean_name",
    "first_day",
    "fold",
    "is_blank",
    "is_dash",
    "is_masked",
    "is_whole",
    "labels",
    "last_day",
    "mask",
    "mask_id",
    "mask_phone",
    "months_after",
    "not_a_day",
    "number_in",
    "read_code",
    "read_id",
    "read_name",
    "read_phone",
    "read_when",
    "sex_of",
]


def mask(kind: Kind, value: Any, *, hide_last: bool = False) -> str:
    """The words for a value with private digits hidden; `hide_last` hides an ID's last four too."""
    if value is None:
        return ""
    if isinstance(kind, IdNumber):
        return mask_id(value, hide_last=hide_last)
    return mask_phone(value) if isinstance(kind, Phone) else kind.show(value)
