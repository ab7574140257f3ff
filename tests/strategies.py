"""Canonical values of every kind, and raw things that people and spreadsheets put into cells."""

from datetime import date
from functools import singledispatch

from hypothesis import strategies as st

from villagedesk import kinds
from villagedesk.kinds import Kind, check_digit

_INK = st.characters(exclude_categories=["C", "Z"])
_HAN = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
)
_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def days():
    """`When` values of every precision."""
    return st.builds(lambda day, cut: day.isoformat()[:cut], _DAYS, st.sampled_from([4, 7, 10]))


def id_numbers():
    """Whole ID numbers with a valid check digit in a region that does not exist."""
    first17 = st.builds(
        lambda town, day, order: f"9990{town:02}{day:%Y%m%d}{order:03}",
        st.integers(0, 99),
        st.dates(date(1900, 1, 1), date(2026, 1, 1)),
        st.integers(0, 999),
    )
    return first17.map(lambda digits: digits + check_digit(digits))


def phones():
    """Mobiles and landlines, one or two."""
    mobile = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
    landline = st.from_regex(r"\A0917-[2-9][0-9]{6}(-[1-9])?\Z")
    one = mobile | landline
    return st.lists(one, min_size=1, max_size=2, unique=True).map("/".join)


def raw_cells():
    """Anything a cell or an edit box may hold."""
    return st.one_of(
        st.none(),
        st.booleans(),
        st.text(),
        st.text("0123456789.-/年月日一十二X*,， E+"),
        st.integers(),
        st.floats(),
        st.dates(),
        st.datetimes(),
        st.binary(),
    )


@singledispatch
def values(kind: Kind):
    """Canonical values of a kind: what a store may hold."""
    raise NotImplementedError(kind)


@values.register
def _(kind: kinds.Text):
    letters = _INK | st.just(" " if kind.lines == 1 else "\n")
    texts = st.text(letters, min_size=1, max_size=40).map(kinds.clean)
    return texts.filter(lambda text: text and not kinds.is_dash(text))  # a dash in a sheet is empty


@values.register
def _(kind: kinds.Name):
    han = st.text(_HAN, min_size=1, max_size=6)
    return han | st.tuples(han, han).map("·".join)


@values.register
def _(kind: kinds.Link):
    return st.uuids().map(lambda uid: uid.hex)


@values.register
def _(kind: kinds.WholeNumber):
    least = -(10**9) if kind.least is None else kind.least
    return st.integers(least, 10**9 if kind.most is None else kind.most)


@values.register
def _(kind: kinds.Money):
    return st.integers(-(10**14), 10**14)


@values.register
def _(kind: kinds.YesNo):
    return st.booleans()


@values.register
def _(kind: kinds.TimeOfDay):
    return st.times().map(lambda at: f"{at:%H:%M}")


@values.register
def _(kind: kinds.StudyHours):
    return st.integers(0, 9999)


@values.register
def _(kind: kinds.Day):
    return days()


@values.register
def _(kind: kinds.IdNumber):
    whole = id_numbers()
    hidden = st.builds(
        lambda id_no, all_: kinds.mask_id(id_no, hide_last=all_), whole, st.booleans()
    )
    return whole | hidden


@values.register
def _(kind: kinds.Phone):
    return phones()


@values.register
def _(kind: kinds.Code):
    return st.sampled_from([code for code, _ in kind.options()])


@values.register
def _(kind: kinds.Choice):
    return st.sampled_from(list(kind.words))


@values.register
def _(kind: kinds.Several):
    chosen = st.sets(st.sampled_from(kind.words), min_size=1)
    return chosen.map(lambda words: "、".join(word for word in kind.words if word in words))
