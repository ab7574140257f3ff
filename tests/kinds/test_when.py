"""Dates as villages write them keep exactly the precision that they were given in."""

from datetime import date, datetime

import pytest

from villagedesk.errors import Refused
from villagedesk.kinds import Day, Note, age_on, first_day, last_day, read_when
from villagedesk.kinds.when import is_when

CERTAIN = [
    ("1999.7", "1999-07"),
    ("1999.07.01", "1999-07-01"),
    ("1999年7月", "1999-07"),
    ("1999年7月1日", "1999-07-01"),
    ("19990701", "1999-07-01"),
    (19990701, "1999-07-01"),
    ("199907", "1999-07"),
    (199907, "1999-07"),
    ("1999-7-1", "1999-07-01"),
    ("1999/7/1", "1999-07-01"),
    ("1985/3", "1985-03"),
    (datetime(1999, 7, 1, 8, 30), "1999-07-01"),  # cells know no zone
    (date(1999, 7, 1), "1999-07-01"),
    ("１９９９．０７", "1999-07"),
    ("２０００年１月１日", "2000-01-01"),
    ("一九九九年七月一日", "1999-07-01"),
    ("一九八五年十二月二十八日", "1985-12-28"),
    ("二〇〇八年十月三十一日", "2008-10-31"),
    ("1999年七月", "1999-07"),
    ("1999年元月", "1999-01"),
    ("1999.7.", "1999-07"),
    ("1999、7、1", "1999-07-01"),
    ("1999. 7. 1", "1999-07-01"),
    ("1999 7 1", "1999-07-01"),
    ("1999-07-01 00:00:00", "1999-07-01"),
    ("1999-07-01T08:30:00.000+08:00", "1999-07-01"),
    ("1999年7月1号", "1999-07-01"),
    ("1999年7月1日入党", "1999-07-01"),
    ("'1999.7", "1999-07"),
    ("1985-03-00", "1985-03"),
    (1999.7, "1999-07"),
    (1985.03, "1985-03"),
    (1985.12, "1985-12"),
    (1985.0307, "1985-03-07"),
    ("1985.1", "1985-01"),
    ("1985.10", "1985-10"),
    ("2021年3月至今", "2021-03"),
]
DOUBTFUL = [
    (36342, "1999-07-01", ["serial_guess"]),
    ("36342", "1999-07-01", ["serial_guess"]),
    (36342.75, "1999-07-01", ["serial_guess"]),
    ("1999", "1999", ["date_year_only"]),
    (1999.0, "1999", ["date_year_only"]),
    ("1985-00-00", "1985", ["date_year_only"]),
    ("99.7", "1999-07", ["date_two_digit_year"]),
    ("85.3", "1985-03", ["date_two_digit_year"]),
    ("85年3月7日", "1985-03-07", ["date_two_digit_year"]),
    ("850307", "1985-03-07", ["date_two_digit_year"]),
    ("05.3", "2005-03", ["date_two_digit_year"]),
    (1985.1, "1985", ["date_ambiguous_jan_oct"]),
    (85.1, "1985", ["date_two_digit_year", "date_ambiguous_jan_oct"]),
    ("1999.7.1（转正2000.7.1）", "1999-07-01", ["date_extra_text"]),
    ("2018.3-2021.5", "2018-03", ["date_extra_text"]),
    ("1999.7-8", "1999-07", ["date_extra_text"]),
    ("约1985年3月", "1985-03", ["date_extra_text"]),
    ("2021年换届后", "2021", ["date_extra_text", "date_year_only"]),
    ("第三届，2021年3月当选", "2021-03", ["date_extra_text"]),
]
INVALID = [
    "1999.13",
    "1999.2.30",
    "1900-02-29",
    "1999.123",
    "1899.1",
    "农历1965年腊月",
    "张三",
    "13900001111",
    1985.13,
    1985.031,
    73_416,
    1e-05,
    -5,
    float("inf"),
    True,
    "4月31日",
    "\x00'",
]


@pytest.mark.parametrize(("raw", "value"), CERTAIN)
def test_a_clear_date_is_read_without_a_doubt(raw, value):
    assert (read_when(raw).value, read_when(raw).notes) == (value, ())


@pytest.mark.parametrize(("raw", "value", "codes"), DOUBTFUL)
def test_a_doubt_is_a_note_and_never_a_guess(raw, value, codes):
    reading = read_when(raw)
    assert (reading.value, list(reading.codes)) == (value, codes)


@pytest.mark.parametrize("raw", INVALID)
def test_what_is_no_day_is_kept_out_and_said(raw):
    assert (read_when(raw).value, read_when(raw).codes) == (None, ("date_invalid",))


@pytest.mark.parametrize("raw", ["不详", "记不清", "？", "出生日期不详"])
def test_an_unknown_date_is_said_to_be_unknown(raw):
    assert read_when(raw).codes == ("date_unknown",)


@pytest.mark.parametrize("raw", ["—", "/", "无", "至今", "", " ", None])
def test_no_date_is_no_doubt(raw):
    assert (read_when(raw).value, read_when(raw).notes) == (None, ())


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (4.12, "2026-04-12"),
        ("4.12", "2026-04-12"),
        ("5月18日", "2026-05-18"),
        ("12-31", "2026-12-31"),
    ],
)
def test_a_date_without_a_year_takes_the_sheets_year_and_says_so(raw, value):
    note = Note("date_year_from_meta", "缺年份，取表头年份2026")
    assert (read_when(raw, year=2026).value, read_when(raw, year=2026).notes) == (value, (note,))


@pytest.mark.parametrize("raw", ["2025年4月20日", "2025-04-20", "2025.4.20"])
def test_a_date_with_its_year_keeps_it_whatever_the_sheet_says(raw):
    assert (read_when(raw, year=2026).value, read_when(raw, year=2026).notes) == ("2025-04-20", ())


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1985", "1985"), ("1985-03", "1985.03"), ("1985-03-07", "1985-03-07"), (None, "")],
)
def test_a_date_is_shown_in_its_precision(value, shown):
    assert Day().show(value) == shown


@pytest.mark.parametrize("raw", ["1985年3月7日", "85.3.7", "19850307", 31113, "１９８５－３－７"])
def test_the_box_takes_every_spelling_of_a_day(raw):
    assert Day().parse(raw) == "1985-03-07"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1985-02-30", "date_invalid"),
        ("1985.13", "date_invalid"),
        ("不详", "date_unknown"),
        ("1999.7.1（转正2000.7.1）", "date_extra_text"),
        (1985.1, "date_ambiguous_jan_oct"),
        ("—", "date_invalid"),
    ],
)
def test_the_box_refuses_what_would_be_a_guess(raw, code):
    with pytest.raises(Refused) as refused:
        Day().parse(raw)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("2026-02-30", "日历上没有“2026-02-30”，请核对。"),
        ("2026年13月", "日历上没有“2026年13月”，请核对。"),
        ("20260230", "日历上没有“20260230”，请核对。"),
        ("85.13.1", "日历上没有“85.13.1”，请核对。"),
        ("1985年腊月初八", "“1985年腊月初八”是农历，请换成公历再写。"),
        (
            "1785-03-07",
            "“1785-03-07”不是日期，请写年、年月或年月日，如 1985、1985.03、2026-03-07。",
        ),
        ("去年", "“去年”不是日期，请写年、年月或年月日，如 1985、1985.03、2026-03-07。"),
    ],
)
def test_a_refused_day_is_told_what_is_wrong_with_it(raw, words):
    with pytest.raises(Refused) as refused:
        Day().parse(raw)
    assert (str(refused.value), refused.value.code) == (words, "date_invalid")


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("1985", date(1985, 1, 1), date(1985, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1985-03-07", date(1985, 3, 7), date(1985, 3, 7)),
    ],
)
def test_a_date_spans_from_its_first_to_its_last_day(when, first, last):
    assert (first_day(when), last_day(when)) == (first, last)


@pytest.mark.parametrize(
    ("born", "on", "ages"),
    [
        ("1986-06-30", date(2021, 12, 31), (35, 35)),
        ("1986-06-30", date(2022, 6, 30), (36, 36)),
        ("1986-06-30", date(2022, 6, 29), (35, 35)),
        ("1986", date(2022, 6, 30), (35, 36)),
        ("1986-06", date(2022, 6, 15), (35, 36)),
        ("2004-02-29", date(2022, 2, 28), (17, 17)),
    ],
)
def test_an_age_is_known_as_well_as_the_birth_is(born, on, ages):
    assert age_on(born, on) == ages


@pytest.mark.parametrize("text", ["1985", "1985-03", "2024-02-29"])
def test_a_canonical_date_is_recognised(text):
    assert is_when(text)


@pytest.mark.parametrize("text", ["85", "1985.03", "1985-3", "2023-02-29", "1985-00", "1985-13"])
def test_any_other_text_is_not_canonical(text):
    assert not is_when(text)
