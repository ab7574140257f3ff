"""What one record led to comes along with our own workbook, once, and goes again when undone."""

import pytest
from openpyxl import load_workbook

from tests.desk.conftest import CODE, NOW
from villagedesk import demo
from villagedesk.demo import DAY
from villagedesk.desk import Desk, found_village, open_existing
from villagedesk.desk.importing import read_workbook
from villagedesk.ledgers.contacts.tables import VISIT_TIE, Visit
from villagedesk.ledgers.mediation.rolls import CASES
from villagedesk.ledgers.mediation.tables import Case
from villagedesk.people import Attachment, Household, Person, Tie
from villagedesk.period import parse_period
from villagedesk.store.records import step

YEAR = parse_period("2026")
HEARD = {"on": "2026-10-01", "person": "p1", "household": "h1", "issue": "两家争地界"}
ENDS = {"from_uid": "v1", "from_roll": "visit", "to_uid": "c1", "to_roll": "mediation_case"}
PHOTO = {"about": "v1", "roll": "visit", "name": "现场.jpg", "digest": "0" * 64}
ROWS = (
    (Household, {"uid": "h1", "number": "001"}),
    (Person, {"uid": "p1", "name": "王秀英", "born": "1970-03-05"}),
    (Visit, {"uid": "v1", **HEARD}),
    (Case, {"uid": "c1", "case_no": "2026-001", "accepted_on": "2026-10-02"}),
    (Tie, {"uid": "t1", **ENDS, "kind": VISIT_TIE}),
    (Attachment, {"uid": "a1", **PHOTO, "kind": "jpg", "size": 9, "added_on": "2026-10-03"}),
)


def village(path):
    store = found_village(str(path), code=CODE, name="河湾村", now=NOW)
    return Desk(store, lambda: NOW)


def fill(desk, rows):
    with step(desk.store, "录入", desk.stamp()) as write:
        for kind, values in rows:
            write.save(kind, {"village": CODE, **values})


@pytest.fixture
def workbook(desk, tmp_path):
    fill(desk, ROWS)
    desk.export(YEAR, tmp_path / "上报.xlsx", full_ids=True)
    return tmp_path / "上报.xlsx"


@pytest.fixture
def new(tmp_path):
    opened = village(tmp_path / "新.vdesk")
    yield opened
    opened.close()


def take(desk, workbook):
    return desk.apply_import(desk.plan_import(read_workbook(workbook)))


def ties(desk):
    return [(tie.from_uid, tie.to_uid) for tie in desk.facts().all(Tie)]


def test_a_tie_comes_with_its_ends_and_goes_with_them(new, workbook):
    take(new, workbook)
    (tie,) = new.dump()["tie"]
    assert tie == {"uid": "t1", "village": CODE, **ENDS, "kind": VISIT_TIE}
    new.undo()
    assert (ties(new), new.facts().all(Visit)) == ([], [])


def test_attachments_stay_with_the_village_that_has_their_files(new, workbook):
    take(new, workbook)
    assert new.facts().all(Attachment) == []


def test_nothing_comes_twice(desk, new, workbook):
    for target in (desk, new, new):
        take(target, workbook)
    assert ties(desk) == ties(new) == [("v1", "c1")]


def test_an_end_that_is_there_under_another_uid_is_the_end(new, workbook):
    fill(new, [*ROWS[:2], (Visit, {**HEARD, "uid": "ours"})])
    take(new, workbook)
    assert ties(new) == [("ours", "c1")]


def test_what_led_to_something_here_keeps_that(new, workbook):
    other = {"uid": "c9", "case_no": "2026-009", "accepted_on": "2026-10-02"}
    tied = {"uid": "t9", **ENDS, "to_uid": "c9", "kind": VISIT_TIE}
    fill(new, [*ROWS[:3], (Case, other), (Tie, tied)])
    take(new, workbook)
    assert ties(new) == [("v1", "c9")]


def test_a_tie_taken_away_here_comes_back_like_any_row(desk, workbook):
    with step(desk.store, "删", desk.stamp()) as write:
        write.remove(Tie, "t1")
    take(desk, workbook)
    assert ties(desk) == [("v1", "c1")]


def test_a_tie_of_a_row_that_stays_out_stays_out_too(new, workbook):
    book = load_workbook(workbook)
    book[CASES.title].delete_rows(4)
    book.save(workbook)
    taken = take(new, workbook)
    assert (ties(new), len(new.facts().all(Visit))) == ([], 1)
    assert not [one for sheet in taken.plan.sheets for one in (*sheet.problems, *sheet.skipped)]


def test_a_workbook_from_before_is_read_as_before(new, workbook):
    book = load_workbook(workbook)
    lines = [str(row[0].value) for row in book["_meta"]]
    book["_meta"].delete_rows(1, len(lines))
    for row, line in enumerate((line for line in lines if '"tab": "_' not in line), 1):
        book["_meta"].cell(row, 1, line)
    del book["_tie"], book["_attachment"]
    book.save(workbook)
    taken = take(new, workbook)
    assert (taken.saved, ties(new)) == (4, [])


def test_a_village_with_faults_comes_back_with_the_same_findings(tmp_path):
    (made,) = demo.make(tmp_path, people=300)
    store = found_village(str(tmp_path / "新.vdesk"), code=made.code, name=made.name, now=NOW)
    before, after = Desk(open_existing(str(made.path)), lambda: NOW), Desk(store, lambda: NOW)
    before.export(YEAR, tmp_path / "上报.xlsx", full_ids=True)
    take(after, tmp_path / "上报.xlsx")
    said = [set(desk.findings(DAY)) for desk in (before, after)]
    linked = {(tie.from_roll, tie.to_roll) for tie in after.facts().all(Tie)}
    before.close()
    after.close()
    assert said[0] == said[1] != set()
    assert {("visit", "mediation_case"), ("visit", "decision")} < linked
