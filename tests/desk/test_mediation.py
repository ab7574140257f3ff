"""The page of mediation: the board, a case with its clocks and papers, and the figures."""

from datetime import date, datetime

import pytest

from tests.builders import agreement, paper_of, person, quarrel, side, talked, took_part
from tests.desk.willow_village import opened
from villagedesk.errors import UserError
from villagedesk.ledgers.mediation.tables import Outcome, Paper, Part, Performance, SideKind

NOW = datetime(2026, 11, 22, 9, 0)
LI, SUN = person("李建国", uid="li"), person("孙老师", uid="sun")
FRESH = quarrel("2026-004", "2026-11-18", uid="fresh", kind="邻里")
LATE = quarrel("2026-001", "2026-10-21", uid="late")
RUNNING = agreement(
    "2026-11-02",
    number="2026-002",
    accepted_on="2026-10-26",
    uid="running",
    due_on="2026-11-20",
    amount=360000,
)
FAILED = quarrel("2026-003", "2026-11-02", uid="failed", outcome=Outcome.PASSED_ON)
OLD = [
    agreement(
        f"2025-0{n}-20",
        number=f"2025-00{n}",
        accepted_on=f"2025-0{n}-10",
        archived_on="2025-12-01",
        performance=Performance.DONE,
        uid=f"old{n}",
    )
    for n in (1, 2)
]
ROWS = (
    LI,
    SUN,
    *(FRESH, LATE, RUNNING, FAILED, *OLD),
    side(FRESH, "张三"),
    side(FRESH, "李四", SideKind.RESPONDENT),
    *(side(RUNNING, name) for name in ("甲", "乙", "丙")),
    took_part(RUNNING, LI),
    took_part(RUNNING, SUN, Part.SAGE),
    talked(RUNNING, "2026-11-02", place="村调解室"),
    talked(RUNNING, "2026-10-28"),
    paper_of(RUNNING, Paper.RECORD, pages=3),
)


@pytest.fixture
def desk(tmp_path):
    desk = opened(tmp_path, *ROWS, now=NOW)
    yield desk
    desk.close()


def test_the_board_has_every_state_and_the_oldest_first_but_in_the_archive(desk):
    board = {column.state: [case.uid for case in column.cases] for column in desk.cases_board()}
    assert board == {
        "受理调解中": ["late", "fresh"],
        "已达成待履行": ["running"],
        "待回访": [],
        "待归档": [],
        "终止或转出": ["failed"],
        "已归档": ["old2", "old1"],
    }


def test_a_card_says_who_for_how_long_and_what_presses(desk):
    cards = {case.uid: case for column in desk.cases_board() for case in column.cases}
    fresh, late, running = (cards[uid] for uid in ("fresh", "late", "running"))
    assert (fresh.number, fresh.kind, fresh.sides) == ("2026-004", "邻里", "张三与李四")
    assert (fresh.days_open, fresh.tag, fresh.urgent) == (4, "还没有调解", False)
    assert (late.days_open, late.tag, late.urgent) == (32, "调解期限已过 2 天", True)
    assert (running.sides, running.days_open) == ("甲等 3 人", 7)
    assert (running.tag, running.urgent) == ("履行期限已过 2 天", True)
    assert cards["failed"].tag == "转交"


def test_a_case_shows_its_clocks_with_the_days_left(desk):
    clocks = desk.case("running").clocks
    assert [(one.title, one.due, one.days_left, one.urgent) for one in clocks] == [
        ("申请司法确认", "2026-12-02", 10, False),
        ("履行期限", "2026-11-20", -2, True),
    ]
    (settle,) = desk.case("fresh").clocks
    assert (settle.title, settle.due, settle.days_left) == ("调解期限", "2026-12-18", 26)


def test_the_confirmation_is_counted_from_the_twentieth_day(desk):
    desk.clock = lambda: datetime(2026, 11, 21, 9, 0)
    assert [one.title for one in desk.case("running").clocks] == ["履行期限"]


def test_nothing_presses_in_the_archive(desk):
    assert desk.case("old1").clocks == ()


def test_a_case_says_of_thirteen_papers_which_are_missed(desk):
    case = desk.case("running")
    assert len(case.papers) == 13
    assert case.missing == (
        "申请书或受理登记表",
        "权利义务告知书",
        "当事人身份证明",
        "协议书",
        "封底",
    )
    record = next(one for one in case.papers if one.kind == "调解记录")
    assert (record.must, record.there, record.pages) == (True, True, 3)
    assert "协议书" not in desk.case("failed").missing


def test_a_paper_the_record_speaks_of_is_asked_for_though_it_need_not_be(desk):
    papers = {one.kind: one for one in desk.case("old1").papers}
    receipt = papers["履行凭证"]
    assert (receipt.must, receipt.missing, receipt.why) == (False, False, "记录里写到了，应放一份")
    assert papers["授权委托书"].why == ""


def test_a_case_names_everybody_and_what_its_paper_is(desk):
    case = desk.case("running")
    assert (case.applicants, case.respondents) == (("甲", "乙", "丙"), ())
    assert (case.mediators, case.sages, case.others) == (("李建国",), ("孙老师",), ())
    assert [one.on for one in case.sessions] == ["2026-10-28", "2026-11-02"]
    assert (case.paper, case.lacks, case.amount) == ("人民调解协议", (), 360000)
    assert case.next == "督促履行，履行了填履行情况"
    assert desk.case("old1").paper == "当事人自行和解，不是人民调解协议"


def test_the_county_s_days_move_the_clock(desk):
    desk.set_number("mediation.case_is_settled_in_time", "mediation_days", "45")
    (clock,) = desk.case("late").clocks
    assert (clock.due, clock.urgent) == ("2026-12-05", False)


def test_a_case_that_is_gone_is_said_to_be(desk):
    with pytest.raises(UserError, match="已经不在了"):
        desk.case("nobody")


def test_the_month_and_the_year_are_counted(desk):
    month = desk.monthly("2026-11")
    assert (month.total.accepted, month.total.agreed, month.still_open) == (2, 1, 2)
    assert desk.monthly("2024-03").zero
    year = desk.statistics(2026)
    assert (year.total.accepted, year.total.mediated, year.total.agreed) == (4, 1, 1)
    assert year.total.success.percent == "100.0%"
    assert year.in_village.whole == 4
    assert desk.statistics(date(2024, 1, 1).year).total.success.percent == "—"
