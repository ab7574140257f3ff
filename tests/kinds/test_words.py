"""Text loses what nobody sees and keeps what people wrote."""

import pytest

from villagedesk.errors import Refused
from villagedesk.kinds import Link, Name, Text, clean, fold, is_blank, is_dash, read_name


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("\u3000村\u00a0委　会 ", "村 委 会"),
        ("孙\u200b霞\ufeff", "孙霞"),
        ("ＡＢＣ１２３．５％", "ABC123.5%"),
        ("（一肩挑），甲：乙；丙！", "（一肩挑），甲：乙；丙！"),
        ("120㎡、①②", "120㎡、①②"),
        ("⽊⽅", "木方"),
        ("a\r\nb\u2028c\x0bd", "a\nb\nc\nd"),
        ("\x00\x07\ufffe\ud800", ""),
        ("𠮷田\U000e0100", "𠮷田\U000e0100"),
        ("=1+1", "=1+1"),
    ],
)
def test_cleaning_takes_only_what_nobody_sees(raw, cleaned):
    assert clean(raw) == cleaned


def test_one_line_of_text_stays_one_line():
    assert Text().parse(" 党支部\n\n书记 ") == "党支部 书记"
    assert Text(lines=3).parse(" 一 \n二\n\n") == "一\n二"


@pytest.mark.parametrize(("raw", "text"), [(3.0, "3"), (1.5, "1.5"), (7, "7"), (True, "是")])
def test_a_number_in_a_text_column_is_its_digits(raw, text):
    assert Text().parse(raw) == text


@pytest.mark.parametrize("raw", ["", "\u200b", None, float("nan"), "字" * 32_768, 10**40])
def test_what_is_no_text_is_refused(raw):
    with pytest.raises(Refused):
        Text().parse(raw)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("徐　磊", "徐磊"),
        ("胡 霞", "胡霞"),
        ("孙\u200b霞", "孙霞"),
        ("阿卜杜•买买提", "阿卜杜·买买提"),
        ("阿卜杜 ・ 买买提", "阿卜杜·买买提"),
        ("阿卜杜.买买提", "阿卜杜·买买提"),
        ("John  Smith", "John Smith"),
        ("𠮷𡈼〇", "𠮷𡈼〇"),
        ("\ue123明", "\ue123明"),
    ],
)
def test_a_name_is_kept_as_on_the_card(raw, name):
    assert Name().parse(raw) == name


@pytest.mark.parametrize("raw", ["谢丽*", "谢丽（小名铁蛋）", "13800001111", "甲" * 51, " "])
def test_what_is_no_name_is_refused(raw):
    with pytest.raises(Refused):
        Name().parse(raw)


@pytest.mark.parametrize(
    ("raw", "name", "extra"),
    [
        ("谢丽（小名铁蛋）", "谢丽", "小名铁蛋"),
        ("谢丽*", "谢丽", "*"),
        ("1、谢丽", "谢丽", "1、"),
        ("谢丽(女", "谢丽", "女"),
    ],
)
def test_what_stands_beside_a_name_is_noted(raw, name, extra):
    reading = read_name(raw)
    assert (reading.value, reading.notes[0].code) == (name, "name_extra_text")
    assert reading.notes[0].detail == extra


def test_a_plain_name_is_read_without_a_doubt():
    assert (read_name("宋\xa0丽").value, read_name("宋\xa0丽").notes) == ("宋丽", ())


@pytest.mark.parametrize("raw", ["—", "-", "/", "＼", "——", "……", "／"])
def test_a_struck_out_cell_is_a_dash(raw):
    assert is_dash(raw)


@pytest.mark.parametrize("raw", ["无", "", None, 0, "a-b"])
def test_other_cells_are_no_dash(raw):
    assert not is_dash(raw)


@pytest.mark.parametrize("raw", [None, "", " \u3000\u200b\n", float("nan")])
def test_what_nobody_sees_is_blank(raw):
    assert is_blank(raw)


@pytest.mark.parametrize("raw", [0, False, "—", "0"])
def test_what_somebody_wrote_is_not_blank(raw):
    assert not is_blank(raw)


def test_words_are_the_same_whatever_their_width_and_quotes():
    assert fold("村“两委” （Ａ）") == fold("村两委(a)")


def test_a_link_is_a_uid():
    assert Link("person").parse(" 3f2a ") == "3f2a"
    with pytest.raises(Refused, match="重新选择"):
        Link("person").parse("张 三")
