"""What stands on the papers of a case, and what an agreement may be called."""

import pytest

from tests import builders
from villagedesk.books.papers.mediation import CaseSheet, Party, Quarrel, case_sheet
from villagedesk.books.papers.paper import Closing, NextPage, Passage, words_on
from villagedesk.ledgers.mediation.tables import Outcome, SideKind

APPLICANT, RESPONDENT = SideKind
PARTIES = (
    Party(APPLICANT, "张三", "男", "汉族", "42 岁", "务农", "13800001111", "一组3号"),
    Party(RESPONDENT, "李四"),
    Party(RESPONDENT, "王五"),
)


def quarrel(*talks, case=None, **given):
    one = case or builders.quarrel("2026-007", summary="两家争水路。", kind="邻里")
    sessions = tuple(builders.talked(one, on, said=f"{on}谈了") for on in talks)
    usual = {"parties": PARTIES, "mediators": ("王伟",), "sages": ("赵老师",)}
    return Quarrel("河湾村", one, sessions=sessions, **usual | given)


def agreed(outcome=Outcome.WRITTEN, **given):
    values = {"outcome": outcome, "terms": "各让半米。", "agreement": "协2026-007"}
    return quarrel(case=builders.quarrel("2026-007", **values), **given)


def words(one, sheet):
    return words_on(case_sheet(one, sheet))


def blank_lines(paper):
    return {one.heading: one.blank_lines for one in paper.blocks if isinstance(one, Passage)}


def test_a_registration_says_what_is_known_of_each_side():
    said = words(quarrel(), CaseSheet.ACCEPTANCE)
    assert "申请人\n张三\n性别、民族\n男、汉族\n年龄\n42 岁\n职业\n务农\n电话\n13800001111" in said
    assert said.count("被申请人\n") == 2
    assert "纠纷简要情况\n两家争水路。" in said
    assert "河湾村人民调解委员会（盖章）" in said


def test_a_registration_of_which_nothing_is_known_is_a_form_to_fill_in():
    empty = Quarrel("河湾村", builders.quarrel("2026-008"))
    paper = case_sheet(empty, CaseSheet.ACCEPTANCE)
    said = words_on(paper)
    assert "□当事人申请　□主动调解" in said
    assert blank_lines(paper)["纠纷简要情况"] == 5
    assert said.index("\n申请人\n") < said.index("\n被申请人\n")


def test_each_talk_has_a_page_and_the_outcome_stands_on_the_last():
    case = builders.quarrel("2026-007", outcome=Outcome.ENDED)
    paper = case_sheet(quarrel("2026-11-03", "2026-11-09", case=case), CaseSheet.RECORD)
    first, second = words_on(paper).split("人民调解记录\n编号")[1:]
    assert [type(block) for block in paper.blocks].count(NextPage) == 1
    assert "2026-11-03谈了" in first
    assert "调解不成终止" not in first
    assert "2026-11-09谈了" in second
    assert "调解不成终止" in second
    assert "乡贤等参加人\n赵老师" in second


def test_a_record_before_the_first_talk_is_blank_with_lines():
    assert blank_lines(case_sheet(quarrel(), CaseSheet.RECORD)) == {"调解经过": 7, "调解结果": 2}


@pytest.mark.parametrize(
    ("one", "title"),
    [
        (agreed(), "人民调解协议书"),
        (agreed(whole=False), "当事人和解协议（非人民调解协议）"),
        (agreed(Outcome.ORAL), "人民调解口头协议登记表"),
        (quarrel(), "人民调解协议书"),
    ],
)
def test_an_agreement_is_called_what_it_is(one, title):
    assert case_sheet(one, CaseSheet.AGREEMENT).title == title


def test_what_the_parties_agreed_alone_has_no_place_for_the_committee_to_seal():
    paper = case_sheet(agreed(whole=False), CaseSheet.AGREEMENT)
    assert not any(isinstance(block, Closing) for block in paper.blocks)
    said = words_on(paper)
    assert "不是人民调解协议" in said
    assert "经调解" not in said
    assert "人民调解员签名\n" not in said


def test_an_agreement_has_places_for_everybody_the_law_asks_to_sign():
    said = words(agreed(), CaseSheet.AGREEMENT)
    assert "各让半米。" in said
    for place in ("申请人签名", "被申请人签名", "人民调解员签名", "人民调解委员会（盖章）"):
        assert place in said
    assert "履行期限：＿" in said


def test_a_visit_says_what_was_found_and_of_whom():
    told = {"visited_on": "2026-12-01", "visitor": "王玲", "visit": "已和好。"}
    case = builders.quarrel("2026-007", visit_why="履行到期", **told)
    said = words(quarrel(case=case), CaseSheet.VISIT)
    assert "被申请人\n李四、王五" in said
    assert "回访日期\n2026年12月1日\n回访人\n王玲" in said
    assert "回访情况\n已和好。" in said
    assert "回访事由\n履行到期" in said
    assert "13800001111" not in said


def test_only_the_papers_the_parties_sign_themselves_carry_their_telephones():
    with_phone = [sheet for sheet in CaseSheet if "13800001111" in words(agreed(), sheet)]
    assert with_phone == [CaseSheet.ACCEPTANCE, CaseSheet.AGREEMENT]
