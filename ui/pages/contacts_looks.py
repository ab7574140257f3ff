"""The states in which the page of the contact households is to be looked at."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from villagedesk.declare import face
from villagedesk.desk import Desk
from villagedesk.ledgers.contacts.cover import HouseholdSeen, MemberLoad
from villagedesk.ledgers.contacts.rolls import CELLS, CONTACTS, VISITS
from villagedesk.ledgers.contacts.tables import Contact, Visit
from villagedesk.ledgers.mediation.rolls import CASES

Page = Any
"""The page of the contact households, which knows this module and not the other way."""

_PERSON, _SINCE, _UNTIL = (face(one).key for one in (Contact.person, Contact.since, Contact.until))
_WRONG = "张无名\t无此户\t本人\t日常\t一切都好\n\t\t\t不知道\t\t路灯不亮\t没有这类\t村级办理中"
_SAID = ("都好", "盼着修水渠", "孩子上学的补助问了一遍", "腿脚不便，想办慢病证")
_TEN = 10


def states(page: Page) -> dict[str, Callable[[], None]]:
    """Each state's name, and what brings the page there."""
    return {**_cover(page), **_sheet(page), **_problems(page), **_records(page)}


def _cover(page: Page) -> dict[str, Callable[[], None]]:
    return {
        "member": partial(_stand_on, page, 0),
        "assign": partial(_after, page, _end_some, _arrange),
        "assign-own": partial(_turn_down, page),
        "assigned": lambda: page.assign.confirm.click(),
        "uneven": partial(_after, page, _make_uneven, lambda page: _scroll(page, 0)),
        "uneven-member": partial(_stand_on, page, -1),
        "late-more": partial(_see_more, page),
        "below": partial(_scroll, page, 1),
    }


def _sheet(page: Page) -> dict[str, Callable[[], None]]:
    return {
        "visits": lambda: page.show_record("", VISITS.key),
        "home": lambda: page.visits.take_focus(),
        "typed": partial(_paste, page, _WRONG),
        "wrong": lambda: page.visits.save(),
        "ten": partial(_type_ten, page),
        "saved": lambda: page.visits.save(),
    }


def _problems(page: Page) -> dict[str, Callable[[], None]]:
    return {
        "issues": lambda: page.segments.chosen.emit(2),
        "issue-case": partial(_follow, page, "case"),
        "issue-decision": partial(_follow, page, "decision"),
        "issue-town": partial(_follow, page, "town"),
        "issue-over": partial(_after, page, _end_case, lambda page: page.refresh()),
        "issues-none": partial(_after, page, _close_all, lambda page: page.refresh()),
    }


def _records(page: Page) -> dict[str, Callable[[], None]]:
    return {
        "pairs": lambda: page.show_record("", CONTACTS.key),
        "pair": partial(_open, page, CONTACTS),
        "pair-wrong": partial(_begin_wrong, page),
        "cells": lambda: page.show_record("", CELLS.key),
        "cell": partial(_open, page, CELLS),
        "every": lambda: page.segments.chosen.emit(5),
        "visit": partial(_open, page, VISITS),
    }


def _after(page: Page, job: Callable[[Desk], object], then: Callable[[Page], object]) -> None:
    """Writes with the desk's own verbs, and acts once the page shows it."""
    desk, frame = page.frame.desk, page.frame

    def wrote(_: object) -> None:
        page.refresh()
        frame.check()
        frame.ask(lambda: None, lambda _: _act(then, page), owner=page)

    frame.ask(lambda: job(desk), wrote, owner=page)


def _act(then: Callable[[Page], object], page: Page) -> None:
    then(page)


def _scroll(page: Page, part: int) -> None:
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum() * part)


def _stand_on(page: Page, place: int) -> None:
    for card in page.cover.cards[:1]:
        card.loads.opened.emit(card.cell.members[place])


def _see_more(page: Page) -> None:
    for card in page.cover.cards:
        if card.cell.late:
            card.more.click()
            return


def _end_some(desk: Desk) -> None:
    """Ends some pairs, so that there is somebody to arrange."""
    for pair in desk.rows(CONTACTS)[:9]:
        desk.remove(CONTACTS, str(pair[0]))


def _arrange(page: Page) -> None:
    next(card for card in page.cover.cards if card.cell.without).arrange.click()


def _turn_down(page: Page) -> None:
    """Two proposals are turned down, and one household goes to another than was proposed."""
    other = min(page.assign.members, key=lambda one: (bool(one.exempt), -one.households))
    for place in (0, 2):
        page.assign.lines.change(place, chosen=False)
    page.assign.lines.change(1, member=other.person, name=other.name, why="您选的")


def _make_uneven(desk: Desk) -> None:
    """One member has too many, one too few, one who is exempt has some, and some have nobody."""
    seen = desk.contact_coverage()
    busy, exempt = seen.members[0], next(one for one in seen.members if one.exempt)
    idle = next(one for one in seen.members if not one.exempt and not one.households)
    homes = desk.household_list()
    desk.assign_contacts([(one.uid, busy.person) for one in homes[:18]])
    desk.assign_contacts([(one.uid, idle.person) for one in homes[18:21]])
    desk.assign_contacts([(one.uid, exempt.person) for one in homes[21:23]])
    _leave_unvisited(desk, homes[24:])
    for pair in desk.rows(CONTACTS)[-12:]:
        desk.remove(CONTACTS, str(pair[0]))


def _leave_unvisited(desk: Desk, homes: Sequence[HouseholdSeen]) -> None:
    """Nobody has been to these since spring."""
    wanted = {one.number for one in homes}
    for visit in desk.rows(VISITS):
        day, number = str(visit[1]), str(visit[3])
        raised = bool(visit[7])
        if day > "2026-04" and not raised and any(one in number for one in wanted):
            desk.remove(VISITS, str(visit[0]))


def _paste(page: Page, said: str) -> None:
    page.show_record("", VISITS.key)
    page.visits.take_focus()
    page.visits.grid.setCurrentIndex(page.visits.grid.visits.index(0, 1))
    page.visits.grid.paste(said)


def _type_ten(page: Page) -> None:
    """Ten visits of one member, as they are pasted from a sheet."""
    desk = page.frame.desk

    def lines(seen: tuple[tuple[MemberLoad, ...], tuple[HouseholdSeen, ...]]) -> None:
        members, homes = seen
        own = [one for one in homes if members[0].person in one.members][:_TEN]
        page.visits.grid.visits.show_visits(())
        _paste(page, "\n".join(_line(members[0], one, at) for at, one in enumerate(own)))

    page.frame.ask(
        lambda: (desk.contact_coverage().members, desk.household_list()), lines, owner=page
    )


def _line(visitor: MemberLoad, home: HouseholdSeen, at: int) -> str:
    raised = "\t门口的路灯不亮了\t基础设施\t村级办理中" if at == 3 else ""
    return f"{visitor.name}\t{home.number}\t本人\t日常\t{_SAID[at % len(_SAID)]}{raised}"


def _follow(page: Page, way: str) -> None:
    """A problem that was not taken up yet goes that way; the latest goes to the town."""
    waiting = [one for one in page.issues.rows if way == "town" or not one.one.followed]
    for one in waiting[-1:] if way == "town" else waiting[:1]:
        one.following.emit(way)


def _end_case(desk: Desk) -> None:
    """The case a problem led to comes to its end."""
    newest = max(desk.rows(CASES), key=lambda row: str(row[1]))
    over = {"closed_on": desk.today.isoformat(), "outcome": "一方拒绝"}
    desk.save(CASES, str(newest[0]), over)


def _close_all(desk: Desk) -> None:
    done = {face(Visit.state).key: "已办结", face(Visit.closed_on).key: desk.today.isoformat()}
    for visit in desk.rows(VISITS):
        if visit[7]:
            desk.save(VISITS, str(visit[0]), done)


def _open(page: Page, roll: Any) -> None:
    desk = page.frame.desk

    def show(rows: Sequence[Any]) -> None:
        page.show_record(str(rows[0][0]), roll.key)

    page.frame.ask(lambda: desk.rows(roll), show, owner=page)


def _begin_wrong(page: Page) -> None:
    """A pair without a household, that ends before it begins."""
    page.new.click()
    form = page.view(page.place).record.form
    for key, said in ((_SINCE, "2026-13-01"), (_UNTIL, "2025-01-01")):
        form.editor(key).show_words(said)
    form.dirty = True
    form.keep()
