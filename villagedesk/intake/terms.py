"""Which term a sheet's seats belong to: what it says, what the clerk says, or the one that runs."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from villagedesk.books.reading import Table
from villagedesk.books.reading.wording import counted
from villagedesk.intake.bench import Bench
from villagedesk.intake.model import NewTerm
from villagedesk.kinds import fold
from villagedesk.people import Term

YEARS = 5
"""Length of a term (村民委员会组织法 第11条，2018年修正)."""

_NUMBERED = re.compile(r"第?[一二三四五六七八九十百\d]{1,4}届")


@dataclass(frozen=True)
class TermChoice:
    """The term that rows without one of their own belong to: a uid, or one to be added."""

    uid: str | None = None
    new: NewTerm | None = None
    ask: bool = False


def said_in(table: Table) -> str:
    """The term that a sheet's title or the lines around it name."""
    for text in (table.meta.get("届次"), table.title, table.sheet):
        if text and (found := _NUMBERED.search(text)):
            return found[0]
    return ""


def choose_term(
    bench: Bench, wish: str | None, said: str, *, since: Iterable[str | None]
) -> TermChoice:
    """The clerk's word first, then the sheet's; else the open term; else one begun with the posts.

    `ask` where nobody can tell: several terms are open, or the day a term began is not known.
    """
    terms = bench.rows(Term)
    for word in (wish, said):
        if word and (uid := word if word in terms else titled(bench, word)):
            return TermChoice(uid)
    named = wish or said
    running = [uid for uid, term in terms.items() if not term.get("ended")]
    if not named and len(running) == 1:
        return TermChoice(running[0], ask=True)
    if running and not named:
        return TermChoice(ask=True)
    return TermChoice(new=_begun(named, since), ask=not wish)


def titled(bench: Bench, word: str) -> str | None:
    """The one term of that title, however its number is written."""
    wanted = _number(word)
    found = [uid for uid, term in bench.rows(Term).items() if _number(term["title"]) == wanted]
    return found[0] if len(found) == 1 else None


def _number(title: str) -> str:
    """`第十二届` and `12届村委会` as the same word."""
    found = _NUMBERED.search(title)
    number = counted(fold(found[0]).strip("第届")) if found else None
    return f"{number}届" if number else fold(title)


def _begun(title: str, since: Iterable[str | None]) -> NewTerm | None:
    days = Counter(day for day in since if day)
    if not days:
        return None
    start = days.most_common(1)[0][0]
    due = f"{int(start[:4]) + YEARS}{start[4:]}"
    return NewTerm(title or f"{start[:4]}年届", start, due.replace("-02-29", "-02-28"))
