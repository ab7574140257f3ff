"""What the villages handed in is read at the town: no verb of the desk writes into it."""

import ast
import inspect
import shutil
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import delete, insert, select
from sqlmodel import SQLModel

from tests.town.villages import clock
from villagedesk.declare import Level, Record, face
from villagedesk.desk import Desk, Found, open_existing
from villagedesk.desk.attaching import Enclosure
from villagedesk.desk.committees import Appointment, Decision, TurnOver
from villagedesk.desk.importing import read_workbook
from villagedesk.errors import UserError
from villagedesk.ledgers import reserve, residents
from villagedesk.ledgers.committees.tables import (
    Body,
    ChangeKind,
    Post,
    Review,
    ReviewResult,
    Seat,
)
from villagedesk.ledgers.contacts.tables import Visit
from villagedesk.ledgers.decisions.tables import Decision as Matter
from villagedesk.ledgers.decisions.tables import DecisionStage, StageKind
from villagedesk.ledgers.meetings.tables import Meeting
from villagedesk.ledgers.reserve.tables import Leaving, Preparing, Reserve, Training
from villagedesk.people import Attachment, Household, PartyMember, Person, Term, Village
from villagedesk.people.party import Movement
from villagedesk.store.records import IN_TOWN, table_of

PEOPLE = residents.LEDGER.rolls[0]
PAPER = Enclosure("名单.png", "png", b"1")
DAY = "2026-11-20"
TRAINING = reserve.LEDGER.rolls[0].parts[0]

OF_THE_TOWN = {
    *("choose", "decide_twin", "expect", "import_expected", "map_columns"),
    *("keep_both", "keep_slip_contact", "set_due", "withdraw"),
    *("change_setting", "set_number", "use_county_profile"),
    *("export", "handed_over", "discard_draft"),
}
"""Verbs that write what is the town's own, or find nothing there to write."""


def writing_verbs() -> set[str]:
    """The public verbs that begin a step or a transaction, by themselves or through another."""
    called = {
        name: {
            getattr(node, "attr", getattr(node, "id", ""))
            for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(verb))))
        }
        for name, verb in inspect.getmembers(Desk, inspect.isfunction)
        if not name.startswith("__")
    }
    writing = {"step", "writing"}
    while more := {name for name, names in called.items() if names & writing} - writing:
        writing |= more
    return {name for name in writing & set(called) if not name.startswith("_")}


@pytest.fixture
def desk(town_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a town that two villages handed in to."""
    opened = Desk(open_existing(str(shutil.copy(town_file, tmp_path / "镇.vdesk"))), clock)
    yield opened
    opened.close()


def every(desk: Desk, kind: type[SQLModel]) -> list[Any]:
    """The rows of a table that belong to the village that is spoken of."""
    with desk.store.reading() as connection:
        rows = connection.execute(select(table_of(kind))).all()
    return [row for row in rows if desk.chosen in ("", getattr(row, "village", desk.chosen))]


def first(desk: Desk, kind: type[SQLModel], number: int = 0) -> str:
    return str(every(desk, kind)[number].uid)


def content(desk: Desk) -> dict[str, list[Any]]:
    kinds: list[type[SQLModel]] = [*Record.__subclasses__(), Village]
    return {table_of(kind).name: list(map(tuple, every(desk, kind))) for kind in kinds}


def given(desk: Desk) -> Appointment:
    return Appointment(first(desk, Person), Body.COMMITTEE, Post.MEMBER)


def in_pool(desk: Desk) -> str:
    return str(next(row.uid for row in every(desk, Reserve) if not row.left_on))


def put_in(desk: Desk, row: SQLModel) -> str:
    """A row as a workbook brings it."""
    with desk.store.writing() as connection:
        connection.execute(insert(type(row)).values(**row.model_dump()))
    return str(row.uid)  # type: ignore[attr-defined]


def in_office(desk: Desk) -> str:
    return str(next(row.uid for row in every(desk, Seat) if not row.until))


def beside(desk: Desk, name: str) -> Path:
    """A file of this name in the folder of the store."""
    assert desk.store.path
    return desk.store.path.with_name(name)


def photo(desk: Desk) -> Path:
    file = beside(desk, "照片.png")
    Image.new("RGB", (8, 8)).save(file)
    return file


def unlisted_review(desk: Desk) -> str:
    review = first(desk, Review)
    with desk.store.writing() as connection:
        connection.execute(delete(ReviewResult).where(table_of(ReviewResult).c.review == review))
    return review


def attachment(desk: Desk) -> str:
    about = {"village": every(desk, Village)[0].code, "about": first(desk, Person)}
    paper = {"name": "名单.png", "digest": "0" * 64, "kind": "png"}
    rest = {"uid": "paper", "roll": "person", "added_on": DAY}
    return put_in(desk, Attachment(size=1, **about, **paper, **rest))


def turn_over(desk: Desk) -> str:
    closing = next(term for term in every(desk, Term) if not term.ended)
    seats = desk.seats_to_decide(closing.uid, DAY)
    decisions = {seat.uid: Decision.ENDED for seat in seats}
    new = {face(one).key: words for one, words in NEW_TERM.items()}
    return desk.turn_over(TurnOver(closing.uid, DAY, new, decisions))


NEW_TERM = {Term.title: "下一届", Term.start: "2026-11-21", Term.due_end: "2031-11-20"}


def raised(desk: Desk) -> str:
    return str(next(row.uid for row in every(desk, Visit) if row.issue))


def changed_sitting(desk: Desk) -> Any:
    sitting = desk.sitting(first(desk, Meeting))
    return replace(sitting, words={**sitting.words, face(Meeting.place).key: "别处"})


def visit(desk: Desk) -> dict[str, str]:
    links = {Visit.person: first(desk, PartyMember), Visit.household: first(desk, Household)}
    return {
        face(Visit.on).key: DAY,
        **{f"{face(one).key}.uid": uid for one, uid in links.items()},
        **{face(one).key: "x" for one in links},
    }


def roster(desk: Desk) -> object:
    file = beside(desk, "人员名册.csv")
    file.write_text("姓名,性别,出生日期\n郝新人,男,1990-01-02\n", encoding="utf-8")
    return desk.apply_import(desk.plan_import(read_workbook(file), ledger="residents"))


def loaded(desk: Desk) -> object:
    data = desk.dump()
    data["person"][0]["name"] = "郝新人"
    return desk.load(data)


FOUND = Found("norm", Level.WARNING, "party", "张三", "缺", "应有", "规定", "x")

REFUSED: dict[str, Callable[[Desk], object]] = {
    "add_person": lambda desk: desk.add_person("张三"),
    "apply_import": roster,
    "appoint": lambda desk: desk.appoint(first(desk, Term), given(desk), kind=ChangeKind.NEW),
    "appoint_reserve": lambda desk: desk.appoint_reserve(
        in_pool(desk), first(desk, Term), replace(given(desk), since=DAY), kind=ChangeKind.NEW
    ),
    "assign_contacts": lambda desk: desk.assign_contacts(
        [(first(desk, Household), first(desk, PartyMember, at)) for at in range(2)]
    ),
    "attach": lambda desk: desk.attach(first(desk, Person), "person", photo(desk)),
    "attach_cleaned": lambda desk: desk.attach_cleaned(first(desk, Person), "person", [PAPER]),
    "change_place": lambda desk: desk.change_place({"name": "别村"}),
    "detach": lambda desk: desk.detach(attachment(desk)),
    "finish": lambda desk: desk.finish(first(desk, Matter), {face(Matter.note).key: "完"}),
    "follow_issue": lambda desk: desk.follow_issue(raised(desk), "town"),
    "keep_draft": lambda desk: desk.keep_draft(PEOPLE, "", {"name": "张"}),
    "keep_sitting": lambda desk: desk.keep_sitting(changed_sitting(desk)),
    "leave_office": lambda desk: desk.leave_office(in_office(desk), DAY, kind=ChangeKind.RESIGNED),
    "leave_pool": lambda desk: desk.leave_pool(in_pool(desk), DAY, Leaving.OTHER),
    "list_departments": lambda desk: desk.list_departments(unlisted_review(desk)),
    "load": loaded,
    "merge_persons": lambda desk: desk.merge_persons(first(desk, Person), first(desk, Person, 1)),
    "move_member": lambda desk: desk.move_member(first(desk, PartyMember), Movement.DIED, DAY),
    "publish": lambda desk: desk.publish(first(desk, Matter), {face(Matter.places).key: "别处"}),
    "remark": lambda desk: desk.remark(FOUND, "知道了"),
    "remove": lambda desk: desk.remove(TRAINING, first(desk, Training)),
    "save": lambda desk: desk.save(PEOPLE, first(desk, Person), {"work": "别样"}),
    "save_part": lambda desk: desk.save_part(
        TRAINING, first(desk, Reserve), "", {face(Training.way).key: str(Preparing.MENTORED)}
    ),
    "save_sitting": lambda desk: desk.save_sitting(changed_sitting(desk)),
    "save_visits": lambda desk: desk.save_visits([visit(desk)]),
    "set_stage": lambda desk: desk.set_stage(
        first(desk, Matter), StageKind.PROPOSED, {face(DecisionStage.supervision).key: "别样"}
    ),
    "tie_stage": lambda desk: desk.tie_stage(
        first(desk, Matter), StageKind.PROPOSED, first(desk, Meeting)
    ),
    "turn_over": turn_over,
}


def test_every_verb_that_writes_is_tried_here():
    assert writing_verbs() - OF_THE_TOWN == set(REFUSED)


@pytest.mark.parametrize("verb", REFUSED)
def test_a_verb_that_writes_is_refused_and_changes_nothing(desk, verb):
    desk.choose_village(every(desk, Village)[0].code)
    before = content(desk)
    with pytest.raises(UserError) as refused:
        REFUSED[verb](desk)
    assert str(refused.value) == IN_TOWN
    assert changed(before, content(desk)) <= GIVEN.get(verb, set())


GIVEN = {"detach": {"attachment"}, "list_departments": {"review_result"}}
"""What a test itself puts into the store, or takes out, before it tries."""


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name, rows in before.items() if after[name] != rows}


def test_a_verb_is_refused_where_no_village_is_chosen_too(desk):
    with pytest.raises(UserError, match="镇里的汇总台账"):
        desk.save(PEOPLE, "", {"name": "张三"})


def test_a_town_changes_what_is_its_own(desk):
    desk.change_setting("departments", ["公安"])
    assert desk.setting("departments") == ["公安"]
    assert desk.undo() == "修改设置"


def test_a_workbook_that_was_taken_in_is_not_taken_back(desk):
    before = content(desk)
    assert desk.undo() is None
    assert changed(before, content(desk)) == set()
