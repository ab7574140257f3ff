"""What stands on the papers of a matter: as recorded, blank where nothing is, honest throughout."""

import pytest

from tests import builders
from villagedesk.books.papers.decisions import (
    Course,
    Held,
    Step,
    notice,
    result_notice,
    stage_sheets,
)
from villagedesk.books.papers.paper import (
    Closing,
    Form,
    Lines,
    NextPage,
    Passage,
    Picture,
    words_on,
)
from villagedesk.ledgers.decisions.tables import Decider, StageKind

PROPOSED, CONSULTED, EXAMINED, RESOLVED = StageKind
MATTER = builders.decision(
    "修三组水渠",
    uid="well",
    number="2026-03",
    amount=8_600_000,
    decider=Decider.REPRESENTATIVES,
    published_on="2026-05-08",
    published_until="2026-05-14",
    places="村务公开栏",
)


def held(kind, verdict="", **values):
    return Held(builders.stage(MATTER, kind, **values), verdict)


def course(*steps, matter=MATTER, **given):
    known = {step.kind: step for step in steps}
    return Course(
        "河湾村", matter, tuple(known.get(kind, Step(kind)) for kind in StageKind), **given
    )


RESOLUTION = held(
    RESOLVED,
    held_on="2026-05-06",
    form="村民代表会议",
    expected=42,
    present=31,
    yes=24,
    no=5,
    abstained=2,
    passed=True,
    words="同意维修三组水渠。",
)
CARRIED = course(Step(RESOLVED, (RESOLUTION,)), days=7)


def titles(paper):
    return [
        paper.title,
        *(block.title for block in paper.blocks if isinstance(block, NextPage)),
    ]


def passages(paper):
    return [block for block in paper.blocks if isinstance(block, Passage)]


def test_each_of_the_six_stages_has_a_page_of_its_own():
    assert titles(stage_sheets(CARRIED)) == [
        "村党组织提议记录表",
        "村“两委”会议商议记录表",
        "党员大会审议记录表",
        "村民代表会议决议记录表",
        "决议公开记录表",
        "实施结果公开记录表",
    ]


def test_a_stage_that_was_held_says_who_came_and_how_they_voted():
    words = words_on(stage_sheets(CARRIED))
    assert "应到\n42 人\n实到\n31 人\n比例\n73.8%" in words
    assert "赞成\n24 票\n反对\n5 票\n弃权\n2 票\n结果\n通过" in words


def test_a_stage_that_is_to_come_is_blank_with_lines_to_write_and_to_sign_on():
    paper = stage_sheets(course())
    first = paper.blocks[1]
    assert isinstance(first, Form)
    assert ("会议形式", "") in first.rows[2]
    assert (("结果", ""),) in first.rows
    assert all(block.blank_lines for block in passages(paper))
    headings = [block.heading for block in passages(paper)]
    assert headings[:4] == [
        "内容和会议意见",
        "参会人员签字",
        "乡镇参会人员签字（含职务）",
        "监督意见",
    ]


def test_more_people_have_more_lines_to_sign_on_but_never_more_than_a_page_takes():
    def lines(present):
        row = held(PROPOSED, present=present, words="同意")
        paper = stage_sheets(course(Step(PROPOSED, (row,))))
        return next(one.blank_lines for one in passages(paper) if one.heading == "参会人员签字")

    assert [lines(count) for count in (3, 24, 300)] == [3, 4, 5]


def test_an_invalid_stage_is_printed_as_recorded_with_the_words_of_the_rule():
    failed = held(EXAMINED, "到会 10/31，不够法定人数", passed=True, went_on="镇里催办")
    words = words_on(stage_sheets(course(Step(EXAMINED, (failed,)))))
    assert "通过；按规定，到会 10/31，不够法定人数" in words
    assert "无效后继续的原因\n镇里催办" in words


def test_a_stage_held_anew_has_a_sheet_for_each_time():
    times = held(EXAMINED, held_on="2026-04-01"), held(EXAMINED, held_on="2026-04-20")
    paper = stage_sheets(course(Step(EXAMINED, times)))
    assert titles(paper).count("党员大会审议记录表") == 2
    assert "（第 1 次）" in words_on(paper)
    assert "（第 2 次）" in words_on(paper)


def test_stages_that_were_merged_say_so():
    assert "合并进行，见商议记录表" in words_on(stage_sheets(course(Step(PROPOSED, merged=True))))


def test_who_has_no_vote_is_told_apart_where_it_matters():
    some = held(CONSULTED, expected=9, present=9, voters_expected=7, voters_present=7)
    every = held(CONSULTED, expected=9, present=9, voters_expected=9, voters_present=9)
    told, untold = (
        words_on(stage_sheets(course(Step(CONSULTED, (one,))))).count("应到有表决权")
        for one in (some, every)
    )
    assert (told, untold) == (2, 1)  # the assembly always says it


@pytest.mark.parametrize(("result_on", "page"), [(None, 4), ("2026-06-30", 5)])
def test_what_the_supervisors_said_stands_once_on_the_last_publication(result_on, page):
    values = MATTER.model_dump() | {"supervision": "程序合规", "supervisor": "王磊"}
    matter = type(MATTER)(**values | {"result_on": result_on})
    words = words_on(stage_sheets(course(matter=matter)))
    assert words.count("程序合规") == 1
    assert words.count("监督签字人（王磊）") == 1
    before = words[: words.index("程序合规")]
    assert [title in before for title in ("决议公开记录表", "实施结果公开记录表")] == [
        True,
        page == 5,
    ]


def test_a_notice_says_what_was_resolved_by_whom_and_until_when_it_hangs():
    paper = notice(CARRIED)
    words = words_on(paper)
    assert paper.title == "河湾村关于修三组水渠的公示"
    assert "涉及金额：86,000 元" in words
    assert "同意维修三组水渠。" in words
    assert (
        "2026年5月6日，村民代表会议决议：应到42人，实到31人；赞成24票，反对5票，弃权2票；通过。"
        in words
    )
    assert "2026年5月8日至2026年5月14日，共7天。" in words
    assert "公开地点：村务公开栏\n监督电话：____" in words
    assert paper.blocks[-1] == Closing(("河湾村村民委员会（盖章）", "2026年5月8日"))


RESULT = {
    "result": "水渠维修420米，已通水，问13800001111。",
    "result_on": "2026-06-20",
    "result_until": "2026-06-26",
    "result_places": "各组公告牌",
    "result_ways": "各组公告",
    "result_objections": "渠口的树",
    "result_handling": "已移栽",
}


def done(**values):
    return type(MATTER)(**MATTER.model_dump() | RESULT | values)


def test_a_result_has_a_notice_of_its_own_with_its_own_days_and_places():
    paper = result_notice(
        course(matter=done(partner="施工队"), result_days=7, phone="0917-0000000")
    )
    words = words_on(paper)
    assert paper.title == "河湾村关于修三组水渠实施结果的公示"
    assert "自2026年6月20日至2026年6月26日，共7天。" in words
    assert "公开地点：各组公告牌\n监督电话：0917-0000000" in words
    assert "合同对方：施工队。" in words
    assert "13800001111" not in words
    assert paper.blocks[-1] == Closing(("河湾村村民委员会（盖章）", "2026年6月20日"))


def test_a_notice_of_a_result_without_a_contract_says_nothing_of_one():
    headings = [one.heading for one in passages(result_notice(course(matter=done())))]
    assert headings == ["一、公示事项", "二、实施结果", "三、公示时间", "四、意见反映"]


def test_the_sheet_of_the_result_says_how_it_hung_and_what_was_said_of_it():
    words = words_on(stage_sheets(course(matter=done(), result_days=7)))
    for told in ("各组公告牌", "2026年6月26日", "7 天", "渠口的树", "已移栽"):
        assert told in words


def test_what_the_supervisors_said_of_a_stage_stands_on_its_sheet():
    row = held(EXAMINED, supervision="全程参加，没有问题")
    words = words_on(stage_sheets(course(Step(EXAMINED, (row,)))))
    assert "监督意见\n全程参加，没有问题" in words


def test_photos_of_what_hung_come_last_and_without_any_there_is_no_page_for_them(tmp_path):
    paper = stage_sheets(course(photos=((tmp_path / "a.jpg", "公开栏"),)))
    assert titles(paper)[-1] == "公示照片"
    assert paper.blocks[-1] == Picture(tmp_path / "a.jpg", "公开栏")
    assert len(titles(stage_sheets(course()))) == 6


def test_what_the_members_of_the_collective_resolved_is_published_by_the_collective():
    matter = builders.decision("租果库", decider=Decider.DELEGATES)
    paper = notice(course(Step(RESOLVED, (held(RESOLVED),)), matter=matter))
    last = paper.blocks[-1]
    assert isinstance(last, Lines | Passage | Closing)
    assert last.words[0] == "河湾村农村集体经济组织（盖章）"


def test_a_notice_names_the_body_where_the_form_of_meeting_does_not():
    matter = builders.decision("租果库", decider=Decider.MEMBERS)
    for form, body in (("现场投票", "成员大会"), ("村民会议（户代表）", "村民会议（户代表）")):
        row = held(RESOLVED, held_on="2026-05-06", form=form)
        words = words_on(notice(course(Step(RESOLVED, (row,)), matter=matter)))
        assert f"2026年5月6日，{body}决议" in words


def test_a_notice_names_the_meetings_that_came_before_and_which_of_them_fell():
    before = (
        Step(PROPOSED, (held(PROPOSED, held_on="2026-04-01", form="支委会", passed=True),)),
        Step(EXAMINED, (held(EXAMINED, "不够法定人数", held_on="2026-04-09", form="党员大会"),)),
    )
    said = words_on(notice(course(*before, Step(RESOLVED, (RESOLUTION,)))))
    assert (
        "此前，2026年4月1日支委会提议，通过；2026年4月9日党员大会审议，按规定，不够法定人数。"
        in said
    )


def test_a_notice_hides_every_number_of_a_person_wherever_it_was_typed():
    values = MATTER.model_dump() | {"title": "给王某13800001111补助", "places": "问13900002222"}
    row = held(
        RESOLVED, words="身份证999001197003050123，账号6222020012345678901", form="13700003333"
    )
    paper = notice(course(Step(RESOLVED, (row,)), matter=type(MATTER)(**values)))
    said = words_on(paper)
    for number in ("13800001111", "13900002222", "13700003333", "9700305", "622202"):
        assert number not in said
    assert "1111" not in paper.title


def test_what_rule_and_record_say_alike_stands_on_a_notice_once():
    failed = held(RESOLVED, "赞成 12 < 16，没有通过", passed=False, yes=12)
    words = words_on(notice(course(Step(RESOLVED, (failed,)))))
    assert "票；按规定，赞成 12 < 16，没有通过。" in words
    assert words.count("没有通过") == 1


def test_a_notice_does_not_hide_that_a_resolution_fell():
    failed = held(RESOLVED, "赞成 12 < 16，没有通过", passed=True, yes=12)
    words = words_on(notice(course(Step(RESOLVED, (failed,)))))
    assert "通过；按规定，赞成 12 < 16，没有通过。" in words


def test_what_a_notice_cannot_know_is_left_to_be_written():
    matter = builders.decision("修路", number="2026-04")
    paper = notice(course(Step(RESOLVED, (held(RESOLVED),)), matter=matter))
    words = words_on(paper)
    assert "赞成____票" in words
    assert "共" not in next(one.words for one in passages(paper) if "公示时间" in one.heading)
    assert next(one.blank_lines for one in passages(paper) if "决议内容" in one.heading)
