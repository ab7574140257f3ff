"""What every kind promises: it reads back what it shows, and refuses in words."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import raw_cells, values
from villagedesk import kinds
from villagedesk.errors import Refused
from villagedesk.kinds.code_lists import LISTS


class Body(StrEnum):
    PARTY = "村党组织"
    COUNCIL = "村民委员会"
    WATCH = "村务监督委员会"


KINDS = [
    kinds.Text(),
    kinds.Text(lines=4),
    kinds.Name(),
    kinds.WholeNumber(),
    kinds.WholeNumber(least=0, most=300),
    kinds.Money(),
    kinds.TimeOfDay(),
    kinds.StudyHours(),
    kinds.YesNo(),
    kinds.Day(),
    kinds.Day(past=True),
    kinds.IdNumber(),
    kinds.Phone(),
    *map(kinds.Code, LISTS),
    kinds.Choice(Body),
    kinds.OpenChoice(Body),
    kinds.Several(Body),
    kinds.Several(("无", "无业", "种植、养殖", "种植")),
    kinds.Link("person"),
]
READERS = [kinds.read_when, kinds.read_id]
NOTHING = {"无", "没有", "空", "暂无", "至今", "现在", "在任", "今", "null", "none", "na", "n/a"}

every_kind = pytest.mark.parametrize("kind", KINDS, ids=repr)


def parsed(kind, raw):
    try:
        return kind.parse(raw)
    except Refused as refused:
        return refused


@every_kind
@given(data=st.data())
def test_what_is_shown_is_read_back(kind, data):
    value = data.draw(values(kind))
    again = kind.parse(kind.show(value))
    assert (again, type(again)) == (value, type(value))


@every_kind
@given(raw=raw_cells())
def test_whatever_stands_in_a_cell_is_read_or_refused_in_words(kind, raw):
    outcome = parsed(kind, raw)
    if isinstance(outcome, Refused):
        assert outcome.code
        assert str(outcome).endswith("。")
    else:
        assert kind.parse(kind.show(outcome)) == outcome


@pytest.mark.parametrize("read", READERS)
@given(raw=raw_cells())
def test_a_reader_never_fails_and_never_loses_a_value_in_silence(read, raw):
    reading = read(raw)
    empty = kinds.is_blank(raw) or kinds.is_dash(raw) or not isinstance(raw, str)
    assert reading.value or reading.notes or empty or kinds.fold(raw) in NOTHING


@every_kind
def test_nothing_is_shown_as_nothing(kind):
    assert kind.show(None) == ""


@pytest.mark.parametrize(
    ("kind", "value", "shown", "hidden"),
    [
        (kinds.IdNumber(), "99900119850307175X", "999001********175X", "999001************"),
        (kinds.Phone(), "13800001111", "138****1111", "138****1111"),
        (kinds.Phone(), "0917-5541234-8", "0917-***1234", "0917-***1234"),
        (kinds.Name(), "徐磊", "徐磊", "徐磊"),
        (kinds.Name(), None, "", ""),
    ],
)
def test_private_digits_are_hidden(kind, value, shown, hidden):
    assert kinds.mask(kind, value) == shown
    assert kinds.mask(kind, value, hide_last=True) == hidden
