"""What the page of a sitting says at its head."""

from collections.abc import Sequence

from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.meetings.sitting import JOINT, Counts, judged
from villagedesk.ledgers.meetings.tables import MeetingKind


def headline(kinds: Sequence[MeetingKind], day: str) -> str:
    """支委会 · 2026年3月5日, or as much of the day as is known."""
    year, *rest = day.split("-")
    said = "".join(f"{int(part)}{unit}" for part, unit in zip(rest, "月日", strict=False))
    parts = (JOINT.join(kinds) or "会议记录", f"{year}年{said}" if year else "")
    return " · ".join(part for part in parts if part)


def sentence(counts: Counts, day: str, entered: str, late_days: int) -> str:
    """The numbers of a sitting, and that it is written up long after it was held."""
    late = bool(day) and (first_day(entered) - last_day(day)).days > late_days
    return " · ".join([*([f"补录：{entered} 录入"] if late else []), *_numbers(counts)])


def _numbers(counts: Counts) -> list[str]:
    named = (
        ("应到", counts.expected),
        ("实到", counts.present),
        ("请假", counts.on_leave),
        ("缺席", counts.absent),
    )
    said = [f"{name} {number}" for name, number in named if number is not None]
    if counts.voters_expected is not None:
        came = "" if counts.voters_present is None else f"（到会 {counts.voters_present}）"
        said.append(f"有表决权 {counts.voters_expected}{came}")
    return said


def unmet(kinds: Sequence[MeetingKind], counts: Counts) -> str:
    """What the rule says where too few came for any decision; nothing where enough did."""
    found = judged(kinds, counts)
    return found.words if found is not None and not found.quorum_met else ""
