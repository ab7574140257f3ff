"""Words that mean one of a list without being of it."""

from typing import Any

import pytest

from villagedesk.intake.aliases import OTHERWISE, kinds_in, movement_in
from villagedesk.ledgers.committees.tables import Change
from villagedesk.ledgers.contacts.tables import Contact
from villagedesk.ledgers.decisions.tables import Decision
from villagedesk.ledgers.mediation.tables import Case, Mediator
from villagedesk.ledgers.meetings.tables import MeetingKind
from villagedesk.ledgers.reserve.tables import Aim, Reserve
from villagedesk.people import MemberChange, Movement


@pytest.mark.parametrize("kind", [kind for kind in MeetingKind if kind is not MeetingKind.OTHER])
def test_a_title_says_its_kind(kind):
    assert kinds_in(f"河湾村2026年{kind}记录") == kind


def test_a_title_may_say_two_kinds_or_none():
    assert kinds_in("一季度党员大会暨主题党日") == "支部党员大会、主题党日"
    assert kinds_in("村民小组会议记录") is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("组织关系转出", Movement.MOVED_OUT),
        ("从外县转入", Movement.MOVED_IN),
        ("按期转正", Movement.CONFIRMED),
        ("取消预备党员资格", Movement.REFUSED),
        ("延长预备期半年", Movement.EXTENDED),
        ("接收预备党员名册", Movement.JOINED),
        ("外出务工", None),
    ],
)
def test_a_change_is_known_by_what_people_call_it(words, kind):
    assert movement_in(words) == kind


@pytest.mark.parametrize(
    ("words", "aim"),
    [
        ("村党支部书记兼村委会主任", Aim.LEADER),
        ("中共本村党支部副书记", Aim.DEPUTY_SECRETARY),
        ("“两委”委员", Aim.MEMBER),
        ("书记助理", None),
        ("书记或委员", None),
        ("村委会主任", None),
    ],
)
def test_a_post_is_known_by_its_whole_name_alone(words, aim):
    assert OTHERWISE[Reserve, "aim"](words) == aim


def test_every_other_reading_gives_what_its_field_can_hold():
    said: dict[Any, str] = {"kinds": "一季度党员大会", "preparing": "送党校培训"}
    said |= {
        (MemberChange, "kind"): "组织关系转出",
        (Change, "kind"): "因病辞去职务",
        (Decision, "kind"): "公益事业",
        (Case, "kind"): "邻里纠纷",
        (Contact, "kinds"): "低保",
        (Mediator, "post"): "调委会主任",
        "outcome": "签订书面协议",
        "state": "已解决",
        "aim": "村党支部书记、村委会主任",
        "year": "2025年度",
        "grade": "优秀党员",
        "own_grade": "合格等次",
    }
    for (kind, column), read in OTHERWISE.items():
        assert read(said.get((kind, column)) or said[column]) is not None
        assert read("另外的话") is None
