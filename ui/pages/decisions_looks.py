"""The states in which the page of a matter is to be looked at."""

from collections.abc import Callable
from functools import partial
from typing import Any

from villagedesk.ledgers.decisions.seen import RESULT, MatterSeen, Step
from villagedesk.ledgers.decisions.tables import StageKind

Page = Any
"""The page of a matter, which knows this module and not the other way."""


def states(page: Page) -> dict[str, Callable[[], None]]:
    """Each state's name, and what brings the page there."""
    return {
        "published": partial(_open, page, lambda one: bool(one.days_published) and not one.closed),
        "invalid": partial(_open, page, partial(_has, Step.INVALID), _choose_broken),
        "begun": partial(_open, page, lambda one: not any(step.on for step in one.stages)),
        "numbers": partial(_open, page, _waits_for_meeting, _type_numbers),
        "sittings": partial(_open, page, _waits_for_meeting, _list_sittings),
        "closed": partial(_open, page, lambda one: one.closed),
        "result": partial(_open, page, lambda one: bool(one.days_published), _choose_result),
        "facts": partial(_open, page, lambda one: not one.closed, lambda page: page.edit.click()),
        "new": partial(page.show_record, "", "new"),
    }


def _has(step: Step, one: MatterSeen) -> bool:
    return any(stage.step is step for stage in one.stages)


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


def _choose_broken(page: Page) -> None:
    broken = (one for one in page.shown.seen.stages if one.step is Step.INVALID)
    page.choose(next(broken).kind)


def _choose_result(page: Page) -> None:
    page.choose(RESULT)


def _to_hold(page: Page) -> Any:
    """The card of the stage that is to be held."""
    return page.coming if page.coming.isVisibleTo(page) else page.chosen


def _type_numbers(page: Page) -> None:
    _to_hold(page).type_numbers()


def _list_sittings(page: Page) -> None:
    _to_hold(page).show_held()
