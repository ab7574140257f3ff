"""A cell may say the time of a sitting beside its day; neither is ever taken for the other."""

import datetime as dt

import pytest

from villagedesk.books.reading.cells import Spot, read_cell

YEAR = Spot(year=2026)


def read(value):
    return read_cell("moment", value, YEAR)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("2026.3.5 14:30", "2026-03-05 14:30"),
        ("2026.3.12 1:30", "2026-03-12 01:30"),
        ("2026.3.15 9:30", "2026-03-15 09:30"),
        ("２０２６年3月5日14：30", "2026-03-05 14:30"),
        ("2026年3月5日下午2:30—4:00", "2026-03-05 14:30-16:00"),
        ("2026年3月5日（星期四）下午3点", "2026-03-05 15:00"),
        ("2026-3-5 上午9:00-11:30", "2026-03-05 09:00-11:30"),
        ("2026.3.5上午9时", "2026-03-05 09:00"),
        ("2026.3.5\n9:00开始", "2026-03-05 09:00"),
        (dt.datetime(2026, 3, 5, 14, 30), "2026-03-05 14:30"),
        (dt.datetime(2026, 3, 5), "2026-03-05"),
        (dt.time(9, 5), "09:05"),
        ("14:30-16:00", "14:30-16:00"),
        ("2026.3.5", "2026-03-05"),
        ("2026年3月", "2026-03"),
    ],
)
def test_days_and_times_come_apart(raw, said):
    assert read(raw) == (said, ())


def test_a_part_of_the_day_is_no_time_and_is_told():
    value, notes = read("2026年3月5日上午")
    assert value == "2026-03-05"
    assert [(note.code, note.detail) for note in notes] == [("time_vague", "上午")]


@pytest.mark.parametrize("raw", ["随便", "2026.2.30", "2026.3.5 25:00", "2026.3.514:30"])
def test_what_is_neither_is_told(raw):
    assert read(raw)[1]


@pytest.mark.parametrize("raw", [1985.1, 46086, "3月5日", "85.3.5"])
def test_days_alone_are_read_as_ever(raw):
    assert read(raw) == read_cell("date", raw, YEAR)
