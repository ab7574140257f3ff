"""What cannot have happened at a sitting, as against what only should not have."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from villagedesk.declare import Problem, face
from villagedesk.desk.meetings.sitting import Attendee
from villagedesk.ledgers.meetings.tables import AgendaItem, Meeting


def impossible_sitting(values: Mapping[str, Any]) -> Iterator[Problem]:
    """A sitting that ends before it begins, or whose numbers contradict each other (L3-3)."""
    begins, ends = values.get("begins"), values.get("ends")
    if begins and ends and ends < begins:
        yield _problem(Meeting.ends, f"结束时间（{ends}）早于开始时间（{begins}），请核对", ends)
    expected, present = values.get("expected"), values.get("present")
    if expected is not None and present is not None and present > expected:
        said = f"实到 {present} 人多于应到 {expected} 人，请核对；列席的人不算"
        yield _problem(Meeting.present, said, present)
        return
    whole = [values.get(name) for name in ("present", "on_leave", "absent")]
    parts = [number for number in whole if number is not None]
    if expected is not None and len(parts) == len(whole) and sum(parts) != expected:
        said = f"实到、请假、缺席共 {sum(parts)} 人，应到是 {expected} 人，请核对"
        yield _problem(Meeting.expected, said, expected)
    yield from _impossible_voters(values)


def _impossible_voters(values: Mapping[str, Any]) -> Iterator[Problem]:
    expected, present = values.get("voters_expected"), values.get("voters_present")
    if expected is not None and present is not None and present > expected:
        said = f"实到有表决权 {present} 人多于应到会有表决权 {expected} 人，请核对"
        yield _problem(Meeting.voters_present, said, present)
    there = values.get("present")
    if there is not None and present is not None and present > there:
        said = f"实到有表决权 {present} 人多于实到 {there} 人，请核对"
        yield _problem(Meeting.voters_present, said, present)


def impossible_votes(place: int, values: Mapping[str, Any], voters: int | None) -> list[Problem]:
    """Votes that do not add up to those who had one and were there or wrote (L3-2)."""
    cast = [values.get(name) for name in ("yes", "no", "abstained", "unvoted")]
    given, written = [votes for votes in cast if votes is not None], values.get("written") or 0
    label = f"item:{place}:{face(AgendaItem.yes).key}"
    if values.get("yes") is not None and written > values["yes"]:
        return [Problem(label, f"书面意见 {written} 票是赞成里的一部分，不能比赞成多，请核对")]
    if voters is None or not given:
        return []
    total, may = sum(given), voters + written
    most = f"实到有表决权 {voters} 人" + (f"，加书面意见 {written} 票" if written else "")
    if total > may:
        return [Problem(label, f"各项票数共 {total} 票，{most}，多出 {total - may} 票，请核对")]
    if len(given) == len(cast) and total < may:
        return [Problem(label, f"各项票数共 {total} 票，{most}，少了 {may - total} 票，请核对")]
    return []


def impossible_attendance(
    attendees: Sequence[Attendee], known: Mapping[str, str]
) -> Iterator[Problem]:
    """Somebody who is no longer registered, or who came twice; `known` holds names by uid."""
    for person, times in Counter(one.person for one in attendees).items():
        label = f"attendance:{person}"
        if person not in known:
            name = next(one.name for one in attendees if one.person == person)
            yield Problem(label, f"没有找到“{name}”，请从列表里选，或先新建", value=name)
        elif times > 1:
            yield Problem(label, f"{known[person]}在签到里有 {times} 行，请只留一行")


def _problem(attribute: Any, said: str, value: object) -> Problem:
    return Problem(face(attribute).key, said, value=str(value))
