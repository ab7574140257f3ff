"""The states in which the pages of mediation are to be looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from villagedesk.desk import Desk
from villagedesk.ledgers.mediation.rolls import (
    CASES,
    MEDIATORS,
    PAPERS,
    SAGES,
    SESSIONS,
    SIDES,
    TAKINGS,
)
from villagedesk.ledgers.mediation.states import State
from villagedesk.ledgers.mediation.tables import Mediator, Paper

Page = Any
"""A page of mediation, which knows this module and not the other way."""

_WRITTEN = {"outcome": "达成书面协议", "agreement_no": "民调字2026-31号", "sides_signed": "是"}
_SEALED = {**_WRITTEN, "committee_sealed": "是", "agreement_terms": "十一月底前付清工钱八千元。"}
_DONE = {"performance": "已履行"}
_TWO = (("申请人", "贺一平"), ("被申请人", "贺大山"))
_SEVEN = (
    *(("申请人", name) for name in ("贺一平", "贺二平", "欧阳春兰")),
    *(("被申请人", name) for name in ("贺大山", "贺小山", "青禾镇富民农业专业合作社", "马秀英")),
)
_SOME = (Paper.APPLICATION, Paper.NOTICE, Paper.RECORD, Paper.AGREEMENT)


@dataclass(frozen=True)
class Told:
    """A case to be looked at: its own words (days as a number before or after today), its rows."""

    words: Mapping[str, str]
    days: Mapping[str, int]
    sides: tuple[tuple[str, str], ...] = _TWO
    mediator: bool = True
    sessions: int = 1
    papers: tuple[Paper, ...] = ()


CASES_TOLD = {
    "fresh": Told({}, {"accepted_on": 0}, mediator=False, sessions=0),
    "near": Told({}, {"accepted_on": -27}),
    "late": Told({"may_escalate": "是"}, {"accepted_on": -52}, sides=_SEVEN, sessions=3),
    "court": Told(_SEALED, {"accepted_on": -40, "effective_on": -25}),
    "court-last": Told(_SEALED, {"accepted_on": -40, "effective_on": -30}, papers=_SOME),
    "unsigned": Told({**_SEALED, "sides_signed": "否"}, {"accepted_on": -9, "effective_on": -2}),
    "unsealed": Told(
        {**_WRITTEN, "committee_sealed": "否"},
        {"accepted_on": -9, "effective_on": -2},
        mediator=False,
    ),
    "oral": Told({"outcome": "达成口头协议"}, {"accepted_on": -9, "effective_on": -2}),
    "refused": Told({"outcome": "一方拒绝"}, {"accepted_on": -20, "closed_on": -3}),
    "withdrawn": Told({"outcome": "撤回"}, {"accepted_on": -20, "closed_on": -3}),
    "passed-on": Told({"outcome": "转交"}, {"accepted_on": -20, "closed_on": -3}),
    "overdue": Told(
        _SEALED, {"accepted_on": -40, "effective_on": -28, "performance_due": -6}, papers=_SOME
    ),
    "visit-due": Told(
        {**_SEALED, **_DONE}, {"accepted_on": -60, "effective_on": -45, "performance_due": -30}
    ),
    "all-papers": Told(
        {**_SEALED, **_DONE},
        {"accepted_on": -60, "effective_on": -45, "case_visited_on": -5, "closed_on": -5},
        papers=tuple(Paper),
    ),
}


def of_a_case(page: Page) -> dict[str, Callable[[], None]]:
    """Each state of the page of a case, and what brings it there."""
    states: dict[str, Callable[[], None]] = {
        f"state-{place}": partial(_show_first, page, state) for place, state in enumerate(State)
    }
    told = {name: partial(_tell, page, one) for name, one in CASES_TOLD.items()}
    return {
        **states,
        **told,
        "filed": partial(_tick, page, Paper.BACK),
        "file": partial(_scroll_side, page),
        "sides": partial(_tell, page, CASES_TOLD["late"], _see_sides),
        "sides-all": lambda: page.parts[SIDES.key].unfold(),
        "sessions": partial(_tell, page, CASES_TOLD["late"], partial(_lead, key="")),
        "outcome": partial(_tell, page, CASES_TOLD["court"], partial(_lead, key="outcome")),
        "court-asked": partial(
            _tell, page, CASES_TOLD["court"], partial(_lead, key="confirmation")
        ),
        "end": partial(_tell, page, CASES_TOLD["visit-due"], partial(_lead, key="volume")),
        "new": lambda: page.show_record("", "new"),
        "new-wrong": partial(_begin_wrong, page),
        "wrong": partial(_tell, page, CASES_TOLD["near"], _type_wrong),
        "row-wrong": partial(_tell, page, CASES_TOLD["near"], _type_wrong_row),
        "removed": partial(_tell, page, CASES_TOLD["near"], lambda page: page.remove()),
    }


def of_the_ledger(page: Page) -> dict[str, Callable[[], None]]:
    """Each state of the board, the figures and the registers, and what brings the page there."""
    return {
        "keys": page.cases.board.take_focus,
        "board": partial(_tell_all, page),
        "figures": lambda: page.segments.chosen.emit(1),
        "figures-below": partial(_scroll, page),
        "zero": partial(_see_zero, page),
        "roll-mediation_case": partial(page.show_record, "", CASES.key),
        "roll-sage": partial(page.show_record, "", SAGES.key),
        "sage": partial(_open, page, SAGES),
        "roll-mediator": partial(page.show_record, "", MEDIATORS.key),
        "mediator": partial(_open, page, MEDIATORS),
        "mediator-wrong": partial(_begin_mediator, page),
    }


def _tell(page: Page, one: Told, then: Callable[[Page], object] = lambda _: None) -> None:
    """Writes a case with the desk's own verbs, opens it, and acts once it shows."""
    desk, frame = page.frame.desk, page.frame

    def show(uid: str) -> None:
        page.show_record(uid, CASES.key)
        frame.check()
        frame.ask(lambda: None, lambda _: QTimer.singleShot(0, page, partial(then, page)))

    frame.ask(lambda: write(desk, one), show, owner=page)


def write(desk: Desk, one: Told) -> str:
    """Writes a case down as it is told; its uid."""
    number = f"2026-{900 + len(desk.rows(CASES))}"
    given = {"case_no": number, "type": "邻里", "summary": "两家为共用的排水沟起了争执。"}
    days = {key: _day(desk.today, away) for key, away in one.days.items()}
    uid = desk.save(CASES, "", {**given, **one.words, **days}).uid
    for side, name in one.sides:
        desk.save_part(SIDES, uid, "", {"side": side, "side_name": name})
    for at in range(one.sessions):
        said = {"mediated_on": _day(desk.today, -at), "mediated_at": "村委会", "mediated_how": "谈"}
        desk.save_part(SESSIONS, uid, "", said)
    if one.mediator:
        person = desk.facts().all(Mediator)[0].person
        taking = {"mediating_as": "调解员"}
        desk.save_part(TAKINGS, uid, "", taking, links={"mediating": person})
    for paper in one.papers:
        desk.save_part(PAPERS, uid, "", {"case_paper": paper, "case_paper_pages": "2"})
    return uid


def _day(today: date, away: int) -> str:
    return (today + timedelta(days=away)).isoformat()


def _tell_all(page: Page) -> None:
    """A board with cases of every kind."""
    desk = page.frame.desk

    def job() -> None:
        for one in CASES_TOLD.values():
            write(desk, one)

    page.frame.ask(job, lambda _: page.refresh(), owner=page)


def _show_first(page: Page, state: str) -> None:
    desk = page.frame.desk

    def first() -> str:
        columns = {one.state: one.cases for one in desk.cases_board()}
        return next((one.uid for one in columns[state]), "")

    page.frame.ask(first, lambda uid: page.show_record(uid, CASES.key), owner=page)


def _lead(page: Page, key: str) -> None:
    page.lead_to(key)


def _tick(page: Page, paper: Paper) -> None:
    page.file.ticks[paper].click()


def _scroll(page: Page) -> None:
    page.area.verticalScrollBar().setValue(page.area.verticalScrollBar().maximum())


def _scroll_side(page: Page) -> None:
    """The end of what stands beside the case."""
    bar = page.side.verticalScrollBar()
    bar.setValue(bar.maximum())


def _see_sides(page: Page) -> None:
    page.area.ensureWidgetVisible(page.parts[SIDES.key], 0, 0)


def _see_zero(page: Page) -> None:
    """A month in which nothing was brought before the committee."""
    page.area.verticalScrollBar().setValue(0)
    page.figures.month.choose("2026-04")


def _type_wrong(page: Page) -> None:
    """An agreement refused by one side, on days that are none."""
    said = {"outcome": "一方拒绝", "effective_on": "2026-02-30", "case_amount": "八千"}
    for key, typed in said.items():
        page.form.editor(key).show_words(typed)
    page.form.dirty = True
    page.form.keep()
    page.lead_to("effective_on")


def _type_wrong_row(page: Page) -> None:
    grid = page.parts[SESSIONS.key]
    grid.model.take(grid.model.index(0, 0), "2026-02-30", None)
    page.lead_to("")


def _begin_wrong(page: Page) -> None:
    page.show_record("", "new")
    for key, typed in (("case_no", ""), ("accepted_on", "2027-01-01")):
        page.form.editor(key).show_words(typed)
    page.frame.ask(lambda: None, lambda _: _press_without_number(page), owner=page)


def _press_without_number(page: Page) -> None:
    page.form.editor("case_no").show_words("")
    page.go_on()


def _open(page: Page, roll: Any) -> None:
    desk = page.frame.desk

    def show(rows: list[tuple[Any, ...]]) -> None:
        page.show_record(str(rows[0][0]), roll.key)

    page.frame.ask(lambda: desk.rows(roll), show, owner=page)


def _begin_mediator(page: Page) -> None:
    """A mediator who is nobody, and whose term ends before it begins."""
    page.new.click()
    form = page.view.record.form
    for key, said in (("mediator_since", "2026-01-01"), ("mediator_until", "2025-01-01")):
        form.editor(key).show_words(said)
    form.dirty = True
    form.keep()
