"""The states in which a sitting's page is to be looked at."""

from collections.abc import Callable
from functools import partial
from typing import Any

from ui.editors import Editor
from villagedesk.ledgers.meetings.tables import AttendanceState

Page = Any
"""The sitting's page, which knows this module and not the other way."""


def states(page: Page) -> dict[str, Callable[[], None]]:
    """Each state's name, and what brings the page there."""
    return {
        "new": partial(_begin, page, "支委会", lambda: None),
        "hopeless": partial(_begin, page, "支部党员大会", partial(_vote, page)),
        "numbers": partial(_begin, page, "支部党员大会", partial(_type_numbers, page)),
        "excluding": partial(_begin, page, "支部党员大会", partial(_leave_out, page)),
        "wrong": partial(_begin, page, "支委会", partial(_mistake, page)),
        "saved": partial(_begin, page, "支委会、党课", partial(_write_up, page)),
    }


def _begin(page: Page, kinds: str, then: Callable[[], object]) -> None:
    """Opens a new sitting, and acts on it once it shows: answers come in the order of questions."""
    page.dirty = False
    page.show_record("", f"{kinds}|||")
    page.frame.ask(lambda: None, lambda _: _act(then), owner=page)


def _act(then: Callable[[], object]) -> None:
    """Calls it, whatever it gives back."""
    then()


def _type(editor: Editor, words: str) -> None:
    editor.show_words(words)
    editor.edited.emit()


def _fill(page: Page, *matters: tuple[str, str]) -> None:
    for place, (title, resolution) in enumerate(matters):
        if place:
            page.agenda.add.click()
        card = page.agenda.cards[place]
        _type(card.editor("item_title"), title)
        _type(card.editor("item_resolution"), resolution)


def _vote(page: Page) -> None:
    """Half of an even number stay away: enough are there to meet, too few for a majority."""
    model = page.signin.model
    voters = [row for row, one in enumerate(model.people) if one.votes]
    if len(voters) % 2:
        model.change(voters.pop(), state=AttendanceState.GUEST)
    for row in voters[: len(voters) // 2]:
        model.change(row, state=AttendanceState.AWAY)
    _fill(page, ("研究三组灌溉水渠维修", "同意上报村民代表会议表决。"))
    card = page.agenda.cards[0]
    card.open_vote()
    _type(card.vote.fields["method"].editor, "举手")
    _type(card.vote.fields["votes_yes"].editor, "6")


def _type_numbers(page: Page) -> None:
    page.signin.switch.click()
    numbers = ("30", "15", "12", "3", "29", "15")
    for made, said in zip(page.signin.numbers.fields.values(), numbers, strict=True):
        _type(made.editor, said)
    _type(page.facts.editor("held_on"), "2024-03-08")
    page.facts.take_day()


def _leave_out(page: Page) -> None:
    page.signin.list.go_to(2)
    page.signin.out.click()


def _mistake(page: Page) -> None:
    """Everything wrong that can be."""
    _fill(page, ("", "同意"))
    _type(page.facts.editor("begins"), "25点")
    _type(page.facts.editor("chair"), "无此人")
    card = page.agenda.cards[0]
    card.open_vote()
    _type(card.vote.fields["votes_yes"].editor, "999")
    page.keep_now()


def _write_up(page: Page) -> None:
    matters = (
        ("传达镇党委会议精神", "各党小组三天内传达到每名党员。"),
        ("研究冬季防火", "每组值班两人。"),
    )
    _fill(page, *matters)
    _type(page.facts.editor("lecture_title"), "学习党的创新理论")
    _type(page.agenda.content, "会议由书记主持。\n大家逐项讨论，意见一致。")
    for row, state in ((1, AttendanceState.SICK), (2, AttendanceState.ABSENT)):
        if row < len(page.signin.model.people):
            page.signin.model.change(row, state=state)
    page.keep_now()
