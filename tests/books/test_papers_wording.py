"""Numbers of people on a paper for the wall cannot be read, and nothing else is touched."""

import re

import pytest

from tests.desk.small_village import id_number
from villagedesk.books.papers.wording import day_or_blank, hidden, percent

ID = id_number("1970-03-05", 12)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    "written",
    [
        ID,
        ID.lower(),
        f"{ID[:6]} {ID[6:10]} {ID[10:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        ID.translate(WIDE),
        ID[:6] + ID[8:17],
        f"{ID[:6]}********{ID[14:]}",
        f"王秀英{ID}、李建国",
    ],
)
def test_nothing_but_the_region_is_left_of_an_identity_number(written):
    said = hidden(f"身份证：{written}。")
    assert "*" * 8 in said
    assert len(re.sub(r"\D", "", said)) <= 6
    assert ID[6:14] not in said
    assert ID[-4:] not in said


@pytest.mark.parametrize(
    "written",
    [
        "13800001111",
        "138 0000 1111",
        "138-0000-1111",
        "+86 13800001111",
        "8613800001111",
        "１３８００００１１１１",
        "138  0000——1111",
        "138.0000.1111",
        "1 3 8 0 0 0 0 1 1 1 1",
        "138\u200b0000\u200b1111",
        "138****1111",
        "13800001111/13900002222",
        "0917-5541234",
        "(0917)5541234",
        "02988887777",
    ],
)
def test_nothing_but_the_beginning_is_left_of_a_telephone(written):
    said = hidden(f"请打{written}问")
    assert not re.search(r"\d{5,}|1111|2222|1234|7777", said)
    assert said.startswith("请打")
    assert said.endswith("问")


@pytest.mark.parametrize("written", ["电话5541234", "微信：1380000", "6222 0200 1234 5678 901"])
def test_short_numbers_and_accounts_are_hidden_by_the_word_before_them_or_their_length(written):
    assert not re.search(r"1234|0000|5678", hidden(written))


@pytest.mark.parametrize(
    "words",
    [
        "2026-11-05至2026-11-11公示7天",
        "涉及金额：1,386,000.00 元",
        "合同编号 HT20260305001",
        "2026年3月5日，应到42人，实到31人；赞成24票",
        "事项编号：2026-001；投资3860000元",
        "第123号地块12.5亩",
        "承包费每亩1380元，共13800.00元",
        "1．2026-03-08 15:30\n13\n2026-03-09 10:00",
    ],
)
def test_days_amounts_and_numbers_of_papers_stay(words):
    assert hidden(words) == words


def test_a_share_is_rounded_half_up_and_blank_where_a_number_is_missing():
    assert [percent(31, 42), percent(1, 16), percent(None, 42), percent(3, 0)] == [
        "73.8%",
        "6.3%",
        "",
        "",
    ]


def test_a_day_nobody_wrote_down_is_a_place_to_write_it():
    assert day_or_blank("2026-11") == "2026年11月"
    assert day_or_blank(None).split() == ["年", "月", "日"]
