"""Numbers of people on a paper for the wall cannot be read, and nothing else is touched."""

import re
from time import perf_counter

import pytest

from tests.desk.small_village import id_number
from villagedesk.books.papers.masking import hidden

ID = id_number("1970-03-05", 12)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


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
        f"{ID[:6]}，{ID[6:10]}，{ID[10:14]}，{ID[14:]}",
        f"{ID[:6]}-{ID[6:10]}-{int(ID[10:12])}-{int(ID[12:14])}-{ID[14:]}",
        f"{ID[:6]}\n{ID[6:14]}\n{ID[14:]}",
        f"{ID[:12]}\n{ID[12:]}",
        f"{ID[:6]} {ID[8:14]} {ID[14:17]}",
        ID[:17].translate(CHINESE) + ID[17],
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
        "138、0000、1111",
        "138（0000）1111",
        "(138)00001111",
        "138－0000\n1111",
        "13800\n001111",
        "138\u00ad0000\u00ad1111",
        "138OOOO1111",
        "一三八零零零零一一一一",
        "一三八 〇〇〇〇 一一一一",
        "一三八0000一一一一",
        "壹叁捌零零零零壹壹壹壹",
        "①13800001111②13900002222",
    ],
)
def test_nothing_but_the_beginning_is_left_of_a_telephone(written):
    said = hidden(f"请打{written}问")
    assert not re.search(r"\d{5,}|1111|2222|1234|7777|[零〇一壹]{2}", said)
    assert said.startswith("请打")
    assert said.endswith("问")


@pytest.mark.parametrize(
    "written",
    [
        "电话5541234",
        "座机５５４１２３４、５５４５６７８",
        "联系王五 5541234",
        "电话5541234万师傅",
        "微信：1380000",
        "微信号 wang_1234",
        "QQ 123456789",
        "尾号1234",
        "护照E12345678",
        "6222 0200 1234 5678 901",
        "62220200 12345678 901",
    ],
)
def test_short_numbers_and_accounts_are_hidden_by_the_word_before_them_or_their_length(written):
    assert not re.search(r"1234|0000|5678|４", hidden(written))


def test_the_last_four_of_an_identity_card_are_hidden_though_one_is_a_letter():
    assert hidden("身份证后四位 001X") == "身份证后四位 ********"
    assert hidden("尾号00 1 x，一组") == "尾号********，一组"
    assert hidden("证件 123 份") == "证件 123 份"


def test_names_and_groups_beside_a_number_stay():
    assert hidden("张三13800001111二组") == "张三138********二组"
    assert hidden(f"李四{ID}") == f"李四{ID[:6]}********"


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
        "微信群2026-03-05至2026-03-11，账户余额12345.67元",
        "电话费12000元，联系1200户，微信2026年开通",
        "电话通知三四五六组，一、三、五、七、九、十一号户",
        "二〇二六年三月五日；2026-03-15 1380000元",
        "1．2026-03-08 15:30\n13\n2026-03-09 10:00",
    ],
)
def test_days_amounts_and_numbers_of_papers_stay(words):
    assert hidden(words) == words


@pytest.mark.parametrize("piece", ["1", "o-", "0 ", "一", "138 ", "微信a", "电话", "(0", "\n"])
def test_a_text_full_of_what_could_be_numbers_is_searched_at_once(piece):
    began = perf_counter()
    hidden(piece * 10_000)
    assert perf_counter() - began < 2
