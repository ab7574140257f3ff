"""Two records of one person become one: nothing points into the void, nothing is lost."""

import pytest

from tests.builders import kinship, member, penalty, person, representative, seat, term
from tests.desk.conftest import CODE
from villagedesk.desk.merging import Merging
from villagedesk.errors import UserError
from villagedesk.ledgers.committees.tables import Body, Post
from villagedesk.ledgers.meetings.tables import Attendance, AttendanceState, Meeting
from villagedesk.store.records import Stamp, step


@pytest.fixture
def merging(desk):
    return Merging(desk.store, desk.clock)


def put(desk, *records):
    with step(desk.store, "录入", Stamp("村文书", desk.now())) as write:
        for record in records:
            write.save(type(record), record.model_dump(warnings=False) | {"village": CODE})


KEEP = person("王秀英", uid="keep", phone="13800000001", born="1985")
GONE = person("王秀英", uid="gone", phone="13800000002", born="1985-03", education="30")


def test_links_move_and_empty_fields_are_filled(desk, merging):
    held = seat(GONE, Body.PARTY, Post.SECRETARY)
    put(desk, term(), KEEP, GONE, held, penalty(GONE, "2020-01-01"), representative(GONE))
    assert merging.merge_persons("keep", "gone") == "合并人员 王秀英"
    dump = desk.dump()
    assert [row["person"] for row in dump["seat"]] == ["keep"]
    assert [row["person"] for row in dump["discipline"]] == ["keep"]
    assert [row["person"] for row in dump["representative"]] == ["keep"]
    kept = dump["person"][0]
    assert (len(dump["person"]), kept["education"], kept["born"]) == (1, "大专", "1985.03")
    assert kept["phone"] == "13800000001"


def test_what_differs_is_told_before(desk, merging):
    put(desk, KEEP, GONE, member(KEEP, joined="1999"), member(GONE, joined="2001", post="委员"))
    told = merging.merge_preview("keep", "gone")
    assert [(one.label, one.kept, one.lost) for one in told.clashes] == [
        ("联系电话", "138****0001", "138****0002"),
        ("入党时间", "1999", "2001"),
    ]
    assert ("党内职务", "委员") in told.filled


def test_a_sign_in_list_names_the_one_person_once(desk, merging):
    put(desk, KEEP, GONE)
    meeting = {"uid": "m", "village": CODE, "held_on": "2026-10-05", "kinds": "支委会"}
    with step(desk.store, "会议", Stamp("村文书", desk.now())) as write:
        write.save(Meeting, meeting)
        for uid, state in (("keep", AttendanceState.THERE), ("gone", AttendanceState.SICK)):
            row = {"meeting": "m", "person": uid, "state": state, "votes": True}
            write.save(Attendance, {"village": CODE, **row})
    merging.merge_persons("keep", "gone")
    assert [row["state"] for row in desk.dump()["attendance"]] == ["出席"]


def test_two_members_become_one(desk, merging):
    put(desk, KEEP, GONE, member(KEEP, joined="1999"), member(GONE, joined="2001", post="委员"))
    merging.merge_persons("keep", "gone")
    members = desk.dump()["party_member"]
    assert [(row["uid"], row["joined"], row["post"]) for row in members] == [
        ("keep", "1999", "委员")
    ]


def test_a_membership_goes_over_whole(desk, merging):
    put(desk, KEEP, GONE, member(GONE, joined="2001"))
    merging.merge_persons("keep", "gone")
    assert [row["uid"] for row in desk.dump()["party_member"]] == ["keep"]


def test_records_that_say_the_same_twice_become_one(desk, merging):
    put(desk, term(), KEEP, GONE, representative(KEEP), representative(GONE))
    merging.merge_persons("keep", "gone")
    assert len(desk.dump()["representative"]) == 1


def test_nobody_stays_his_own_relative(desk, merging):
    put(desk, KEEP, GONE, kinship(KEEP, GONE))
    merging.merge_persons("keep", "gone")
    assert not desk.dump()["kinship"]


def test_a_merge_is_taken_back_whole(desk, merging):
    put(desk, term(), KEEP, GONE, representative(GONE), member(GONE, joined="2001"))
    before = desk.dump()
    merging.merge_persons("keep", "gone")
    assert desk.undo() == "合并人员 王秀英"
    assert desk.dump() == before


@pytest.mark.parametrize(("other", "words"), [("keep", "同一条"), ("nobody", "已经不在了")])
def test_one_record_cannot_be_merged(desk, merging, other, words):
    put(desk, KEEP)
    with pytest.raises(UserError, match=words):
        merging.merge_preview("keep", other)
