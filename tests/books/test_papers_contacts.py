"""The list a member takes along: enough to find the door, and room to write."""

from villagedesk.books.papers.contacts import Door, visit_list
from villagedesk.books.papers.paper import Table, words_on

DOOR = Door("001", "王秀英", "河湾村一组12号", "13800001111", "2026-10-02")


def table_of(count):
    paper = visit_list("河湾村", "李建国", [DOOR] * count, day="2026-11-22")
    return next(block for block in paper.blocks if isinstance(block, Table))


def test_a_door_says_whose_it_is_and_when_somebody_was_there_last():
    row = table_of(1).rows[0]
    assert row[:5] == ("001", "王秀英", "河湾村一组12号", "138****1111", "2026年10月2日")
    assert row[5:] == ("", "", "")


def test_a_door_of_which_little_is_known_is_left_blank():
    paper = visit_list("河湾村", "李建国", [Door("002", "")], day="2026-11-22")
    last = paper.blocks[-1]
    assert isinstance(last, Table)
    assert last.rows == (("002", *[""] * 7),)


def test_the_whole_telephone_is_not_on_the_list():
    words = words_on(visit_list("河湾村", "李建国", [DOOR], day="2026-11-22"))
    assert words.startswith("河湾村党员联系户走访名单\n联系党员\n李建国\n联系户数\n1 户")
    assert "13800001111" not in words


def test_fifteen_households_are_low_enough_for_one_page_and_few_have_room():
    assert table_of(15).row_height * 16 <= 144
    assert table_of(3).row_height == 14
    assert table_of(60).row_height == 9
