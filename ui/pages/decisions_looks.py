"""The states in which the board of the matters and the page of one are to be looked at."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from ui.pages.decisions_seen import NEW_ONE
from ui.pages.decisions_stories import STORIES, Story, tell
from villagedesk.declare import face
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.seen import RESULT, MatterSeen, Step
from villagedesk.ledgers.decisions.tables import Decision, StageKind

Page = Any
"""Either page; they know this module and not the other way."""

_WRONG = {
    face(Decision.raised_on).key: "2026-02-30",
    face(Decision.amount).key: "三万八",
    face(Decision.decider).key: "支部",
}

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
        "new": partial(page.show_record, "", NEW_ONE),
        "invalid": partial(_open, page, _waits_for_meeting, _hold_with_few),
        "failed": partial(_open, page, _has_failed, lambda page: page.choose(StageKind.RESOLVED)),
        "asked": partial(_open, page, _has_failed, _go_on),
        "asked-numbers": partial(_open, page, _was_asked, _change_numbers),
        "result-hangs": partial(_open, page, lambda one: bool(one.days_published), _show_result),
        **{f"story-{name}": partial(_tell, page, story) for name, story in STORIES.items()},
        "typed": partial(_begin, page, {face(Decision.title).key: "三组灌溉水渠修复"}),
        "wrong": partial(_begin, page, _WRONG, keep=True),
    }


def of_the_board(page: Page) -> dict[str, Callable[[], None]]:
    """The same of the board."""
    return {
        "keys": page.running.take_focus,
        "all": lambda: page.show_record("", DECISIONS.key),
        "removed": lambda: page.view.record.remove(),
        "many": partial(_fill, page),
    }


def _fill(page: Page) -> None:
    desk = page.frame.desk

    def told(_: object) -> None:
        page.show_record("", "")

    page.frame.ask(lambda: [tell(desk, one) for one in STORIES.values()], told, owner=page)


def _tell(page: Page, story: Story) -> None:
    """Writes a story down and looks at it."""
    desk = page.frame.desk

    def show(uid: str) -> None:
        page.show_record(uid, "")
        if story.looks_at:
            page.frame.ask(lambda: None, lambda _: page.choose(story.looks_at), owner=page)

    page.frame.ask(lambda: tell(desk, story), show, owner=page)


def _begin(page: Page, said: Mapping[str, str], *, keep: bool = False) -> None:
    """A new matter in which something stands already."""

    def type_in(_: object) -> None:
        for key, words in said.items():
            page.form.editor(key).show_words(words)
            page.form.editor(key).edited.emit()
        if keep:
            page.keep_now()

    page.show_record("", NEW_ONE)
    page.frame.ask(lambda: None, type_in, owner=page)


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
