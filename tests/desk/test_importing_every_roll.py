"""Whatever rows the newer ledgers hold, their workbook brings them into an empty store.

The rows are drawn from the kinds of the fields, so that a new field is covered at once.
"""

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.desk.conftest import NOW
from tests.desk.small_village import ROWS
from villagedesk.declare import out_of_order
from villagedesk.desk import Desk, found_village
from villagedesk.desk.importing import read_workbook
from villagedesk.intake.slots import slots_of
from villagedesk.kinds import Link
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, Visit
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage
from villagedesk.ledgers.mediation.tables import (
    Case,
    CasePaper,
    Mediator,
    Sage,
    Session,
    Side,
    Taking,
)
from villagedesk.ledgers.meetings.tables import (
    AgendaItem,
    Attendance,
    FloatContact,
    Floating,
    HomeTeaching,
    Meeting,
    MemberReview,
)
from villagedesk.ledgers.reserve.tables import Reserve, Training
from villagedesk.people import (
    Group,
    Household,
    MemberChange,
    PartyBranch,
    PartyGroup,
    PartyMember,
    Person,
    Tie,
)
from villagedesk.period import parse_period
from villagedesk.store.records import Stamp, step

CODE = "990326101200"
SHARED: tuple[type[Any], ...] = (Group, Household, Person, PartyBranch, PartyGroup, PartyMember)
PEOPLE = ("p1", "p2", "p3", "p4")  # p1 and p4 are called the same
LINKS = {
    "person": PEOPLE,
    "party_branch": ("b1",),
    "party_group": ("pg1",),
    "village_group": ("g1",),
    "household": ("h1",),
}
PARTS: dict[type[Any], tuple[str, type[Any]]] = {
    AgendaItem: ("meeting", Meeting),
    Attendance: ("meeting", Meeting),
    FloatContact: ("floating", Floating),
    Training: ("reserve", Reserve),
    DecisionStage: ("decision", Decision),
    CellGroup: ("cell", GridCell),
    Side: ("case", Case),
    Taking: ("case", Case),
    Session: ("case", Case),
    CasePaper: ("case", Case),
}
TOP: tuple[type[Any], ...] = (
    *(Reserve, Meeting, Floating, HomeTeaching, MemberReview, MemberChange),
    *(Decision, GridCell, Contact, Visit, Case, Sage, Mediator),
)
KINDS: tuple[type[Any], ...] = (*TOP, *PARTS, Tie)
DATED = {
    *((Meeting, "held_on"), (HomeTeaching, "on"), (Decision, "raised_on")),
    *((Visit, "on"), (Case, "accepted_on")),
}
THIS_YEAR = st.builds(
    lambda month, day, cut: f"2026-{month:02}-{day:02}"[:cut],
    st.integers(1, 10),
    st.integers(1, 28),
    st.sampled_from([7, 10]),
)


def cell(kind, slot):
    if isinstance(slot.face.kind, Link):
        found = st.sampled_from(LINKS[slot.face.kind.table])
    else:
        dated = (kind, slot.column) in DATED
        found = THIS_YEAR if dated else strategies.values(slot.face.kind)
    return found if slot.face.required else st.none() | found


def row(kind):
    drawn = st.fixed_dictionaries({s.column: cell(kind, s) for s in slots_of(kind).values()})
    return drawn.filter(lambda values: not out_of_order(kind, values))


Rows = dict[type[Any], list[dict[str, Any]]]

ROWS_OF = {kind: st.lists(row(kind), max_size=3) for kind in (*TOP, *PARTS)}


@st.composite
def villages(draw):
    """Rows by table, with their uids; parts belong to what was drawn before."""
    rows: Rows = defaultdict(list)
    for kind in (*TOP, *PARTS):
        column, parent = PARTS.get(kind, ("", None))
        uids = [one["uid"] for one in rows[parent]] if parent else [""]
        for number, values in enumerate(draw(ROWS_OF[kind])):
            if not uids:
                continue
            above = {column: draw(st.sampled_from(uids))} if parent else {}
            named = {"uid": f"{kind.__tablename__}{number}"}
            rows[kind].append({**values, **above, **named, "village": CODE})
    ends = [(kind.__tablename__, row["uid"]) for kind in (*TOP, *PARTS) for row in rows[kind]]
    if ends:
        drawn = draw(st.lists(st.tuples(*(st.sampled_from(ends),) * 2), max_size=4))
        rows[Tie] = [tie(number, *both) for number, both in enumerate(drawn)]
    return rows


def tie(number, start, end):
    ends = {"from_roll": start[0], "from_uid": start[1], "to_roll": end[0], "to_uid": end[1]}
    return {"uid": f"tie{number}", "village": CODE, **ends, "kind": f"第{number}种"}


def numbered(rows):
    """The items of each meeting in the order in which its sheet lists them."""
    count: dict[str, int] = defaultdict(int)
    for item in sorted(rows, key=lambda item: item["uid"]):
        count[item["meeting"]] += 1
        item["place"] = count[item["meeting"]]
    return rows


def settle(desk, rows):
    numbered(rows[AgendaItem])
    with step(desk.store, "录入", Stamp("村文书", NOW)) as write:
        for kind, values in ROWS:
            if kind in SHARED:
                write.save(kind, {"village": CODE, **values})
        for kind in KINDS:
            write.add_many(kind, rows[kind])


def village(path):
    return Desk(found_village(str(path), code=CODE, name="河湾村", now=NOW), lambda: NOW)


@settings(max_examples=8, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(rows=villages())
def test_every_row_of_the_ledgers_comes_into_an_empty_store(rows):
    with TemporaryDirectory() as folder:
        ours, theirs = village(Path(folder) / "一.vdesk"), village(Path(folder) / "二.vdesk")
        settle(ours, rows)
        ours.export(parse_period("2026"), Path(folder) / "上报.xlsx", full_ids=True)
        planned = theirs.plan_import(read_workbook(Path(folder) / "上报.xlsx"))
        theirs.apply_import(planned)
        before, after = ours.dump(), theirs.dump()
        ours.close()
        theirs.close()
    assert [one for sheet in planned.sheets for one in sheet.problems] == []
    assert list(differing(before, after)) == []


def differing(before, after):
    """Every value that is not what it was: table, uid, both rows' differing values."""
    for kind in (*SHARED, *KINDS):
        old, new = (
            {row["uid"]: row for row in dump[str(kind.__tablename__)]} for dump in (before, after)
        )
        for uid in old | new:
            was, now = set(old.get(uid, {}).items()), set(new.get(uid, {}).items())
            if was != now:
                yield kind.__name__, uid, was - now, now - was


TWO = "王秀英"


@pytest.fixture
def meeting(desk):
    """A meeting of namesakes, entered long ago."""
    rows: Rows = defaultdict(list)
    rows[Meeting] = [
        {"uid": "m1", "village": CODE, "held_on": "2026-03-05", "kinds": "支委会"}
        | {"chair": "p4", "recorder": "p1", "entered_on": "2026-03-06"}
    ]
    rows[Attendance] = [
        {"uid": uid, "village": CODE, "meeting": "m1", "person": person, "state": state}
        for uid, person, state in (("a1", "p1", "出席"), ("a2", "p4", "病假"))
    ]
    settle(desk, rows)
    return desk


def test_namesakes_keep_their_parts_and_the_day_of_entry_stays(meeting, tmp_path):
    path = tmp_path / "上报.xlsx"
    meeting.export(parse_period("2026"), path)
    new = village(tmp_path / "新.vdesk")
    new.apply_import(new.plan_import(read_workbook(path)))
    dump = new.dump()
    new.close()
    names = {row["uid"]: row["name"] for row in dump["person"]}
    assert names["p1"] == names["p4"] == TWO
    (saved,) = dump["meeting"]
    assert (saved["chair"], saved["recorder"], saved["entered_on"]) == ("p4", "p1", "2026-03-06")
    assert {row["person"]: row["state"] for row in dump["attendance"]} == {
        "p1": "出席",
        "p4": "病假",
    }


def test_rows_of_one_workbook_stay_apart_however_alike(meeting, tmp_path):
    with step(meeting.store, "录入", Stamp("村文书", NOW)) as write:
        for uid in ("m2", "m3"):
            same = {"uid": uid, "village": CODE, "held_on": "2026-04-05", "kinds": "党课"}
            write.save(Meeting, same)
    path = tmp_path / "上报.xlsx"
    meeting.export(parse_period("2026"), path)
    new = village(tmp_path / "新.vdesk")
    file = read_workbook(path)
    new.apply_import(new.plan_import(file))
    again = new.plan_import(file)
    found = {row["uid"] for row in new.dump()["meeting"]}
    new.close()
    assert found == {"m1", "m2", "m3"}
    assert all(sheet.rows == sheet.same for sheet in again.sheets)
