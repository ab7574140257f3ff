"""Closed words and national codes: the word or the code is read, the word is shown."""

from enum import StrEnum

import pytest

from villagedesk.errors import Refused
from villagedesk.kinds import Choice, Code, Several, labels, read_code
from villagedesk.kinds.code_lists import LISTS
from villagedesk.kinds.kind import fold


class Post(StrEnum):
    SECRETARY = "党支部书记"
    HEAD = "村委会主任（兼）"
    OTHER = "其他"


@pytest.mark.parametrize(
    "raw", ["村委会主任（兼）", "村委会主任(兼)", " 村委会 主任（兼）", Post.HEAD]
)
def test_a_choice_is_read_whatever_its_width(raw):
    assert Choice(Post).parse(raw) is Post.HEAD


def test_a_word_outside_the_list_is_refused_with_the_list():
    with pytest.raises(Refused, match="只能是：党支部书记、村委会主任（兼）、其他"):
        Choice(Post).parse("文书")


@pytest.mark.parametrize(
    "raw",
    [
        "其他、党支部书记",
        "党支部书记,其他",
        "党支部书记；其他",
        "其他\n党支部书记",
        "其他 党支部书记",
    ],
)
def test_several_words_are_kept_in_the_lists_order(raw):
    assert Several(Post).parse(raw) == "党支部书记、其他"


def test_a_word_that_holds_a_separator_or_begins_like_another_is_read_whole():
    assert Several(("无", "无业", "种植、养殖")).parse("种植、养殖、无业") == "无业、种植、养殖"


@pytest.mark.parametrize("raw", ["其他、文书", "其他人", "、", ""])
def test_several_with_a_word_outside_the_list_are_refused(raw):
    with pytest.raises(Refused, match="只能是"):
        Several(Post).parse(raw)


@pytest.mark.parametrize(
    ("name", "raw", "code", "shown"),
    [
        ("sex", "（男）", "1", "男"),
        ("sex", "女性", "2", "女"),
        ("sex", 1, "1", "男"),
        ("sex", 2.0, "2", "女"),
        ("ethnicity", "汉", "01", "汉族"),
        ("ethnicity", "汉  族", "01", "汉族"),
        ("ethnicity", "土家", "15", "土家族"),
        ("ethnicity", "基诺族", "56", "基诺族"),
        ("ethnicity", 3, "03", "回族"),
        ("education", "大学专科", "30", "大专"),
        ("education", "专科", "30", "大专"),
        ("education", "大学本科", "20", "本科"),
        ("education", "硕士", "14", "硕士研究生"),
        ("education", "中专", "41", "中专"),
        ("education", "60", "60", "高中"),
        ("political", "党员", "01", "中共党员"),
        ("political", "预备党员", "02", "中共预备党员"),
        ("political", "团员", "03", "共青团员"),
        ("political", "13", "13", "群众"),
        ("health", "良好", "1", "健康"),
        ("relation", "儿媳妇", "38", "儿媳"),
        ("relation", "长子", "22", "长子"),
        ("relation", "妻子", "12", "妻"),
        ("relation", "2", "02", "户主"),
    ],
)
def test_a_code_is_read_by_label_by_everyday_word_or_by_code(name, raw, code, shown):
    assert Code(name).parse(raw) == code
    assert Code(name).show(code) == shown


@pytest.mark.parametrize("name", LISTS)
def test_no_word_of_a_list_means_two_codes(name):
    words = [fold(word) for entry in LISTS[name].values() for word in {*map(fold, entry)}]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", LISTS)
def test_the_codes_of_a_list_have_one_length(name):
    assert len({len(code) for code in LISTS[name]}) == 1


def test_the_ethnic_groups_are_all_there_in_the_standards_order():
    options = Code("ethnicity").options()
    assert [options[0], options[55]] == [("01", "汉族"), ("56", "基诺族")]
    assert labels("ethnicity")["33"] == "羌族"


@pytest.mark.parametrize(
    ("name", "raw", "detail"),
    [("sex", "1", "1→男"), ("sex", "F", "F→女"), ("ethnicity", "Han", "Han→汉族")],
)
def test_a_code_in_place_of_a_word_is_noted(name, raw, detail):
    (note,) = read_code(name, raw).notes
    assert (note.code, note.detail) == ("code_guess", detail)


def test_a_word_is_no_guess():
    assert read_code("sex", " 女").notes == ()


def test_an_unknown_word_is_refused_with_the_list():
    with pytest.raises(Refused, match="没有“火星”这一项，应是：汉族"):
        Code("ethnicity").parse("火星")


def test_several_words_are_known_by_what_people_say_instead() -> None:
    class Kinds(StrEnum):
        ASSEMBLY = "支部党员大会"
        LECTURE = "党课"

        @classmethod
        def _missing_(cls, value: object) -> "Kinds | None":
            return cls.ASSEMBLY if value == "党员大会" else None

    kind = Several(Kinds)
    assert kind.parse("党课，党员大会") == "支部党员大会、党课"
    assert kind.parse("党员大会暨党课") == "支部党员大会、党课"
    with pytest.raises(Refused, match="群众大会"):
        kind.parse("群众大会、党课")
