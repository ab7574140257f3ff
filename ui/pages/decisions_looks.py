"""The states in which the page of a matter is to be looked at."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from villagedesk.ledgers.decisions.seen import RESULT, MatterSeen, Step
from villagedesk.ledgers.decisions.tables import StageKind

Page = Any
"""The page of a matter, which knows this module and not the other way."""


_FEW = {"stage_expected": "13", "stage_present": "3", "stage_yes": "3", "stage_no": "0"}
_MANY = {"stage_expected": "30", "stage_present": "28", "stage_yes": "28", "stage_no": "0"}


def states(page: Page) -> dict[str, Callable[[], None]]:
    """Each state's name, and what brings the page there."""
    return {
        "published": partial(_open, page, lambda one: bool(one.days_published) and not one.closed),
        "waiting": partial(_open, page, _waits_for_meeting),
        "numbers": partial(_open, page, _waits_for_meeting, _type_numbers),
        "sittings": partial(_open, page, _waits_for_meeting, _list_sittings),
        "closed": partial(_open, page, lambda one: one.closed),
        "result": partial(_open, page, lambda one: bool(one.days_published), _choose_result),
        "facts": partial(_open, page, lambda one: not one.closed, lambda page: page.edit.click()),
        "new": partial(page.show_record, "", "new"),
        "invalid": partial(_open, page, _waits_for_meeting, _hold_with_few),
        "failed": partial(_open, page, _has_failed, lambda page: page.choose(StageKind.RESOLVED)),
        "asked": partial(_open, page, _has_failed, _go_on),
        "asked-numbers": partial(_open, page, _was_asked, _change_numbers),
        "result-hangs": partial(_open, page, lambda one: bool(one.days_published), _show_result),
    }


def _has_failed(one: MatterSeen) -> bool:
    return any(stage.asked for stage in one.stages) and not one.closed


def _was_asked(one: MatterSeen) -> bool:
    return _has_failed(one) and any(stage.asked and stage.asked.at for stage in one.stages)


def _go_on(page: Page) -> None:
    """Holds what comes after a stage that failed, and is asked why."""
    page.choose(StageKind.RESOLVED)
    page.chosen.type_numbers()
    _type(page, page.chosen, _MANY)
    page.frame.ask(lambda: None, lambda _: page.choose(StageKind.RESOLVED), owner=page)


def _change_numbers(page: Page) -> None:
    page.choose(StageKind.RESOLVED)
    page.frame.ask(lambda: None, lambda _: page.chosen.type_numbers(), owner=page)


def _show_result(page: Page) -> None:
    """The result hangs from today on for a week."""
    until = page.frame.desk.today + timedelta(days=6)

    def hang(_: object) -> None:
        _type(page, page.chosen, {"result_until": until.isoformat()})
        page.frame.ask(lambda: None, lambda _: page.choose(RESULT), owner=page)

    def open_fields(_: object) -> None:
        page.chosen.fill_ahead()
        page.frame.ask(lambda: None, hang, owner=page)

    page.choose(RESULT)
    page.frame.ask(lambda: None, open_fields, owner=page)


def _type(page: Page, card: Any, said: Mapping[str, str]) -> None:
    day = "result_on" if card.kind == RESULT else "stage_on"
    for key, words in {day: page.frame.desk.today.isoformat(), **said}.items():
        editor = card.form.editor(key)
        editor.show_words(words)
        editor.edited.emit()
    page.keep_now()


def _waits_for_meeting(one: MatterSeen) -> bool:
    kinds = list(StageKind)
    return any(stage.step is Step.NOW and stage.kind in kinds for stage in one.stages)


def _open(
    page: Page,
    wanted: Callable[[MatterSeen], bool],
    then: Callable[[Page], object] = lambda _: None,
) -> None:
    """Opens the first matter that is wanted, and acts once it shows."""

    def show(matters: tuple[MatterSeen, ...]) -> None:
        found = next((one for one in matters if wanted(one)), None)
        if found is not None:
            page.show_record(found.uid, "")
            page.frame.ask(lambda: None, lambda _: _act(page, then), owner=page)

    page.frame.ask(page.frame.desk.matters, show, owner=page)


def _act(page: Page, then: Callable[[Page], object]) -> None:
    then(page)


def _hold_with_few(page: Page) -> None:
    """Writes down a meeting to which too few came, and looks at it."""
    card = _to_hold(page)
    kind = card.kind
    card.type_numbers()
    _type(page, card, _FEW)
    page.frame.ask(lambda: None, lambda _: page.choose(kind), owner=page)


def _choose_result(page: Page) -> None:
    page.choose(RESULT)


def _to_hold(page: Page) -> Any:
    """The card of the stage that is to be held."""
    return page.coming if page.coming.isVisibleTo(page) else page.chosen


def _type_numbers(page: Page) -> None:
    _to_hold(page).type_numbers()


def _list_sittings(page: Page) -> None:
    _to_hold(page).show_held()
