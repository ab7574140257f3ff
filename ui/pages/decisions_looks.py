"""The states in which the page of a matter is to be looked at."""

from collections.abc import Callable
from functools import partial
from typing import Any

from villagedesk.ledgers.decisions.seen import RESULT, MatterSeen, Step
from villagedesk.ledgers.decisions.tables import StageKind

Page = Any
"""The page of a matter, which knows this module and not the other way."""


_FEW = {"stage_expected": "13", "stage_present": "3", "stage_yes": "3", "stage_no": "0"}


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
    }


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
    said = {"stage_on": page.frame.desk.today.isoformat(), **_FEW}
    for key, words in said.items():
        editor = card.form.editor(key)
        editor.show_words(words)
        editor.edited.emit()
    page.keep_now()
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
