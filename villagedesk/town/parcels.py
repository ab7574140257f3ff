"""上报表: every workbook the town was given, kept as it came, and which of them stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

HAND = "hand"
"""The store id of a roster that was filled by hand; any workbook of the program goes before it."""


class ParcelFile(SQLModel, table=True):
    """The bytes of a workbook as it came, once for each content."""

    __tablename__ = "parcel_file"

    digest: str = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class Parcel(SQLModel, table=True):
    """One workbook of one village for one period.

    `until` is the last day it speaks of, `sheets` and `problems` are JSON. `standing`: it is the
    one that counts for its period; `held`: its rows lie in the tables of the ledgers; `conflict`:
    why a person has to decide about it, in words.
    """

    uid: str = Field(primary_key=True)
    village: str = Field(index=True)
    period: str = Field(index=True)
    until: str
    sequence: int
    store_id: str
    exported_at: str
    edited: bool
    digest: str = Field(index=True)
    name: str
    received_at: str
    received_by: str
    profile: str = ""
    rows: int = 0
    sheets: str = "[]"
    problems: str = "[]"
    standing: bool = False
    held: bool = False
    conflict: str = ""


class ParcelFinding(SQLModel, table=True):
    """What falls short in one workbook, judged by the town's rules, with the village's own word."""

    __tablename__ = "parcel_finding"

    parcel: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    norm: str
    level: str
    ledger: str
    subject: str
    message: str
    rule: str
    source: str
    about: str
    event: str = ""
    remark: str = ""


class Verdict(SQLModel, table=True):
    """What a person at the town decided: `kind` says about what, `about` which, `said` how."""

    kind: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    said: str
    who: str
    at: str


class ExpectedVillage(SQLModel, table=True):
    """A village the town expects workbooks of, with whom to call."""

    __tablename__ = "expected_village"

    code: str = Field(primary_key=True)
    name: str
    place: int = 0
    contact: str = ""
    phone: str = ""


class DueDay(SQLModel, table=True):
    """The day by which the workbooks of a period are to be with the town."""

    __tablename__ = "due_day"

    period: str = Field(primary_key=True)
    day: str


@dataclass(frozen=True)
class Sent:
    """What is known of a workbook that decides whether it stands."""

    uid: str
    period: str
    until: str
    sequence: int
    store_id: str
    exported_at: str
    edited: bool
    digest: str


@dataclass(frozen=True)
class Stand:
    """What stands of a village, by period, and why other workbooks wait for a person.

    One workbook of the program stands alone, rosters stand together, in the order of their digests.
    `newest` are those the ledgers show: rosters only where no workbook of the program stands in any
    period, since they hold some of the ledgers and would take the others away.
    """

    standing: Mapping[str, tuple[str, ...]]
    conflicts: Mapping[str, str]
    newest: tuple[str, ...] = ()


ANOTHER_STORE = "和这个村以前报的不是同一本台账（换了电脑、重建过台账，或代码填错了），请核对后选定"
WENT_BACK = "次数比已收的少，时间却更晚（台账可能从备份恢复过），请核对后选定"


def stand(sent: Iterable[Sent], chosen: Mapping[str, str], withdrawn: Sequence[str] = ()) -> Stand:
    """Which of one village's workbooks stands in each period; the order they came in is no matter.

    `chosen`: period → the uid a person chose. Of the same store the highest sequence stands; of
    the same sequence the one no hand edited, then the lower digest. The store a village is known
    by is the one whose first workbook is the oldest; what comes of another, or was exported later
    under a lower sequence, waits for a person. After a choice what its store exports later follows.
    Rosters stand only where no workbook of the program does.
    """
    every = [one for one in sent if one.uid not in withdrawn]
    by_uid = {one.uid: one for one in every}
    picked = [by_uid[uid] for uid in chosen.values() if uid in by_uid]
    known = _known_store(every, picked)
    standing: dict[str, tuple[str, ...]] = {}
    conflicts: dict[str, str] = {}
    for period in dict.fromkeys(one.period for one in every):
        those = [one for one in every if one.period == period]
        pick = by_uid.get(chosen.get(period, ""))
        best = _best(those, pick, known)
        if best:
            standing[period] = _with_others(best, those)
        conflicts |= _conflicts(those, best, pick=pick, known=known)
    newest = max(standing.values(), key=lambda uids: _age(by_uid[uids[0]]), default=())
    return Stand(standing, conflicts, newest)


def _with_others(best: Sent, those: Sequence[Sent]) -> tuple[str, ...]:
    """A workbook of the program by itself, a roster with all others."""
    if best.store_id != HAND:
        return (best.uid,)
    rosters = [one for one in those if one.store_id == HAND]
    return tuple(one.uid for one in sorted(rosters, key=lambda one: one.digest))


def _age(one: Sent) -> tuple[bool, str, str, int, str]:
    """Sorts what is newer behind what is older, and both behind all rosters."""
    return one.store_id != HAND, one.until, one.exported_at, one.sequence, one.digest


def _known_store(every: Sequence[Sent], picked: Sequence[Sent]) -> str:
    """The store whose workbooks are taken without a question: the one last chosen, or the first."""
    if picked:
        return max(picked, key=lambda one: (one.exported_at, one.uid)).store_id
    own = [one for one in every if one.store_id != HAND]
    first = min(own or every, key=lambda one: (one.exported_at, one.store_id), default=None)
    return first.store_id if first else ""


def _best(those: Sequence[Sent], pick: Sent | None, known: str) -> Sent | None:
    if pick:
        later = [one for one in those if one.store_id == pick.store_id]
        those = [one for one in later if one.exported_at >= pick.exported_at]
    else:
        own = [one for one in those if one.store_id == known]
        those = own or [one for one in those if one.store_id == HAND]
    return min(those, key=lambda one: (-one.sequence, one.edited, one.digest), default=None)


def _conflicts(
    those: Sequence[Sent], best: Sent | None, *, pick: Sent | None, known: str
) -> dict[str, str]:
    found = {}
    for one in those:
        if one.store_id == HAND or (pick and one.exported_at <= pick.exported_at):
            continue
        if one.store_id != (pick.store_id if pick else known):
            found[one.uid] = ANOTHER_STORE
        elif best and one.sequence < best.sequence and one.exported_at > best.exported_at:
            found[one.uid] = WENT_BACK
    return found
