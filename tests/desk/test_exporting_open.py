"""What was not done with by the period's last day is in its workbook, however old it is."""

from datetime import datetime

import pytest

from tests.books.books import reopened
from villagedesk.desk import Desk, found_village
from villagedesk.ledgers.contacts.tables import VISIT_TIE, Visit
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage
from villagedesk.ledgers.mediation.tables import Case, Side
from villagedesk.people import Attachment, Household, Person, Tie
from villagedesk.period import parse_period
from villagedesk.store.records import step

CODE = "999001100001"
Q3, YEAR = map(parse_period, ("2026Q3", "2026"))
LAST_YEAR = "2025-11-03"


@pytest.fixture
def desk(tmp_path):
    made = datetime(2026, 1, 5, 8, 0)
    store = found_village(str(tmp_path / "河湾村.vdesk"), code=CODE, name="河湾村", now=made)
    opened = Desk(store, lambda: datetime(2026, 11, 22, 9, 0))
    save(opened, Person, uid="p1", name="王秀英")
    save(opened, Household, uid="h1", number="001")
    yield opened
    opened.close()


def save(desk, kind, /, **values):
    with step(desk.store, "录入", desk.stamp()) as write:
        return write.save(kind, {"village": CODE, **values})


def case(desk, **values):
    return save(desk, Case, case_no="1", accepted_on=LAST_YEAR, **values)


def matter(desk, **values):
    known = {"number": "1", "title": "修水渠", "kind": "公益事业及筹资筹劳"}
    return save(desk, Decision, **known, raised_on=LAST_YEAR, **values)


def visit(desk, **values):
    known = {"on": LAST_YEAR, "person": "p1", "household": "h1"}
    return save(desk, Visit, **known | values)


def there(desk, key, period=Q3):
    """The uids of the rows of one sheet."""
    page = next(page for page in desk.gather(period).pages if page.key == key)
    return {row[len(page.fields)] for row in page.rows}


SAVE = {"mediation_case": case, "decision": matter, "visit": visit}
ISSUE = {"issue": "水渠塌了"}


@pytest.mark.parametrize(
    ("roll", "values", "is_there"),
    [
        ("mediation_case", {}, True),
        ("mediation_case", {"outcome": "达成口头协议", "effective_on": LAST_YEAR}, True),
        ("mediation_case", {"closed_on": "2026-09-30"}, False),
        ("mediation_case", {"closed_on": "2026-10-01"}, True),
        ("mediation_case", {"closed_on": "2026-09"}, False),
        ("mediation_case", {"closed_on": "2026-10"}, True),
        ("mediation_case", {"archived_on": "2025-12-01"}, False),
        ("decision", {}, True),
        ("decision", {"result_on": "2026-09-30"}, False),
        ("decision", {"result_on": "2026-10-01"}, True),
        ("decision", {"stopped_on": "2025-12-31"}, False),
        ("decision", {"result_on": "2026-10-08", "stopped_on": "2026-03-01"}, False),
        ("visit", {}, False),
        ("visit", ISSUE, True),
        ("visit", {**ISSUE, "state": "村级办理中"}, True),
        ("visit", {**ISSUE, "state": "已上报镇"}, False),
        ("visit", {**ISSUE, "state": "已办结"}, False),
        ("visit", {**ISSUE, "state": "已办结", "closed_on": "2026-09-30"}, False),
        ("visit", {**ISSUE, "state": "已办结", "closed_on": "2026-10-01"}, True),
        ("visit", {"closed_on": "2026-10-01"}, False),
    ],
)
def test_an_older_record_is_there_while_it_was_open(desk, roll, values, is_there):
    uid = SAVE[roll](desk, **values)
    assert there(desk, roll) == ({uid} if is_there else set())


def test_what_is_done_with_in_the_year_still_belongs_to_it(desk):
    done = save(desk, Case, case_no="2", accepted_on="2026-01-01", closed_on="2026-01-02")
    save(desk, Case, case_no="3", accepted_on="2025-12-31", closed_on="2026-01-02")
    assert there(desk, "mediation_case") == {done}


def test_nothing_of_a_later_day_is_there(desk):
    save(desk, Case, case_no="2", accepted_on="2026-10-01")
    assert there(desk, "mediation_case") == set()
    assert there(desk, "mediation_case", YEAR)


def test_parts_follow_what_they_belong_to(desk):
    still = case(desk)
    over = save(desk, Case, case_no="2", accepted_on=LAST_YEAR, closed_on="2026-02-01")
    sides = [save(desk, Side, case=uid, side="申请人", name="张三") for uid in (still, over)]
    stage = save(desk, DecisionStage, decision=matter(desk), kind="提议")
    assert there(desk, "case_side") == {sides[0]}
    assert there(desk, "decision_stage") == {stage}


def tied(desk, start, end):
    ends = {"from_uid": start, "from_roll": "visit", "to_uid": end, "to_roll": "mediation_case"}
    return save(desk, Tie, **ends, kind=VISIT_TIE)


def attached(desk, about):
    known = {"roll": "visit", "name": "现场.jpg", "digest": "0" * 64, "kind": "jpg", "size": 9}
    return save(desk, Attachment, about=about, **known, added_on="2026-10-08")


def test_ties_and_attachments_are_those_of_what_is_there(desk, tmp_path):
    heard, over = visit(desk, **ISSUE), visit(desk, on="2025-02-01")
    kept = tied(desk, heard, case(desk))
    tied(desk, over, save(desk, Case, case_no="2", accepted_on="2026-02-02"))
    photo = attached(desk, heard)
    attached(desk, over)
    desk.export(Q3, tmp_path / "村.xlsx")
    back = reopened(tmp_path / "村.xlsx")
    assert [tie["uid"] for tie in back.ties] == [kept]
    assert [one["uid"] for one in back.attachments] == [photo]


def test_what_was_tied_later_counts_for_a_past_period(desk):
    """A sitting that is written down late is there; so is what it is tied to."""
    issue = {"issue": "两家争地界", "issue_kind": "矛盾纠纷", "state": "村级办理中"}
    heard = visit(desk, **issue, on="2026-09-01")
    norm = "contacts.dispute_became_case"
    assert norm in {one.norm for one in desk.gather(Q3).findings}
    tied(desk, heard, save(desk, Case, case_no="2", accepted_on="2026-09-02"))
    assert norm not in {one.norm for one in desk.gather(Q3).findings}
