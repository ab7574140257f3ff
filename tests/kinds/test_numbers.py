"""Numbers are read as villages write them, and never rounded."""

import pytest

from villagedesk.errors import Refused
from villagedesk.kinds import Money, Phone, WholeNumber, YesNo, read_phone


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        ("1,234.50", 123_450),
        ("38600元", 3_860_000),
        ("3.5万元", 3_500_000),
        ("3万", 3_000_000),
        ("1.2亿", 12_000_000_000),
        ("￥38,600.00", 3_860_000),
        ("人民币100元整", 10_000),
        ("１２．５", 1_250),
        ("-500", -50_000),
        (0.1 + 0.2 - 0.2, 10),
        (19.99, 1_999),
        (38600, 3_860_000),
        ("0.00001万", 10),
    ],
)
def test_money_is_read_in_every_spelling(raw, cents):
    assert Money().parse(raw) == cents


@pytest.mark.parametrize(
    "raw",
    [
        "1.234",
        0.001,
        1e-7,
        "1,23",
        "约500",
        "",
        "万",
        "12亩",
        float("nan"),
        float("inf"),
        True,
        1e16,
        None,
        "1.2.3",
        "9" * 400,
        "1e5",
    ],
)
def test_what_is_no_exact_amount_is_refused(raw):
    with pytest.raises(Refused):
        Money().parse(raw)


@pytest.mark.parametrize(
    ("cents", "shown"), [(3_860_000, "38,600.00"), (-5, "-0.05"), (0, "0.00"), (None, "")]
)
def test_money_is_shown_in_yuan(cents, shown):
    assert Money().show(cents) == shown


@pytest.mark.parametrize(
    ("raw", "number"), [("12", 12), (" １２ ", 12), (12.0, 12), ("1,234", 1234), ("5人", 5), (0, 0)]
)
def test_a_count_is_read(raw, number):
    assert WholeNumber(least=0).parse(raw) == number


@pytest.mark.parametrize(
    ("raw", "words"),
    [(-1, "至少是 0"), ("301", "最多是 300"), (1.5, "不是整数"), ("约3", "不是数字"), ("", "数字")],
)
def test_a_wrong_count_is_refused_with_its_bounds(raw, words):
    with pytest.raises(Refused, match=words):
        WholeNumber(least=0, most=300).parse(raw)


@pytest.mark.parametrize("raw", ["是", "√", "有", "1", 1, 1.0, "Y", "对", "ｙｅｓ", "☑", True])
def test_every_sort_of_yes(raw):
    assert YesNo().parse(raw) is True


@pytest.mark.parametrize("raw", ["否", "×", "无", "0", 0, "N", "错", "没有", "□", False])
def test_every_sort_of_no(raw):
    assert YesNo().parse(raw) is False


def test_a_perhaps_is_refused():
    with pytest.raises(Refused, match="“是”或“否”"):
        YesNo().parse("也许")


@pytest.mark.parametrize(
    ("raw", "phone"),
    [
        ("13800001111", "13800001111"),
        (13800001111, "13800001111"),
        (13800001111.0, "13800001111"),
        ("139-0000-1234", "13900001234"),
        ("139 0000 1235", "13900001235"),
        ("+86 13900001238", "13900001238"),
        ("008613900001238", "13900001238"),
        ("１３９００００１２３９", "13900001239"),
        ("0917-5541234", "0917-5541234"),
        ("09175541234", "0917-5541234"),
        ("（0917）5541234", "0917-5541234"),
        ("029-88881234", "029-88881234"),
        ("0917-8880000转1", "0917-8880000-1"),
        ("0917-8880000-1", "0917-8880000-1"),
        ("13800001111、0917-5541234", "13800001111/0917-5541234"),
        ("13800001111 13800002222", "13800001111/13800002222"),
        ("13800001111\n13800002222", "13800001111/13800002222"),
    ],
)
def test_a_phone_is_read_in_every_spelling(raw, phone):
    assert Phone().parse(raw) == phone


@pytest.mark.parametrize(
    "raw",
    [
        "139000012",
        "5541234",
        "138000011112",
        "1.38E+10",
        "12345678901",
        "13800001111（儿子）",
        "138****1111",
    ],
)
def test_a_phone_of_a_wrong_length_is_refused(raw):
    with pytest.raises(Refused, match="手机应是 11 位，座机要写区号") as refused:
        Phone().parse(raw)
    assert refused.value.code == "phone_length"


def test_the_reader_keeps_a_wrong_phone_and_says_its_length():
    reading = read_phone("139000012")
    assert (reading.value, reading.notes[0].detail) == ("139000012", "9位")


def test_no_phone_is_no_doubt():
    assert read_phone("/").value is None
    assert read_phone("/").notes == ()


def test_words_beside_a_phone_are_told_and_typing_them_is_refused():
    reading = read_phone("13900000001（常用）")
    assert (reading.value, reading.codes) == ("13900000001", ("phone_length",))
    with pytest.raises(Refused):
        Phone().parse("13900000001（常用）")
