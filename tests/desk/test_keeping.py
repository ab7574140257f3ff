"""What a ledger page asks for: lists, records, drafts, undo."""

import pytest

from villagedesk.desk import Desk
from villagedesk.errors import UserError
from villagedesk.kinds import check_digit, mask_id
from villagedesk.ledgers import committees, households, party, residents

PEOPLE = residents.LEDGER.rolls[0]
MEMBERS = party.LEDGER.rolls[0]
HOUSES, GROUPS = households.LEDGER.rolls
REVIEWS = committees.LEDGER.rolls[2]
NUMBER = "99932619850307123" + check_digit("99932619850307123")


def add(desk: Desk, name: str, **typed: str) -> str:
    saved = desk.save(PEOPLE, "", {"name": name, **typed})
    assert saved.problems == ()
    return saved.uid


def test_what_was_typed_comes_back_as_it_is_shown(desk: Desk) -> None:
    uid = add(desk, "张建国", birth="1985.3", gender="男", education="大专", phone="13800001111")
    words = desk.entry(PEOPLE, uid).words
    assert (words["birth"], words["gender"], words["education"]) == ("1985.03", "男", "大专")


def test_a_bad_date_keeps_the_words_and_changes_nothing(desk: Desk) -> None:
    saved = desk.save(PEOPLE, "", {"name": "李四", "birth": "1985年2月30日"})
    assert [problem.label for problem in saved.problems] == ["birth"]
    assert desk.rows(PEOPLE) == []
    assert desk.drafts(PEOPLE)[0].words["birth"] == "1985年2月30日"


def test_a_day_to_come_is_refused_where_it_cannot_be(desk: Desk) -> None:
    saved = desk.save(PEOPLE, "", {"name": "李四", "birth": "2026-11-23"})
    assert "不能晚于今天" in saved.problems[0].message
    assert desk.save(PEOPLE, "", {"name": "李四", "birth": "2026-11-22"}).problems == ()


def test_a_draft_of_a_record_stands_over_it_until_it_is_saved(desk: Desk) -> None:
    uid = add(desk, "张三", phone="13800001111")
    desk.save(PEOPLE, uid, {"phone": "138"})
    assert desk.entry(PEOPLE, uid).words["phone"] == "138"
    desk.save(PEOPLE, uid, {"phone": "13900002222"})
    assert desk.entry(PEOPLE, uid).words["phone"] == "13900002222"
    assert desk.drafts(PEOPLE) == []


def test_a_draft_can_be_thrown_away(desk: Desk) -> None:
    desk.keep_draft(PEOPLE, "", {"name": "半"})
    desk.discard_draft(PEOPLE, "")
    assert desk.drafts(PEOPLE) == []


def test_a_name_is_required(desk: Desk) -> None:
    assert "没有填" in desk.save(PEOPLE, "", {"name": "  "}).problems[0].message


def test_an_id_number_belongs_to_one_person(desk: Desk) -> None:
    add(desk, "张三", id_number=NUMBER)
    saved = desk.save(PEOPLE, "", {"name": "李四", "id_number": NUMBER})
    assert "张三" in saved.problems[0].message


def test_a_masked_number_never_replaces_a_whole_one(desk: Desk) -> None:
    uid = add(desk, "张三", id_number=NUMBER)
    desk.save(PEOPLE, uid, {"id_number": mask_id(NUMBER)})
    assert desk.entry(PEOPLE, uid).words["id_number"] == NUMBER


def test_a_person_becomes_a_member_once(desk: Desk) -> None:
    uid = add(desk, "张三")
    assert desk.save(MEMBERS, "", {}, links={"name": uid}).problems == ()
    assert "已经在党员名册" in desk.save(MEMBERS, "", {}, links={"name": uid}).problems[0].message


def test_a_link_that_is_only_typed_is_not_guessed(desk: Desk) -> None:
    saved = desk.save(PEOPLE, "", {"name": "张三", "group": "九组"}, links={"group": None})
    assert "没有找到“九组”" in saved.problems[0].message


def test_search_finds_by_initials_id_tail_and_phone(desk: Desk) -> None:
    add(desk, "张建国", id_number=NUMBER, phone="13800001111")
    add(desk, "李梅")
    for words in ("zjg", "建国", NUMBER[-5:], "1111", "ZJG", "zhang 1380"):
        assert [row[1] for row in desk.rows(PEOPLE, words=words)] == ["张建国"], words


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "\\", "/"])
def test_wildcards_are_plain_text(desk: Desk, words: str) -> None:
    add(desk, "张建国")
    assert desk.rows(PEOPLE, words=words) == []


def test_rows_are_sorted_by_pinyin_and_the_other_way(desk: Desk) -> None:
    for name in ("张三", "曾国", "安平"):
        add(desk, name)
    assert [row[1] for row in desk.rows(PEOPLE)] == ["安平", "曾国", "张三"]
    assert [row[1] for row in desk.rows(PEOPLE, order=[("name", True)])][0] == "张三"


def test_a_filter_keeps_the_rows_of_one_value(desk: Desk) -> None:
    add(desk, "张三", gender="男")
    add(desk, "李梅", gender="女")
    assert [row[1] for row in desk.rows(PEOPLE, where={"gender": "2"})] == ["李梅"]
    assert sorted(desk.values_of(PEOPLE, "gender")) == ["1", "2"]


def test_a_household_shows_its_head_and_its_size(desk: Desk) -> None:
    house = desk.save(HOUSES, "", {"household_no": "0001"}).uid
    for name, relation in (("张三", "户主"), ("李梅", "配偶")):
        desk.save(PEOPLE, "", {"name": name, "relation": relation}, links={"household_no": house})
    assert desk.rows(HOUSES)[0][1:4] == ("0001", "张三", 2)


def test_removed_comes_back_with_undo_and_goes_with_redo(desk: Desk) -> None:
    uid = add(desk, "张三")
    assert "张三" in desk.remove(PEOPLE, uid)
    assert desk.rows(PEOPLE) == []
    assert desk.undo() == "删除人员 张三"
    assert len(desk.rows(PEOPLE)) == 1
    assert desk.redo()
    with pytest.raises(UserError, match="已经不在了"):
        desk.entry(PEOPLE, uid)


def test_parts_stand_under_their_parent(desk: Desk) -> None:
    person = add(desk, "张三")
    term = desk.save(
        committees.LEDGER.rolls[-1],
        "",
        {"term": "第十二届", "term_start": "2026-03", "term_due_end": "2031-03"},
    ).uid
    review = desk.save(REVIEWS, "", {"verdict": "通过"}, links={"name": person, "term": term}).uid
    part = REVIEWS.parts[0]
    desk.save_part(part, review, "", {"department": "组织", "department_result": "通过"})
    bad = desk.save_part(part, review, "", {"department": "公安", "department_result": "也许"})
    assert bad.problems
    assert [row[1:3] for row in desk.parts(part, review)] == [("组织", "通过")]


def test_traces_say_what_was_changed_and_hide_private_digits(desk: Desk) -> None:
    uid = add(desk, "张三", phone="13800001111")
    desk.save(PEOPLE, uid, {"phone": "13900002222"})
    assert desk.traces(PEOPLE, uid)[0].words == "联系电话 由“138****1111”改为“139****2222”"


def test_the_picker_puts_beginnings_first_and_tells_namesakes_apart(desk: Desk) -> None:
    add(desk, "张建国", birth="1985")
    add(desk, "张建国", birth="1960")
    add(desk, "王张建")
    hints = [
        (pick.title, pick.hint)
        for pick in desk.picks("person", "zhj") or desk.picks("person", "zj")
    ]
    assert hints[-1][0] == "王张建"
    assert {hint for _, hint in hints[:2]} == {"1985年生", "1960年生"}


def test_a_person_can_be_added_from_the_picker(desk: Desk) -> None:
    pick = desk.add_person("新人")
    assert desk.entry(PEOPLE, pick.uid).words["name"] == "新人"


def test_groups_are_picked_by_name(desk: Desk) -> None:
    uid = desk.save(GROUPS, "", {"group_name": "第一村民小组"}).uid
    assert [pick.uid for pick in desk.picks("village_group", "一村")] == [uid]


def test_groups_and_terms_come_in_the_order_people_count(desk: Desk) -> None:
    names = ("十组", "一组", "三组", "二组", "东头组")
    uids = {name: desk.save(GROUPS, "", {"group_name": name}).uid for name in names}
    counted = ["一组", "二组", "三组", "十组", "东头组"]
    assert [row[1] for row in desk.rows(GROUPS)] == counted
    assert [pick.title for pick in desk.picks("village_group", "")] == counted
    for name in ("十组", "二组"):
        desk.save(PEOPLE, "", {"name": "张三"}, links={"group": uids[name]})
    assert [row[5] for row in desk.rows(PEOPLE, order=[("group", False)])] == ["二组", "十组"]
    terms = committees.LEDGER.rolls[-1]
    for title, start in (("第十一届", "2021"), ("第十届", "2016"), ("第十二届", "2026")):
        desk.save(terms, "", {"term": title, "term_start": start, "term_due_end": "2031"})
    assert [row[1] for row in desk.rows(terms)] == ["第十届", "第十一届", "第十二届"]


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [("2026-03", "2025-12", "term_due_end"), ("2026", "2026-01-01", None), ("2026", "2026", None)],
)
def test_a_span_cannot_end_before_it_begins(
    desk: Desk, start: str, end: str, key: str | None
) -> None:
    typed = {"term": "第十二届", "term_start": start, "term_due_end": end}
    problems = desk.save(committees.LEDGER.rolls[-1], "", typed).problems
    assert [problem.label for problem in problems] == ([key] if key else [])
