"""What the home page counts of matters under way, and of households and their members."""

from collections.abc import Sequence
from datetime import date

from villagedesk.declare import Facts
from villagedesk.desk import MatterSeen
from villagedesk.desk.due import SOON
from villagedesk.kinds import first_day
from villagedesk.ledgers.contacts.homes import homes, in_force

Words = tuple[str, str, tuple[str, str]]
"""A figure card's figure, sentence, and its tag (tone and word)."""


def running(matters: Sequence[MatterSeen]) -> list[MatterSeen]:
    """Those that are not closed."""
    return [one for one in matters if not one.closed]


def pressing(matters: Sequence[MatterSeen], today: date) -> list[MatterSeen]:
    """Running matters of which something is due within the next days, or is overdue."""
    soon = [one for one in running(matters) if _left(one, today) <= SOON]
    return sorted(soon, key=lambda one: one.due)


def _left(one: MatterSeen, today: date) -> int:
    return (first_day(one.due) - today).days if one.due else SOON + 1


def matters_words(matters: Sequence[MatterSeen], today: date) -> Words:
    """The figure card of the matters under way."""
    own, soon = running(matters), pressing(matters, today)
    if not own:
        return "0", "没有在办的事项", ("ok", "都已办结")
    if not soon:
        return str(len(own)), f"{own[0].number} {own[0].next}", ("info", "进行中")
    late = sum(_left(one, today) < 0 for one in soon)
    tag = ("bad", f"超期 {late} 件") if late else ("warn", f"临期 {len(soon)} 件")
    return str(len(own)), f"{soon[0].number} {soon[0].next}", tag


def contacts_words(facts: Facts, today: date) -> Words:
    """The figure card of the households: how many have somebody who looks after them."""
    every = [one.uid for one in facts.once(homes).values() if not one.left]
    held = in_force(facts, today)
    covered = sum(bool(held.get(uid)) for uid in every)
    percent = covered * 100 // len(every) if every else 0
    without = len(every) - covered
    note = f"{without} 户还没有党员联系" if without else "户户都有党员联系"
    return f"{percent}%", note, ("warn", "待安排") if without else ("ok", "已覆盖")
