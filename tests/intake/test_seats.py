"""Posts become seats of a term, members and representatives follow, and no row is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TERM, branch, member, person, seat, term
from tests.intake.tables import added, counts, doubt, id_of, only, plan, table
from villagedesk.books.reading import ReadBook
from villagedesk.books.reading.tables import SECTION
from villagedesk.intake import as_json
from villagedesk.ledgers.committees.tables import Body, Post, Representative, Seat
from villagedesk.people import PartyBranch, PartyGroup, PartyMember, Person, Term

ID = id_of("19850307")
ROW = {"name": "王秀英", "id_number": ID, "post": "党支部书记、村委会主任", "post_since": "2021-03"}


def posts(result):
    return [(one["body"], one["post"], one["title"]) for one in added(result, Seat)]


def test_one_row_is_as_many_seats_as_it_names_posts():
    result = plan(table(ROW), there=[term()])
    assert posts(result) == [
        (Body.PARTY, Post.SECRETARY, None),
        (Body.COMMITTEE, Post.CHAIR, None),
    ]
    assert counts(result.sheets[0]) == (1, 0, 0)
    assert {one["since"] for one in added(result, Seat)} == {"2021-03"}
    assert result.sheets[0].samples[0]["职务"] == "党支部书记、村委会主任"


def test_words_outside_the_list_are_other_posts_and_no_problem():
    result = plan(table(ROW | {"post": "妇联主席"}), there=[term()])
    assert posts(result) == [(Body.OTHER, Post.OTHER, "妇联主席")]
    assert not result.sheets[0].problems


def test_a_body_in_its_own_column_says_what_a_bare_post_belongs_to():
    result = plan(table(ROW | {"post": "委员", "body": "村委会"}), there=[term()])
    assert posts(result) == [(Body.COMMITTEE, Post.MEMBER, None)]


def test_a_row_without_a_post_stays_out():
    sheet = only(table(ROW, ROW | {"post": None, "id_number": id_of("19860101")}), there=[term()])
    assert "职务" in sheet.skipped[0].why


def test_a_member_is_made_of_a_day_of_joining():
    result = plan(table(ROW | {"party_join": "1999-07"}), there=[term()])
    assert [one["joined"] for one in added(result, PartyMember)] == ["1999-07"]


def test_the_only_open_term_is_taken_and_asked_about():
    sheet = only(table(ROW), there=[term()])
    assert (sheet.term, sheet.needs_term, sheet.new_term) == ("第十一届", True, None)


@pytest.mark.parametrize("title", ["第十一届村“两委”班子", "村两委11届名册"])
def test_the_term_in_a_title_needs_no_question(title):
    there = [term(), term(uid="later", title="第十二届")]
    sheet = only(table(ROW, title=title.replace("11", "第十一")), there=there)
    assert (sheet.term, sheet.needs_term) == ("第十一届", False)


def test_between_two_open_terms_the_clerk_decides():
    there = [term(), term(uid="later", title="第十二届")]
    sheet = only(table(ROW), there=there)
    assert sheet.needs_term
    assert "届次" in sheet.skipped[0].why
    assert only(table(ROW), there=there, term="later").term == "第十二届"


def test_without_any_term_one_is_begun_with_the_posts():
    result = plan(table(ROW, ROW | {"name": "李花", "id_number": id_of("19860101", 2)}))
    new = result.sheets[0].new_term
    assert (new.title, new.start, new.due_end) == ("2021年届", "2021-03", "2026-03")
    assert len(added(result, Term)) == 1


def test_a_term_that_nobody_can_date_keeps_the_rows_out():
    result = plan(table(ROW | {"post_since": None}))
    assert "不知道是哪一届" in result.sheets[0].skipped[0].why


def test_a_term_that_no_row_needs_is_not_begun():
    result = plan(table(ROW | {"name": None}))
    assert not added(result, Term)


def test_a_column_may_name_the_term_of_each_row():
    rows = [ROW | {"term": "第十一届"}, ROW | {"name": "李花", "id_number": None, "term": "第九届"}]
    sheet = only(table(*rows), there=[term()])
    assert sheet.new == 1
    assert "第九届" in sheet.skipped[0].why


def test_a_seat_that_is_there_is_the_same():
    there = person("王秀英", uid="a", id_no=ID, born="1985-03-07", gender="1")
    held = seat(there, Body.PARTY, Post.SECRETARY, since="2021-03")
    result = plan(table(ROW | {"post": "支部书记"}), there=[term(), there, held])
    assert counts(result.sheets[0]) == (0, 0, 1)


def test_a_name_with_the_very_seat_is_the_person_who_holds_it():
    there = person("王秀英", uid="a", born="1985")
    held = seat(there, Body.PARTY, Post.SECRETARY)
    row = {"name": "王秀英", "post": "支部书记", "phone": "13800000001"}
    sheet = only(table(row), there=[term(), there, held])
    assert counts(sheet) == (0, 1, 0)


def test_representatives_belong_to_a_term_too():
    roster = table({"name": "王秀英", "id_number": ID}, title="村民代表名册")
    result = plan(roster, there=[term()])
    assert [one["term"] for one in added(result, Representative)] == [TERM]


def test_branches_and_their_groups_are_made_once():
    row = {"name": "王秀英", "id_number": ID, "branch": "柳林村党总支", "party_group": "一组"}
    other = row | {"name": "李花", "id_number": id_of("19860101", 2)}
    result = plan(table(row, other, title="党员花名册"))
    assert [one["kind"] for one in added(result, PartyBranch)] == ["党总支"]
    assert len(added(result, PartyGroup)) == 1
    assert all(one["group"] for one in added(result, PartyMember))


def test_a_party_group_without_a_branch_is_told():
    row = {"name": "王秀英", "id_number": ID, "party_group": "一组"}
    sheet = only(table(row, title="党员花名册"))
    assert "没有找到“一组”" in sheet.problems[0].message
    assert not only(table(row, title="党员花名册"), there=[branch()]).problems


def test_a_member_who_is_there_is_filled():
    there = person("王秀英", uid="a", id_no=ID, born="1985-03-07", gender="1")
    roster = table({"name": "王秀英", "id_number": ID, "party_join": "1999"}, title="党员花名册")
    assert counts(only(roster, there=[there, member(there)])) == (0, 1, 0)


def test_the_plan_in_json_is_what_the_command_line_promises():
    roster = table(
        ROW, doubts={0: [doubt("phone", "phone_length", "9位")]}, skipped_rows={9: "total"}
    )
    said = as_json(plan(roster, there=[term()]), 1)
    assert said == {
        "sheets": [
            {
                "sheet": "Sheet1",
                "ledger": "committees",
                "new": 1,
                "changed": 0,
                "same": 0,
                "problems": [],
                "skipped": [{"row": 9, "why": "合计行，不是记录"}],
            }
        ],
        "saved": 1,
    }


def test_a_book_without_tables_is_an_empty_plan():
    assert plan().sheets == ()
    assert ReadBook(()).tables == ()


CELLS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["王秀英", "李花", None, "王秀英、李花"]),
        "id_number": st.sampled_from([None, ID, id_of("19860101", 2), "61032", "6.1E+17"]),
        "birth": st.sampled_from([None, "1985", "1985-03", "1986", "2099"]),
        "phone": st.sampled_from([None, "13800000001", "13800000002"]),
        "post": st.sampled_from([None, "支部书记", "村委会主任、会计"]),
        "post_since": st.sampled_from([None, "2021", "x"]),
        "group": st.sampled_from([None, "1组", "二组"]),
        "household_head": st.sampled_from([None, "王秀英", "李花"]),
    }
)


@given(
    st.lists(CELLS, max_size=8), st.sampled_from(["residents", "households", "party", "committees"])
)
def test_no_row_is_lost_without_a_reason(rows, ledger):
    sheet = only(table(*rows), ledger=ledger)
    reasons = [one.row for one in sheet.skipped]
    assert len(reasons) == len(set(reasons))
    assert sum(counts(sheet)) + len(reasons) == len(rows)
    assert all(one.why for one in sheet.skipped)


@given(
    st.lists(CELLS, max_size=8), st.sampled_from(["residents", "households", "party", "committees"])
)
@settings(max_examples=200)
def test_what_is_imported_is_the_same_when_it_comes_again(rows, ledger):
    result = plan(table(*rows), ledger=ledger)
    there = [kind(**row) for kind, found in result.changes.added.items() for row in found]
    again = plan(table(*rows), there=there, ledger=ledger)
    assert not any(again.changes.added.values())
    assert not again.changes.changed
    assert again.sheets[0].new == 0
    assert Person not in again.changes.added or not again.changes.added[Person]


@pytest.mark.parametrize("where", ["title", "sheet", "section"])
def test_a_heading_says_which_body_a_bare_post_belongs_to(where):
    row = {"name": "张三", "post": "主任", "id_number": id_of("19660301"), "post_since": "2021-01"}
    heading = "三、村务监督委员会"
    made = {
        "title": table(row, title=heading),
        "sheet": table(row, sheet=heading),
        "section": table(row | {SECTION: heading}, extra=(SECTION,), title="两委成员名单"),
    }[where]
    result = plan(made)
    assert [(one["body"], one["post"]) for one in added(result, Seat)] == [
        ("村务监督委员会", "主任")
    ]
    assert not result.sheets[0].columns


def test_two_rows_of_one_name_and_month_are_one_person_with_two_posts_and_told():
    row = {"name": "张三", "birth": "1966-03", "post_since": "2021-01"}
    result = plan(table(row | {"post": "书记"}, row | {"post": "村委会主任"}))
    assert len(added(result, Person)) == 1
    assert len(added(result, Seat)) == 2
    assert "当作同一个人" in result.sheets[0].problems[0].message


def test_a_term_is_the_same_in_chinese_and_arabic_numerals():
    row = {"name": "张三", "birth": "1966-03", "post": "书记", "post_since": "2021-01"}
    result = plan(table(row | {"term": "第12届"}, row | {"term": "第十二届", "post": "会计"}))
    assert len(added(result, Term)) == 1
    assert len(added(result, Seat)) == 2


def test_a_column_of_one_body_holds_its_posts():
    row = {"name": "张三", "birth": "1966-03", "post_since": "2021-01"}
    columns = {"party_post": "书记", "村委会职务": "主任、文书"}
    made = table(row | columns, row | {"name": "李四", "party_post": "党员"}, extra=("村委会职务",))
    result = plan(made, ledger="committees")
    assert [(one["body"], one["post"], one["title"]) for one in added(result, Seat)] == [
        (Body.PARTY, Post.SECRETARY, None),
        (Body.COMMITTEE, Post.CHAIR, None),
        (Body.OTHER, Post.OTHER, "文书"),
    ]
    assert [one.row for one in result.sheets[0].skipped] == [4]


def test_an_end_before_its_begin_is_told_and_stays_out():
    row = {"name": "张三", "birth": "1966-03", "party_join": "2015-07", "party_full": "2014-07"}
    result = plan(table(row, title="党员花名册"))
    assert added(result, PartyMember)[0]["confirmed"] is None
    assert ["早于" in problem.message for problem in result.sheets[0].problems] == [True]
