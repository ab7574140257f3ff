"""What stands on a sign-in sheet and on minutes, before any of it is drawn."""

from dataclasses import fields, replace

import pytest

from villagedesk.books.papers.meetings import (
    A_PAGE,
    ONE_BLOCK,
    Held,
    Sat,
    Signer,
    minutes,
    sign_in_sheet,
)
from villagedesk.books.papers.paper import (
    Column,
    Form,
    Lines,
    Paper,
    Passage,
    Signatures,
    Table,
    words_on,
)
from villagedesk.books.papers.wording import spoken
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    AttendanceState,
    Meeting,
    MeetingKind,
)

HELD = Held(
    "河湾村",
    "河湾村党支部",
    kinds=(MeetingKind.ASSEMBLY,),
    day="2026-11-05",
    begins="09:00",
    ends="10:30",
    place="村委会会议室",
    chair="张建国",
    recorder="李秀英",
)
NAMES = {f"p{number}": f"党员{number}" for number in range(30)}


def signers(count):
    return [Signer(f"党员{number}", "第一党小组") for number in range(1, count + 1)]


def meeting(**given):
    values = {"uid": "m", "village": "v", "held_on": "2026-11-05", "kinds": "支部党员大会"}
    return Meeting(**values | given)


def attendance(states):
    return tuple(
        Attendance(
            uid=str(place), village="v", meeting="m", person=f"p{place}", state=state, votes=True
        )
        for place, state in enumerate(states)
    )


def item(**given):
    return AgendaItem(**{"uid": "i", "village": "v", "meeting": "m", "title": "冷库入股"} | given)


def sat(*, states=(), items=(), held=HELD, **given):
    return Sat(held, meeting(**given), attendance(states), tuple(items), NAMES)


def minutes_words(**given):
    return words_on(minutes(sat(**given), 7))


def tables(paper):
    return [block for block in paper.blocks if isinstance(block, Table)]


def passages(paper):
    return {block.heading: block for block in paper.blocks if isinstance(block, Passage)}


@pytest.mark.parametrize(
    ("held", "title"),
    [
        (replace(HELD, kinds=(MeetingKind.COMMITTEE,)), "河湾村党支部支委会"),
        (HELD, "河湾村党支部党员大会"),
        (replace(HELD, branch="第二党支部"), "河湾村第二党支部党员大会"),
        (
            replace(HELD, group="第一党小组", kinds=(MeetingKind.GROUP,)),
            "河湾村党支部第一党小组会",
        ),
        (replace(HELD, kinds=(MeetingKind.JOINT,)), "河湾村两委联席会"),
        (
            replace(HELD, kinds=(MeetingKind.LECTURE, MeetingKind.THEME_DAY)),
            "河湾村党支部党课、主题党日",
        ),
        (Held("河湾村"), "河湾村会议"),
    ],
)
def test_the_title_says_who_holds_what_without_saying_a_word_twice(held, title):
    assert sign_in_sheet(held, (), expected=0).title == f"{title}签到表"


@pytest.mark.parametrize(
    ("kinds", "called"),
    [
        ((MeetingKind.COMMITTEE,), "支委会会议记录"),
        ((MeetingKind.LECTURE,), "党课记录"),
        ((MeetingKind.THEME_DAY,), "主题党日活动记录"),
        ((MeetingKind.REVIEW,), "民主评议党员会议记录"),
        ((MeetingKind.OTHER,), "会议记录"),
        ((), "会议记录"),
    ],
)
def test_minutes_are_called_as_people_call_them(kinds, called):
    assert replace(HELD, kinds=kinds).minutes_title == f"河湾村党支部{called}"


def test_a_day_is_spoken_as_far_as_it_is_known():
    assert [spoken(day) for day in ("2026-11-05", "2026-11", "2026")] == [
        "2026年11月5日",
        "2026年11月",
        "2026年",
    ]
    assert HELD.when == "2026年11月5日 9:00—10:30"
    assert replace(HELD, ends="").when == "2026年11月5日 9:00"
    assert replace(HELD, day="", begins="", ends="").when.split() == ["年", "月", "日"]


@pytest.mark.parametrize("count", [1, 12, ONE_BLOCK, ONE_BLOCK + 1, 39, A_PAGE, 62])
def test_everybody_stands_once_on_the_sign_in_sheet_with_room_to_sign(count):
    *lists, _guests = tables(sign_in_sheet(HELD, signers(count), expected=count))
    rows = [row for table in lists for row in table.rows]
    blocks = [row[at : at + 5] for row in rows for at in range(0, len(row), 5)]
    named = sorted(int(block[0]) for block in blocks if block[0])
    assert named == list(range(1, count + 1))
    assert all(block[1] == f"党员{block[0]}" for block in blocks if block[0])
    assert {block[3] for block in blocks} == {""}


def test_more_than_twenty_stand_in_two_blocks_and_numbers_run_down():
    first, second, _ = tables(sign_in_sheet(HELD, signers(62), expected=62))
    assert (first.rows[0][0], first.rows[0][5]) == ("1", "21")
    assert (second.rows[0][0], second.rows[0][5]) == ("41", "52")
    assert len(tables(sign_in_sheet(HELD, signers(20), expected=20))[0].columns) == 5


def test_an_odd_number_leaves_the_last_place_of_the_second_block_empty():
    table = tables(sign_in_sheet(HELD, signers(21), expected=21))[0]
    assert table.rows[-1][:2] == ("11", "党员11")
    assert table.rows[-1][5:] == ("",) * 5


def test_guests_have_lines_of_their_own_also_when_none_is_known():
    without, named = (
        tables(sign_in_sheet(HELD, signers(3), expected=3, guests=guests))[-1]
        for guests in ((), ("镇干部 王某", "第一书记", "包村干部", "律师", "记者"))
    )
    assert without.rows == (("", "", "", ""),) * 2
    assert [word for row in named.rows for word in row if word][-1] == "记者"


def test_how_many_are_to_come_stands_on_the_sheet_but_no_guess():
    assert "12 人" in words_on(sign_in_sheet(HELD, signers(13), expected=12))
    assert "人" not in words_on(sign_in_sheet(HELD, (), expected=0)).replace("人员", "").replace(
        "主持人", ""
    )


def test_minutes_say_their_elements_in_the_customary_order():
    words = minutes_words(
        states=[AttendanceState.THERE] * 3 + [AttendanceState.SICK, AttendanceState.GUEST],
        items=[item(resolution="同意")],
        topic="研究冷库",
        content="逐项讨论。",
    )
    order = (
        "时间 地点 主持人 记录人 应到 实到 缺席及原因 列席 会议议题 主要内容 形成决议 "
        "同意 主持人签字 记录人签字"
    )
    places = [words.index(word) for word in order.split()]
    assert places == sorted(places)


def test_the_absent_are_named_with_their_state_and_reason():
    rows = attendance([AttendanceState.THERE, AttendanceState.SICK, AttendanceState.ABSENT])
    rows[1].note, rows[2].excluded = "在县医院", "长期在外"
    words = words_on(minutes(Sat(HELD, meeting(absentees="另一人事假"), rows, (), NAMES), 7))
    assert "党员1（病假，在县医院）、党员2（无故缺席，不计入应到：长期在外）；另一人事假" in words


def test_who_was_there_online_is_said_and_who_sat_in_is_no_absentee():
    words = minutes_words(states=[AttendanceState.ONLINE, AttendanceState.GUEST], guests="王某")
    assert "1 人（其中线上：党员0）" in words
    assert "党员1；王某" in words
    assert "无" in words.split("\n")


def test_nobody_absent_is_said_only_where_an_attendance_shows_it():
    assert "无" not in minutes_words(expected=12, present=12).split("\n")


def test_numbers_of_an_old_record_are_printed_as_typed():
    assert "12 人\n实到\n10 人" in minutes_words(expected=12, present=10)


def test_what_was_not_written_down_is_left_blank_with_lines_to_write_on():
    paper = minutes(sat(), 7)
    assert all(block.words == "" for block in passages(paper).values())
    assert [block.blank_lines for block in passages(paper).values()] == [1, 7, 3]
    form = paper.blocks[0]
    assert isinstance(form, Form)
    assert ("应到", "") in form.rows[2]
    assert form.rows[3] == (("缺席及原因", ""),)


def test_what_was_written_down_has_no_blank_lines_below():
    paper = minutes(sat(topic="一", content="二", resolution="三"), 7)
    assert [block.blank_lines for block in passages(paper).values()] == [0, 0, 0]


def test_a_vote_is_printed_with_its_numbers_and_what_the_rule_asks():
    states = [AttendanceState.THERE] * 8 + [AttendanceState.LEAVE] * 4
    voted = item(method="举手", yes=7, no=1, abstained=0, passed=True)
    words = minutes_words(states=states, items=[voted])
    assert (
        "表决：举手；应到会有表决权 12 人，实到 8 人；赞成 7 票，反对 1 票，弃权 0 票；"
        "按规定赞成需 ≥7 票。" in words
    )
    assert "结果：通过。" in words.split("\n")


def test_a_vote_that_did_not_reach_the_number_is_not_hidden():
    states = [AttendanceState.THERE] * 8 + [AttendanceState.LEAVE] * 4
    voted = item(method="举手", yes=6, no=2, abstained=0, passed=True)
    words = minutes_words(states=states, items=[voted])
    assert "结果：通过。按规定，到会 8/12：赞成 6 < 7，没有通过。" in words


def test_too_few_to_vote_is_said_though_nothing_was_counted():
    states = [AttendanceState.THERE] * 5 + [AttendanceState.LEAVE] * 7
    words = minutes_words(states=states, items=[item(method="举手")])
    assert "赞成 ____ 票" in words
    assert "不够法定人数，需 ≥6，表决无效" in words


def test_a_matter_that_was_not_voted_says_nothing_of_a_vote():
    assert "表决" not in minutes_words(items=[item(resolution="知道了")])


def test_whom_an_admission_concerns_is_named():
    words = minutes_words(items=[item(motion="接收预备党员", person="p7", yes=3)])
    assert "接收预备党员（党员7）" in words


@pytest.mark.parametrize(
    ("entered", "foot"),
    [("2026-11-22", "2026年11月22日补录"), ("2026-11-12", ""), (None, "")],
)
def test_minutes_written_up_late_say_on_which_day(entered, foot):
    assert minutes(sat(entered_on=entered), 7).foot == foot


def test_a_lecture_says_who_spoke_on_what_for_how_long():
    held = replace(HELD, kinds=(MeetingKind.LECTURE,))
    words = minutes_words(held=held, lecturer="王磊", lecture="春耕", hours=15)
    assert "主讲人\n王磊\n学时\n1.5\n授课题目\n春耕" in words
    assert "授课题目" not in minutes_words()


def test_the_words_of_a_paper_are_those_of_every_sort_of_block():
    blocks = (
        Lines(("a",)),
        Form(((("b", "c"),),)),
        Table((Column("d", 1),), (("e",),)),
        Passage("f", "g"),
        Signatures(("h",)),
    )
    assert words_on(Paper("t", blocks, foot="z")) == "t\na\nb\nc\nd\ne\nf\ng\nh\nz"


def test_a_signer_is_a_name_a_group_and_a_remark_and_no_more():
    assert [field.name for field in fields(Signer)] == ["name", "group", "remark"]
