"""What cannot be: votes and numbers of a sitting that do not add up."""

from collections.abc import Iterator
from dataclasses import fields

from villagedesk.declare import face
from villagedesk.ledgers.meetings.sitting import Counts, typed_counts
from villagedesk.ledgers.meetings.tables import AgendaItem, Meeting


def votes_amiss(item: AgendaItem, counts: Counts) -> str:
    """Why the votes of one item cannot be, or nothing; written opinions are votes too."""
    eligible = _eligible(item, counts)
    if eligible is None or None in (item.yes, item.no, item.abstained):
        return ""
    given = _given(item)
    fewer = given < eligible and item.unvoted is not None
    return _said(item, given, eligible) if given > eligible or fewer else ""


def votes_left_open(item: AgendaItem, counts: Counts) -> str:
    """Fewer votes than voters while 未投票 is blank: not impossible, and worth asking."""
    eligible = _eligible(item, counts)
    if eligible is None or None in (item.yes, item.no, item.abstained) or item.unvoted is not None:
        return ""
    given = _given(item)
    said = f"{_said(item, given, eligible)}，没有投票的人数请填在“未投票”"
    return said if given < eligible else ""


def too_many_votes(item: AgendaItem, counts: Counts) -> str:
    """More votes than voters, where not every number was written down; else nothing."""
    eligible = _eligible(item, counts)
    if eligible is None or None not in (item.yes, item.no, item.abstained):
        return ""
    given = _given(item)
    return f"票数{given}多于可以表决的{eligible}人" if given > eligible else ""


def _eligible(item: AgendaItem, counts: Counts) -> int | None:
    if counts.voters_present is None:
        return None
    return counts.voters_present + (item.written or 0)


def _given(item: AgendaItem) -> int:
    return sum(votes or 0 for votes in (item.yes, item.no, item.abstained, item.unvoted))


def _said(item: AgendaItem, given: int, eligible: int) -> str:
    written = f"加书面意见{item.written}" if item.written else ""
    return f"赞成、反对、弃权、未投票共{given}，实到有表决权{written}共{eligible}"


def numbers_amiss(counts: Counts) -> Iterator[str]:
    """What cannot be in the numbers of one sitting."""
    for less, more in _NESTED:
        few, many = getattr(counts, less), getattr(counts, more)
        if few is not None and many is not None and few > many:
            yield f"{_label(less)}{few}多于{_label(more)}{many}"
    parts = (counts.present, counts.on_leave, counts.absent)
    known = [part for part in parts if part is not None]
    if counts.expected is not None and len(known) == len(parts) and sum(known) != counts.expected:
        present, on_leave, absent = known
        sums = f"实到{present}、请假{on_leave}、缺席{absent}共{sum(known)}"
        yield f"{sums}，应到是{counts.expected}"


_NESTED = (
    ("present", "expected"),
    ("voters_expected", "expected"),
    ("voters_present", "present"),
    ("voters_present", "voters_expected"),
)
"""Numbers of which the first is a part of the second."""


def typed_otherwise(meeting: Meeting, seen: Counts) -> Iterator[str]:
    """Where the numbers in the record are not those that were seen in its sign-in list."""
    typed = typed_counts(meeting)
    for one in fields(Counts):
        said, came = getattr(typed, one.name), getattr(seen, one.name)
        if said is not None and came is not None and said != came:
            yield f"{_label(one.name)}记为{said}，签到是{came}"


def _label(name: str) -> str:
    return face(getattr(Meeting, name)).label
