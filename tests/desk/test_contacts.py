"""The page of the contact households: coverage, proposals, a day's visits, what came of them."""

from datetime import datetime

import pytest

from tests.builders import (
    branch,
    cell,
    group,
    household,
    kinship,
    lies_in,
    looks_after,
    member,
    movement,
    person,
    visit,
)
from tests.desk.willow_village import opened
from villagedesk.desk.contacts import next_number
from villagedesk.errors import UserError
from villagedesk.ledgers.contacts.rolls import CONTACTS, VISITS
from villagedesk.ledgers.contacts.tables import VISIT_TIE, Contact, HomeKind, Visit
from villagedesk.ledgers.decisions.tables import Decision
from villagedesk.ledgers.mediation.tables import Case, Side
from villagedesk.people import HEAD, Movement, Presence, Tie
from villagedesk.store import records

NOW = datetime(2026, 11, 22, 9, 0)
DAY = "2026-11-22"
HEADS = ("王秀英", "李建国", "张海", "张海", "陈杰", "周平", "赵云", "孙立")
HOMES = [
    household(uid=f"h{n}", number=f"01{n:03}", group="g1" if n < 6 else "g2")
    for n in range(len(HEADS))
]
PEOPLE = [
    person(name, uid=f"p{n}", household=f"h{n}", relation=HEAD) for n, name in enumerate(HEADS)
]
ROWS = (
    group("一组", uid="g1", rank=1),
    group("二组", uid="g2", rank=2),
    *HOMES,
    *PEOPLE,
    person("刘伟", uid="liu", group="g1", born="1980-05-01"),
    person("周老", uid="zhou", group="g1", born="1950-05-01"),
    person("刘伟", uid="namesake"),
    cell(uid="c1", number="01", head="liu"),
    lies_in("c1", "g1"),
    branch(uid="b"),
    member("liu", branch="b"),
    member("zhou", branch="b"),
    *(looks_after("liu", f"h{n}") for n in range(1, 4)),
    looks_after("zhou", "h4", kinds=HomeKind.ALLOWANCE),
    looks_after("liu", "h0", until="2026-01-01"),
    visit("liu", "h1", "2026-11-01"),
    visit("zhou", "h4", "2026-10-01"),
)


@pytest.fixture
def desk(tmp_path):
    desk = opened(tmp_path, *ROWS, now=NOW)
    yield desk
    desk.close()


def held(desk):
    """Who looks after which household today."""
    rows = desk.facts().all(Contact)
    return {(one.household, one.person) for one in rows if not one.until}


def test_the_page_shows_cell_by_cell_who_is_looked_after(desk):
    cover = desk.contact_coverage()
    assert (cover.households, cover.covered) == (8, 4)
    first, rest = cover.cells
    assert (first.title, first.groups, first.head) == ("第一网格", ("一组",), "刘伟")
    assert (first.households, first.covered) == (6, 4)
    assert [(one.number, one.head) for one in first.without] == [
        ("01000", "王秀英"),
        ("01005", "周平"),
    ]
    assert (rest.cell, rest.title, rest.households) == ("", "没有划入网格", 2)
    assert "5 到 15 户" in cover.sentence


def test_it_shows_the_load_of_each_member_and_who_is_excused(desk):
    liu, zhou = desk.contact_coverage().members
    assert (liu.person, liu.households, liu.here, liu.wanted) == ("liu", 3, 3, (5, 15))
    assert (zhou.person, zhou.households, zhou.exempt) == ("zhou", 1, "76 周岁")
    assert not liu.fits
    assert not zhou.fits


def test_the_page_agrees_with_the_check(desk):
    cover, found = desk.contact_coverage(), desk.findings(ledgers=("contacts",))
    told = {norm: {one.uid for one in found if one.norm == f"contacts.{norm}"} for norm in NORMS}
    assert told["household_has_member"] == {h.uid for c in cover.cells for h in c.without}
    assert told["household_was_visited"] == {h.uid for c in cover.cells for h in c.late}
    assert told["exempt_members_hold_none"] == {"zhou"}
    assert told["member_has_fitting_number"] == {"liu", "zhou"}


NORMS = (
    "household_has_member",
    "household_was_visited",
    "exempt_members_hold_none",
    "member_has_fitting_number",
)


def test_who_moved_away_is_on_no_page(desk):
    with records.step(desk.store, "迁出", desk.stamp()) as write:
        write.save(type(PEOPLE[0]), {"uid": "p0", "presence": Presence.MOVED})
    assert desk.contact_coverage().households == 7
    assert "h0" not in {one.uid for one in desk.household_list()}


def test_households_that_wait_too_long_come_first(desk):
    late = desk.overdue_visits()
    assert [(one.uid, one.days) for one in late] == [("h2", 690), ("h3", 690), ("h4", 52)]
    assert [one.uid for one in desk.overdue_visits("key")] == ["h4"]
    assert [one.uid for one in desk.overdue_visits("ordinary")] == ["h2", "h3"]


def test_the_desk_proposes_and_writes_nothing(desk):
    before = desk.dump()
    proposed = desk.propose_contacts()
    assert {(one.household, one.member) for one in proposed} == {
        (uid, "liu") for uid in ("h0", "h5", "h6", "h7")
    }
    assert [one.why for one in proposed if one.household in ("h0", "h6")] == [
        "同组，现在联系 3 户",
        "住一组，现在联系 3 户",
    ]
    assert proposed[0].title == "01000 王秀英"
    assert desk.dump() == before


def test_kin_may_look_after_kin_but_it_is_said(desk):
    tied = kinship("liu", "p0")
    with records.step(desk.store, "亲属", desk.stamp()) as write:
        write.save(type(tied), tied.model_dump())
    first = next(one for one in desk.propose_contacts() if one.household == "h0")
    assert first.kin == tied.kind
    assert "和户主是亲属" in first.why


def test_what_is_chosen_is_written_in_one_step(desk):
    before, known = desk.dump(), held(desk)
    desk.assign_contacts([("h0", "liu"), ("h4", "liu"), ("h1", "liu")])
    assert held(desk) == known - {("h4", "zhou")} | {("h0", "liu"), ("h4", "liu")}
    rows = {(one.household, one.person): one for one in desk.facts().all(Contact) if one.since}
    assert rows["h4", "zhou"].until == "2026-11-22"
    assert (rows["h4", "liu"].kinds, rows["h4", "liu"].since) == ("低保户", "2026-11-22")
    assert desk.steps()[0][0].name == "结对联系户 3 户"
    desk.undo()
    assert desk.dump() == before


def test_what_a_member_who_died_left_is_ended_and_its_kind_is_kept(desk):
    with records.step(desk.store, "去世", desk.stamp()) as write:
        write.save(type(PEOPLE[0]), {"uid": "zhou", "presence": Presence.DEAD})
    desk.assign_contacts([("h4", "liu")])
    rows = {(one.household, one.person): one for one in desk.facts().all(Contact)}
    old, new = rows["h4", "zhou"], rows["h4", "liu"]
    assert (old.until, old.why_ended) == ("2026-11-22", "联系党员去世")
    assert new.kinds == "低保户"
    assert desk.overdue_visits("key") == ()


def test_the_households_of_who_left_the_party_are_proposed_to_others(desk):
    left = movement("liu", "2026-11-01", Movement.MOVED_OUT)
    with records.step(desk.store, "转出", desk.stamp()) as write:
        write.save(type(left), left.model_dump())
        write.save(type(PEOPLE[0]), {"uid": "namesake", "group": "g1"})
        write.save(type(member("namesake")), member("namesake", branch="b").model_dump())
    assert desk.contact_coverage().covered == 1
    proposed = desk.propose_contacts()
    assert {one.household for one in proposed} >= {"h1", "h2", "h3"}
    assert {one.member for one in proposed} == {"namesake"}
    desk.assign_contacts([("h1", "namesake")])
    (old,) = (one for one in desk.facts().all(Contact) if (one.household, one.until) == ("h1", DAY))
    assert (old.person, old.why_ended) == ("liu", "联系党员转出组织关系")


def test_a_household_that_was_without_a_member_for_a_while_keeps_its_kind(desk):
    (old,) = (one for one in desk.facts().all(Contact) if one.household == "h4")
    with records.step(desk.store, "解除", desk.stamp()) as write:
        write.save(Contact, {"uid": old.uid, "until": "2026-06-30"})
    desk.assign_contacts([("h4", "liu")])
    kinds = {one.person: one.kinds for one in desk.facts().all(Contact) if one.household == "h4"}
    assert kinds == {"zhou": "低保户", "liu": "低保户"}


def test_a_member_or_household_that_is_gone_is_refused(desk):
    before = desk.dump()
    with pytest.raises(UserError, match="已经不在了"):
        desk.assign_contacts([("h0", "liu"), ("h0", "nobody")])
    assert desk.dump() == before


def line(**words):
    usual = {"visited_on": "2026-11-21", "visitor": "周老", "visited_household": "01001"}
    return {**usual, **words}


def kept(desk, saved):
    one = desk.facts().get(Visit, saved.uid)
    return one and (one.on, one.person, one.household)


def test_a_day_of_visits_is_one_step(desk):
    before = desk.dump()
    saved = desk.save_visits([line(), line(visited_household="李建国", visitor="刘伟")])
    assert [kept(desk, one) for one in saved] == [
        ("2026-11-21", "zhou", "h1"),
        ("2026-11-21", "liu", "h1"),
    ]
    assert desk.steps()[0][0].name == "登记走访 2 户"
    desk.undo()
    assert desk.dump() == before


@pytest.mark.parametrize("words", ["01001", "1001", "李建国", "01001 李建国", " 李建国 "])
def test_a_household_is_known_by_its_number_or_its_head(desk, words):
    [saved] = desk.save_visits([line(visited_household=words)])
    assert kept(desk, saved)[2] == "h1"


def test_a_head_whose_name_two_bear_is_asked_for(desk):
    [saved] = desk.save_visits([line(visited_household="张海")])
    [problem] = saved.problems
    assert problem.message == "有 2 户，户主都叫“张海”，请写户编号"


def test_among_namesakes_it_is_the_household_of_the_visitor(desk):
    desk.assign_contacts([("h3", "zhou")])
    [saved] = desk.save_visits([line(visited_household="张海")])
    assert kept(desk, saved)[2] == "h3"


def test_what_was_picked_is_taken(desk):
    picked = {"visitor.uid": "namesake", "visited_household.uid": "h7"}
    [saved] = desk.save_visits([line(**picked, visitor="刘伟")])
    assert kept(desk, saved) == ("2026-11-21", "namesake", "h7")


@pytest.mark.parametrize(
    ("words", "label", "message"),
    [
        ({"visitor": "某人"}, "visitor", "没有找到“某人”"),
        ({"visitor": ""}, "visitor", "走访人没有填"),
        ({"visited_household": "99999"}, "visited_household", "没有找到“99999”"),
        ({"visited_on": "2026-11-23"}, "visited_on", "不能晚于今天"),
        ({"visited_on": "前天"}, "visited_on", "不是日期"),
        ({"visit_way": "坐车"}, "visit_way", "没有“坐车”这一项"),
        ({"issue_closed_on": "2026-11-20"}, "issue_closed_on", "早于走访日期"),
    ],
)
def test_a_line_with_a_problem_comes_back_and_the_others_are_saved(desk, words, label, message):
    saved = desk.save_visits([line(), line(**words), {"visitor": " "}, line()])
    assert [bool(one.uid) for one in saved] == [True, False, False, True]
    [problem] = saved[1].problems
    assert (problem.row, problem.label) == (2, label)
    assert message in problem.message
    assert saved[2].problems == ()
    assert len(desk.facts().all(Visit)) == 4


def test_lines_of_which_none_can_be_saved_are_no_step(desk):
    before = desk.steps()
    desk.save_visits([line(visitor="某人"), {}])
    assert desk.steps() == before


def problem_of(desk, **words):
    [saved] = desk.save_visits([line(issue="两家为地界争吵", **words)])
    return saved.uid


def test_a_problem_becomes_a_case_in_one_step_and_they_stay_tied(desk):
    heard = problem_of(desk)
    before = desk.dump()
    uid = desk.follow_issue(heard, "case")
    facts = desk.facts()
    case, [tied] = facts.get(Case, uid), facts.all(Tie)
    assert (case.case_no, case.accepted_on, case.source) == ("2026-001", "2026-11-22", "主动调解")
    assert (case.summary, case.kind) == ("两家为地界争吵", None)
    assert case.note == "2026-11-21 走访01001 李建国时反映：两家为地界争吵"
    [side] = facts.all(Side)
    assert (side.case, side.side, side.name, side.person) == (uid, "申请人", "李建国", "p1")
    assert (tied.from_uid, tied.from_roll, tied.to_uid, tied.to_roll, tied.kind) == (
        *(heard, "visit", uid, "mediation_case"),
        VISIT_TIE,
    )
    assert facts.get(Visit, heard).state == "村级办理中"
    assert desk.follow_issue(heard, "case") == uid
    desk.undo()
    assert desk.dump() == before


def test_only_what_was_called_a_quarrel_is_given_a_kind(desk):
    uid = desk.follow_issue(problem_of(desk, issue_kind="矛盾纠纷"), "case")
    assert desk.facts().get(Case, uid).kind == "山林土地"


def test_a_problem_becomes_a_matter_to_be_decided(desk):
    heard = problem_of(desk, issue_state="村级办理中")
    matter = desk.facts().get(Decision, uid := desk.follow_issue(heard, "decision"))
    assert (matter.number, matter.title, matter.raised_on, matter.motion) == (
        *("2026-001", "两家为地界争吵", "2026-11-22"),
        "党员群众建议",
    )
    assert [one.to_uid for one in desk.facts().all(Tie)] == [uid]


def test_a_problem_is_sent_to_the_town(desk):
    heard = problem_of(desk)
    assert desk.follow_issue(heard, "town") == heard
    assert desk.facts().get(Visit, heard).state == "已上报镇"
    assert desk.facts().all(Tie) == []


def test_a_visit_without_a_problem_leads_to_nothing(desk):
    [saved] = desk.save_visits([line()])
    for uid in (saved.uid, "nothing"):
        with pytest.raises(UserError, match="没有反映问题"):
            desk.follow_issue(uid, "case")


@pytest.mark.parametrize(
    ("known", "number"),
    [
        ([], "2026-001"),
        (["2025-017"], "2026-001"),
        (["2026-007", "2026-012", "老案"], "2026-013"),
        (["2026-99"], "2026-100"),
        (["2026年第9号"], "2026年第10号"),
        (["（2026）人调字第3号", "（2025）人调字第8号"], "（2026）人调字第4号"),
        (["202607", "202611"], "202612"),
    ],
)
def test_numbers_go_on_as_they_were_begun(known, number):
    assert next_number(known, 2026) == number


def test_lists_name_the_head_beside_the_number_and_find_by_both(desk):
    shown = {row[2:4] for row in desk.rows(CONTACTS)}
    assert ("01001", "李建国") in shown
    assert {row[3:5] for row in desk.rows(VISITS)} == {("01001", "李建国"), ("01004", "陈杰")}
    assert len(desk.rows(VISITS, words="李建国")) == 1
    assert len(desk.rows(CONTACTS, words="01004")) == 1


def test_who_no_longer_holds_any_is_shown_with_none(desk):
    desk.assign_contacts([("h4", "liu")])
    assert {one.person: one.households for one in desk.contact_coverage().members} == {
        "liu": 4,
        "zhou": 0,
    }
