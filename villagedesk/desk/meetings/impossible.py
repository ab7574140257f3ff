"""What cannot have happened at a sitting, as against what only should not have."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from villagedesk.declare import Problem, face
from villagedesk.desk.meetings.sitting import Attendee
from villagedesk.ledgers.meetings.sitting import Counts, typed_counts
from villagedesk.ledgers.meetings.sums import numbers_amiss
from villagedesk.ledgers.meetings.tables import AgendaItem, Meeting

_NUMBERS = [face(getattr(Meeting, one.name)) for one in fields(Counts)]


def impossible_sitting(meeting: Meeting) -> Iterator[Problem]:
    """A sitting that ends before it begins, or whose numbers contradict each other."""
    begins, ends = meeting.begins, meeting.ends
    if begins and ends and ends < begins:
        said = f"结束时间（{ends}）早于开始时间（{begins}），请核对"
        yield Problem(face(Meeting.ends).key, said, value=ends)
    for words in numbers_amiss(typed_counts(meeting)):
        about = (own.key for own in _NUMBERS if words.startswith(own.label))
        yield Problem(next(about, face(Meeting.present).key), f"{words}，请核对")


def impossible_votes(item: AgendaItem, voters: int | None) -> Iterator[Problem]:
    """Votes that are not those of the voters who were there or wrote.

    Fewer votes are refused only where 未投票 is filled in too: else the rest is not known yet.
    """
    key, written = face(AgendaItem.yes).key, item.written or 0
    if item.yes is not None and written > item.yes:
        said = f"书面意见{written}票是赞成里的一部分，不能比赞成多，请核对"
        yield Problem(face(AgendaItem.written).key, said, value=str(written))
    cast = (item.yes, item.no, item.abstained, item.unvoted)
    given, may = sum(votes or 0 for votes in cast), (voters or 0) + written
    if voters is None or not (given > may or (None not in cast and given < may)):
        return
    most = f"实到有表决权{voters}人" + (f"，加书面意见{written}票" if written else "")
    wrong = f"多出{given - may}票" if given > may else f"少了{may - given}票"
    yield Problem(key, f"各项票数共{given}票，{most}，{wrong}，请核对", value=str(given))


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
            yield Problem(label, f"{known[person]}在签到里有{times}行，请只留一行")
