"""换届 in words: the next term's name and days, and what the one step will do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from villagedesk.desk import Desk
from villagedesk.desk.committees import Decision
from villagedesk.kinds import first_day, months_after
from villagedesk.ledgers.committees.office import post_words
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.people import Person, Term

DIGITS = "零一二三四五六七八九"
YEARS = 5
"""How long a term runs (村民委员会组织法; 村党组织的任期也是五年)."""


@dataclass(frozen=True)
class Sitting:
    """A seat to decide on, with the person's name and post in words."""

    seat: Seat
    name: str
    post: str


@dataclass(frozen=True)
class Outlook:
    """Where a turn-over starts from: the term to close, and the seats in office at its end."""

    closing: Term | None
    seats: tuple[Sitting, ...]
    today: date


def outlook(desk: Desk, ended: str = "") -> Outlook:
    """Reads the open term and its seats on the day it ends; runs on the desk's thread."""
    facts, terms = desk.facts(), desk.terms()
    closing = next((one for one in terms if not one.ended), None)
    if closing is None:
        return Outlook(None, (), desk.today)
    seats = desk.seats_to_decide(closing.uid, ended or desk.today.isoformat())
    names = {one.uid: one.name for one in facts.all(Person)}
    sitting = (Sitting(one, names.get(one.person, ""), post_words(one)) for one in seats)
    return Outlook(closing, tuple(sitting), desk.today)


def next_title(title: str) -> str:
    """第十二届 after 第十一届; without a number nothing is guessed."""
    found = re.search(r"([零一二三四五六七八九十]+|\d+)", title)
    if not found:
        return ""
    word = found[1]
    said = str(int(word) + 1) if word.isdigit() else in_words(number_of(word) + 1)
    return title[: found.start()] + said + title[found.end() :]


def number_of(words: str) -> int:
    """A number below a hundred: 十二 is 12."""
    tens, ten, ones = words.rpartition("十")
    value = DIGITS.index(ones) if ones else 0
    return value + (10 * (DIGITS.index(tens) if tens else 1) if ten else 0)


def in_words(number: int) -> str:
    """十二 for 12, as terms are counted."""
    tens, ones = divmod(number, 10)
    first = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return first + (DIGITS[ones] if ones or not tens else "")


def next_term(closing: Term | None, start: date) -> dict[str, str]:
    """What can be said of the next term beforehand, by field key."""
    return {
        "term": next_title(closing.title) if closing else "",
        "term_start": start.isoformat(),
        "term_due_end": months_after(start, YEARS * 12).isoformat(),
    }


def due_end_for(start: str) -> str:
    """Five years after a start that is still being typed; nothing while it is no day."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", start):
        return ""
    try:
        return months_after(first_day(start), YEARS * 12).isoformat()
    except ValueError:
        return ""


def summary(
    closing: str,
    new: Mapping[str, str],
    seats: Sequence[Sitting],
    decisions: Mapping[str, Decision],
    added: Sequence[str],
) -> tuple[str, ...]:
    """What will happen, a sentence each."""
    ended = [one for one in seats if decisions.get(one.seat.uid) == Decision.ENDED]
    kept = [one for one in seats if decisions.get(one.seat.uid) == Decision.CARRIED]
    title = new.get("term") or "新一届"
    said = [f"{title}从 {new.get('term_start', '')} 开始，到 {new.get('term_due_end', '')} 届满。"]
    if closing:
        said.insert(0, f"{closing}到 {new.get('ended', '')} 结束。")
    if kept:
        said.append(f"连任 {len(kept)} 个职务：{_listed(kept)}。")
    if ended:
        said.append(f"离任 {len(ended)} 个职务：{_listed(ended)}。")
    if added:
        said.append(f"新任 {len(added)} 个职务：{'、'.join(added)}。")
    if new.get("handover_on"):
        said.append(f"{new['handover_on']} 交接。")
    return tuple(said)


def _listed(seats: Sequence[Sitting]) -> str:
    shown = "、".join(f"{one.name}（{one.post}）" for one in seats[:8])
    return shown + ("等" if len(seats) > 8 else "")
