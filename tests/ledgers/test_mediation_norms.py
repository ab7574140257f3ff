"""The rules for mediation cases: each speaks and is silent, on both sides of its bounds."""

from datetime import date

import pytest

from tests.builders import (
    agreement,
    facts,
    mediator,
    paper_of,
    person,
    quarrel,
    side,
    took_part,
)
from villagedesk import norms as rulebook
from villagedesk.declare import Level
from villagedesk.ledgers.mediation import committee, norms
from villagedesk.ledgers.mediation.states import must_have
from villagedesk.ledgers.mediation.tables import (
    Confirmation,
    MediatorPost,
    Outcome,
    Paper,
    Part,
    Performance,
)

ON = date(2026, 11, 22)
LI, WANG = person("李建国", uid="li", gender="1"), person("王秀英", uid="wang", gender="2")
ZHAO, SUN = person("赵刚", uid="zhao", gender="1"), person("孙老师", uid="sun")
UNSEALED = "当事人自行和解，不是人民调解协议"


def found(norm, *records, on=ON, county=""):
    key = f"mediation.{norm.__name__}"
    rule = rulebook.rules(f"[{key}.numbers]\n{county}").on(key, on)
    return list(norm(facts(*records), on, rule))


def said(norm, *records, **options):
    return [(one.level, one.message) for one in found(norm, *records, **options)]


def mediated(case):
    """The case with somebody who mediated in it."""
    return case, took_part(case, LI)


def filed(case, *without):
    """The case with every document that must be there, but for some."""
    return case, *(paper_of(case, kind) for kind in must_have(case) if kind not in without)


# file_is_complete


def test_a_closed_file_has_all_that_it_must_have():
    case = agreement(closed_on="2026-11-20")
    assert said(norms.file_is_complete, *filed(case)) == []
    lacking = filed(case, Paper.RECORD, Paper.BACK)
    assert said(norms.file_is_complete, *lacking) == [(None, "已经结案，卷内缺：调解记录、封底")]


@pytest.mark.parametrize("paper", ["申请书或受理登记表", "权利义务告知书", "当事人身份证明"])
def test_each_paper_that_must_be_there_is_missed(paper):
    case = agreement(archived_on="2026-11-22")
    assert paper in said(norms.file_is_complete, *filed(case, paper))[0][1]


def test_a_file_of_which_nothing_is_listed_is_named_in_one_word():
    message = "已经结案，卷内文书一份也没有登记"
    assert said(norms.file_is_complete, agreement(closed_on="2026-11-22")) == [(None, message)]


@pytest.mark.parametrize(
    "values",
    [{}, {"closed_on": "2026-11-23"}, {"closed_on": "2026-11-20", "outcome": Outcome.ORAL}],
)
def test_what_is_not_closed_or_not_written_may_lack_papers(values):
    assert not found(norms.file_is_complete, agreement(**values))


# case_is_settled_in_time


@pytest.mark.parametrize(
    ("accepted", "level"),
    [
        ("2026-10-23", "silent"),
        ("2026-10-22", None),
        ("2026-10", Level.HINT),
        ("2026-11", "silent"),
        ("2026-09", None),
    ],
)
def test_a_case_is_open_for_thirty_days_and_no_longer(accepted, level):
    findings = said(norms.case_is_settled_in_time, quarrel(accepted_on=accepted))
    assert [one[0] for one in findings] == ([] if level == "silent" else [level])


def test_the_days_are_the_county_s_and_end_with_the_outcome():
    late = quarrel(accepted_on="2026-10-22")
    assert said(norms.case_is_settled_in_time, late)[0][1] == (
        "2026-10-22 受理，已经 31 天，超过 30 天还没有结果"
    )
    assert not found(norms.case_is_settled_in_time, late, county="mediation_days = 31")
    settled = agreement(accepted_on="2026-09-01")
    assert not found(norms.case_is_settled_in_time, settled)
    assert found(norms.case_is_settled_in_time, settled, on=date(2026, 11, 4))


def test_a_refusal_without_a_day_is_over_all_the_same():
    refused = quarrel(accepted_on="2026-01-01", outcome=Outcome.REFUSED)
    assert not found(norms.case_is_settled_in_time, refused)


# agreement_is_whole


def test_a_whole_agreement_and_an_oral_one_need_nothing():
    assert not found(norms.agreement_is_whole, *mediated(agreement()))
    assert not found(norms.agreement_is_whole, agreement(outcome=Outcome.ORAL, sealed=None))


@pytest.mark.parametrize(
    ("values", "level", "message"),
    [
        ({"signed": False}, None, "各方没有签字"),
        ({"sealed": False}, None, f"没有盖调委会印章：{UNSEALED}"),
        ({"signed": None}, Level.HINT, "待核：没有填各方是否签字"),
        ({"sealed": None}, Level.HINT, "待核：没有填是否盖章"),
    ],
)
def test_what_an_agreement_lacks_is_named_and_what_it_then_is(values, level, message):
    case = mediated(agreement(**values))
    assert said(norms.agreement_is_whole, *case) == [(level, message)]


@pytest.mark.parametrize(
    ("flag", "signed", "level", "message"),
    [
        (True, (True, True), None, ""),
        (False, (True, True), None, ""),
        (True, (True, None), None, ""),
        (True, (None, False), None, "李四没有签字"),
        (None, (True, None), Level.HINT, "待核：没有填李四是否签字"),
        (None, (False, None), None, "张三没有签字、没有填李四是否签字"),
    ],
)
def test_a_side_s_own_word_on_signing_goes_before_the_case_s(flag, signed, level, message):
    case = agreement(signed=flag)
    first, second = signed
    both = side(case, "张三", signed=first), side(case, "李四", signed=second)
    told = said(norms.agreement_is_whole, *mediated(case), *both)
    assert told == ([(level, message)] if message else [])


def test_sages_alone_make_no_mediation_agreement():
    case = agreement()
    helped = took_part(case, SUN, Part.SAGE)
    assert said(norms.agreement_is_whole, case, helped) == [(None, f"没有登记调解员：{UNSEALED}")]


# confirmation_in_time


@pytest.mark.parametrize(
    ("asked", "level"),
    [
        ("2026-09-30", "silent"),
        ("2026-10-01", None),
        ("2026-09", "silent"),
        ("2026-10", None),
        ("2026", Level.HINT),
    ],
)
def test_the_court_is_asked_within_thirty_days_of_the_effect(asked, level):
    case = agreement("2026-08-31", accepted_on="2026-08-01", asked_on=asked)
    findings = said(norms.confirmation_in_time, case, on=date(2026, 12, 31))
    assert [one[0] for one in findings] == ([] if level == "silent" else [level])


@pytest.mark.parametrize(
    ("effective", "left"),
    [("2026-11-03", None), ("2026-11-02", 10), ("2026-10-23", 0), ("2026-10-22", None)],
)
def test_the_days_left_are_counted_from_the_twentieth_day(effective, left):
    findings = found(norms.confirmation_in_time, agreement(effective, accepted_on="2026-10-01"))
    assert [one.level for one in findings] == ([] if left is None else [Level.HINT])
    assert left is None or findings[0].message.endswith(f"有 {left} 天" if left else "最后一天")


@pytest.mark.parametrize(
    "values",
    [
        {"performance": Performance.DONE},
        {"performance": Performance.SUED},
        {"outcome": Outcome.ORAL},
        {"asked_on": "2026-11-10", "confirmation": Confirmation.ASKED},
    ],
)
def test_nobody_is_reminded_of_a_court_that_is_not_needed(values):
    case = agreement("2026-10-30", accepted_on="2026-10-01", **values)
    assert not found(norms.confirmation_in_time, case)


def test_a_confirmation_without_the_day_of_asking_is_to_be_checked():
    case = agreement(confirmation=Confirmation.VALID)
    assert said(norms.confirmation_in_time, case)[0][0] is Level.HINT


# agreement_is_performed


@pytest.mark.parametrize(
    ("values", "speaks"),
    [
        ({}, True),
        ({"due_on": "2026-11-22"}, False),
        ({"due_on": "2026-11"}, False),
        ({"due_on": None}, False),
        ({"performance": Performance.NOT}, True),
        ({"performance": Performance.PARTLY}, True),
        ({"performance": Performance.DONE}, False),
        ({"performance": Performance.SUED}, False),
        ({"visited_on": "2026-11-20"}, True),
        ({"visited_on": "2026-11-21"}, False),
        ({"outcome": Outcome.ORAL}, True),
    ],
)
def test_what_is_due_was_performed_or_somebody_went_to_see(values, speaks):
    case = agreement(**{"due_on": "2026-11-21", **values})
    assert bool(found(norms.agreement_is_performed, case)) is speaks


# outcome_is_possible


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.ENDED, Outcome.WITHDRAWN])
def test_no_agreement_where_there_was_none(outcome):
    case = quarrel(outcome=outcome, agreement="协1号", effective_on="2026-11-05")
    message = f"调解结果是“{outcome}”，却填了协议编号、协议生效日期，请核对"
    assert said(norms.outcome_is_possible, case) == [(None, message)]
    assert not found(norms.outcome_is_possible, quarrel(outcome=outcome, signed=False))


@pytest.mark.parametrize("outcome", [Outcome.WRITTEN, Outcome.ORAL])
def test_an_agreement_has_its_day(outcome):
    assert not found(norms.outcome_is_possible, agreement(outcome=outcome))
    (one,) = found(norms.outcome_is_possible, quarrel(outcome=outcome))
    assert one.message == f"调解结果是“{outcome}”，没有填协议生效日期"


# escalation_is_reported


@pytest.mark.parametrize(
    ("risky", "reported", "speaks"),
    [
        (True, None, True),
        (True, "2026-11-22", False),
        (True, "2026-11-23", True),
        (False, None, False),
        (None, None, False),
    ],
)
def test_what_may_escalate_is_reported(risky, reported, speaks):
    case = quarrel(may_escalate=risky, reported_on=reported)
    assert bool(found(norms.escalation_is_reported, case)) is speaks


# mediators_are_of_the_committee


@pytest.mark.parametrize(
    ("values", "speaks"),
    [
        ({}, False),
        ({"post": MediatorPost.MEDIATOR}, False),
        ({"since": "2026-11-05"}, False),
        ({"since": "2026-11-06"}, True),
        ({"until": "2026-11-01"}, False),
        ({"until": "2026-10-31"}, True),
    ],
)
def test_a_mediator_served_while_the_case_ran(values, speaks):
    case = mediated(agreement())
    findings = said(committee.mediators_are_of_the_committee, *case, LI, mediator(LI, **values))
    assert findings == ([(None, "李建国当时不在调委会，也没有聘任登记")] if speaks else [])


def test_a_stranger_and_a_sage_alone_are_named():
    case, register = agreement(), mediator(LI)
    stranger = took_part(case, SUN)
    (one,) = found(committee.mediators_are_of_the_committee, case, register, SUN, stranger)
    assert one.message == "孙老师当时不在调委会，也没有聘任登记"
    alone = took_part(case, SUN, Part.SAGE)
    (one,) = found(committee.mediators_are_of_the_committee, case, register, alone)
    assert one.message == "只有乡贤或其他人参与，没有调委会的调解员"


def test_without_a_register_of_mediators_nobody_is_a_stranger():
    assert not found(committee.mediators_are_of_the_committee, *mediated(agreement()))
    case = quarrel()
    assert not found(committee.mediators_are_of_the_committee, case, side(case), mediator(LI))


# committee_is_fit


def team(*people, **values):
    return (*people, *(mediator(one, **values) for one in people))


def test_three_with_a_woman_in_their_term_are_fit():
    assert not found(committee.committee_is_fit, *team(LI, WANG, ZHAO, since="2024-05-20"))
    assert not found(committee.committee_is_fit)


@pytest.mark.parametrize(("size", "speaks"), [(2, True), (3, False), (9, False), (10, True)])
def test_the_committee_has_three_to_nine_members(size, speaks):
    people = [WANG, *(person(f"委员{n}", gender="1") for n in range(size - 1))]
    findings = said(committee.committee_is_fit, *team(*people))
    assert findings == ([(None, f"成员 {size} 人，应有 3 至 9 人")] if speaks else [])


def test_a_woman_sits_on_it_not_only_among_the_asked():
    asked = mediator(WANG, MediatorPost.MEDIATOR)
    men = team(LI, ZHAO, person("钱进", gender="1"))
    assert said(committee.committee_is_fit, *men, WANG, asked) == [(None, "没有妇女成员")]


def test_a_gender_nobody_wrote_down_leaves_a_doubt():
    findings = said(committee.committee_is_fit, *team(LI, ZHAO, SUN))
    assert findings == [(None, "待核：没有妇女成员")]


@pytest.mark.parametrize(("since", "speaks"), [("2023-11-23", False), ("2023-11-22", True)])
def test_the_term_is_three_years(since, speaks):
    findings = said(committee.committee_is_fit, *team(LI, WANG, ZHAO, since=since))
    assert findings == ([(None, f"{since} 产生，任期已满 3 年，应换届")] if speaks else [])


@pytest.mark.parametrize(("until", "speaks"), [("2026-11-22", False), ("2026-11-21", True)])
def test_a_committee_whose_term_is_over_has_a_successor(until, speaks):
    findings = said(committee.committee_is_fit, *team(LI, WANG, ZHAO, until=until))
    expected = [(None, f"任期到 {until} 已满，没有登记新一届")]
    assert findings == (expected if speaks else [])


def test_cases_without_any_committee_are_told_once():
    cases = quarrel(), quarrel("2026-002")
    assert said(committee.committee_is_fit, *cases) == [(None, "没有登记成员")]


# case_numbers_run


def numbered(*numbers):
    days = enumerate(numbers, 1)
    return [quarrel(number, f"2026-01-{day:02}", uid=f"c{day}") for day, number in days]


def test_a_number_given_twice_is_impossible_however_it_is_written():
    (one,) = found(norms.case_numbers_run, *numbered("2026-001", "（2026）人调字第1号"))
    assert (one.uid, one.level) == ("c2", None)
    assert one.message == "案号与 2026-01-01 受理的案件“2026-001”重复"


@pytest.mark.parametrize(
    ("numbers", "gap"),
    [
        (("2026-001", "2026-002"), None),
        (("2026-001", "2026-003"), "第 2 号"),
        (("2026-001", "2026-005"), "第 2 至 4 号"),
        (("2026-007", "2026-008"), None),
        (("2025-001", "2026-003"), None),
        (("2026-05-003", "2026-07-001"), None),
    ],
)
def test_a_number_left_out_within_a_year_is_a_hint(numbers, gap):
    findings = said(norms.case_numbers_run, *numbered(*numbers))
    assert findings == ([(Level.HINT, f"2026 年案号缺{gap}")] if gap else [])


def test_words_without_a_number_are_only_told_apart():
    assert not found(norms.case_numbers_run, *numbered("李家的事", "王家的事"))
    assert len(found(norms.case_numbers_run, *numbered("李家的事", "李家的事"))) == 1


# the day of a check


@pytest.mark.parametrize("norm", [norms.outcome_is_possible, norms.escalation_is_reported])
def test_a_later_case_is_nothing_a_past_check_speaks_of(norm):
    case = quarrel(outcome=Outcome.ORAL, may_escalate=True)
    assert found(norm, case)
    assert not found(norm, case, on=date(2026, 10, 31))
