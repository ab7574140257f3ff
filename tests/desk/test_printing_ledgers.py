"""Papers of matters, visits and cases from the store."""

import re

import pytest
from PIL import Image

from tests.desk.conftest import CODE
from tests.desk.small_village import settle
from villagedesk.books.papers.paper import words_on
from villagedesk.errors import UserError
from villagedesk.ledgers.contacts.tables import Contact, Visit
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage
from villagedesk.ledgers.mediation.tables import Case, Session, Side, Taking
from villagedesk.people import Person
from villagedesk.store.records import step

WELL = {"uid": "well", "number": "2026-03", "title": "修三组水渠", "kind": "公益事业及筹资筹劳"}
QUARREL = {"uid": "c1", "case_no": "2026-007", "accepted_on": "2026-11-01", "summary": "争水路"}
RESOLVED = {"kind": "决议", "held_on": "2026-05-06", "form": "村民代表会议", "passed": True}


@pytest.fixture
def desk(desk):
    settle(desk.store, CODE, desk.stamp())
    return desk


def add(desk, table, /, **values):
    with step(desk.store, "录入", desk.stamp()) as write:
        return write.save(table, {"village": CODE, **values})


def matter(desk, **stage):
    add(desk, Decision, **WELL, raised_on="2026-03-01", decider="村民代表会议", motion="村干部提议")
    if stage:
        add(desk, DecisionStage, decision="well", **RESOLVED | stage)


def case(desk, **values):
    add(desk, Case, **QUARREL, **values)
    add(desk, Side, case="c1", side="申请人", name="王秀英", person="p1")
    add(desk, Side, case="c1", side="被申请人", name="外村人张某", phone="13700002222")


def mediator(desk):
    add(desk, Taking, case="c1", person="p2", part="调解员")


def test_stage_papers_hold_a_stage_against_the_rule_of_its_day(desk):
    matter(desk, expected=42, present=20, yes=20)
    words = words_on(desk.stage_papers("well"))
    assert "20 人\n比例\n47.6%" in words
    assert "通过；按规定，" in words
    assert "不够法定人数" in words


def test_a_stage_that_stands_has_nothing_beside_it(desk):
    matter(desk, expected=42, present=31, yes=24)
    assert "按规定" not in words_on(desk.stage_papers("well"))


def test_a_notice_counts_the_days_it_hangs(desk):
    matter(desk, expected=42, present=31, yes=24)
    add(desk, Decision, uid="well", published_on="2026-05-08", published_until="2026-05-14")
    assert "2026年5月8日至2026年5月14日，共7天" in words_on(desk.notice_paper("well"))
    add(desk, Decision, uid="well", published_on="2026-05")
    assert "共7天" not in words_on(desk.notice_paper("well"))


def test_a_notice_names_the_supervisors_as_they_are_called_here(desk):
    matter(desk, expected=42)
    assert f"向河湾村{desk.supervisory_label}反映" in words_on(desk.notice_paper("well"))


def test_a_notice_of_what_nobody_resolved_is_refused_but_its_sheets_are_not(desk):
    matter(desk)
    with pytest.raises(UserError, match="还没有记下决议"):
        desk.notice_paper("well")
    assert "修三组水渠" in words_on(desk.stage_papers("well"))


def test_a_result_has_a_notice_with_its_own_days_once_something_is_known_of_it(desk):
    matter(desk, expected=42, present=31, yes=24)
    with pytest.raises(UserError, match="还没有记下实施结果"):
        desk.result_paper("well")
    days = {"result_on": "2026-06-20", "result_until": "2026-06-26"}
    add(desk, Decision, uid="well", result="已通水", **days)
    assert "自2026年6月20日至2026年6月26日，共7天。" in words_on(desk.result_paper("well"))


def test_photos_of_a_matter_are_printed_with_its_sheets_and_other_papers_are_not(desk, tmp_path):
    matter(desk, expected=42)
    photo, contract, scan = (
        tmp_path / name for name in ("公开栏.png", "合同第一页.png", "公示.pdf")
    )
    Image.new("RGB", (40, 30), "white").save(photo)
    Image.new("RGB", (40, 30), "black").save(contract)
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    desk.attach("well", "decision", photo)
    desk.attach("well", "decision", contract)
    desk.attach("well", "decision", scan)
    words = words_on(desk.stage_papers("well"))
    assert "公示照片\n" in words
    assert words.count("公开栏") == 1
    assert "合同第一页" not in words
    assert "公示.pdf" not in words


def test_a_list_has_the_households_a_member_looks_after_today(desk):
    add(desk, Contact, person="p2", household="h1", since="2026-01-01")
    add(desk, Visit, person="p2", household="h1", on="2026-10-02", said="血压高")
    words = words_on(desk.visit_list_paper("p2"))
    assert "001\n王秀英\n河湾村一组12号\n138****1111\n2026年10月2日" in words
    assert "血压高" not in words


def test_a_notice_says_whom_to_call_where_that_is_set(desk):
    matter(desk, expected=42, present=31, yes=24)
    assert re.search("监督电话：[_＿]+", words_on(desk.notice_paper("well")))
    desk.change_place({"phone": "0917-1234567"})
    assert "监督电话：0917-1234567" in words_on(desk.notice_paper("well"))


def test_a_list_of_nobody_is_refused_with_what_to_do(desk):
    add(desk, Contact, person="p2", household="h1", since="2025", until="2026-01-01")
    with pytest.raises(UserError, match="没有联系户"):
        desk.visit_list_paper("p2")


def test_a_registration_takes_what_the_village_knows_of_a_side(desk):
    case(desk)
    words = words_on(desk.case_papers("c1", "受理登记表"))
    assert "申请人\n王秀英" in words
    assert "职业\n种植\n电话\n13800001111\n住址\n河湾村一组12号" in words
    assert "被申请人\n外村人张某" in words


def test_of_a_stranger_the_case_itself_says_who_he_is(desk):
    case(desk, registrar="李文书")
    own = {"gender": "1", "ethnicity": "03", "age": 47, "address": "邻村"}
    add(desk, Side, case="c1", side="被申请人", name="马某", **own)
    words = words_on(desk.case_papers("c1", "受理登记表"))
    assert "马某\n性别、民族\n男、回族\n年龄\n47 岁\n" in words
    assert "登记人（李文书）" in words


def test_a_villager_s_age_is_that_of_the_day_of_acceptance(desk):
    with step(desk.store, "改", desk.stamp()) as write:
        known = {"id_no": None, "born": "1970-11-02", "gender": "2", "ethnicity": "01"}
        write.save(Person, {"uid": "p1", **known})
    case(desk)
    words = words_on(desk.case_papers("c1", "受理登记表"))
    assert "性别、民族\n女、汉族\n年龄\n55 岁" in words


@pytest.mark.parametrize(
    ("sealed", "helped", "title"),
    [
        (True, True, "人民调解协议书"),
        (None, True, "人民调解协议书"),
        (False, True, "当事人和解协议（非人民调解协议）"),
        (True, False, "当事人和解协议（非人民调解协议）"),
    ],
)
def test_without_a_mediator_or_the_seal_an_agreement_is_the_parties_own(
    desk, sealed, helped, title
):
    case(desk, outcome="达成书面协议", sealed=sealed)
    if helped:
        mediator(desk)
    assert desk.case_papers("c1", "协议书").title == title


def test_a_case_that_came_to_nothing_has_no_agreement_but_a_record(desk):
    case(desk, outcome="调解不成终止")
    add(desk, Session, case="c1", on="2026-11-05", said="各说各的")
    with pytest.raises(UserError, match="没有协议书"):
        desk.case_papers("c1", "协议书")
    assert "各说各的" in words_on(desk.case_papers("c1", "调解记录"))


@pytest.mark.parametrize(
    "paper_of",
    [
        lambda desk: desk.stage_papers("nobody"),
        lambda desk: desk.notice_paper("nobody"),
        lambda desk: desk.visit_list_paper("nobody"),
        lambda desk: desk.case_papers("nobody", "调解记录"),
    ],
)
def test_a_paper_of_what_is_gone_says_so(desk, paper_of):
    with pytest.raises(UserError, match="已经不在了"):
        paper_of(desk)


def test_no_number_of_an_identity_card_is_on_any_paper(desk):
    matter(desk, words="王秀英999001197003050123、13800001111", expected=42)
    case(desk)
    add(desk, Contact, person="p2", household="h1", since="2026-01-01")
    sheets = ("受理登记表", "调解记录", "协议书", "回访记录")
    papers = [desk.visit_list_paper("p2"), desk.notice_paper("well")]
    cases = [desk.case_papers("c1", which) for which in sheets]
    numbers = [one.id_no for one in desk.facts().all(Person) if one.id_no]
    assert numbers
    for words in map(words_on, papers + cases):
        assert not [number for number in numbers if number in words]
        assert not re.search(r"\d{15,}", words)
    assert not [one for one in papers if re.search(r"1\d{10}", words_on(one))]
