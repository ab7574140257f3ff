"""The town's store: a workbook goes in whole or not at all, and the newest one is shown."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from villagedesk.books.cover import Cover
from villagedesk.errors import UserError
from villagedesk.people import Village
from villagedesk.store import history
from villagedesk.store.database import Store
from villagedesk.store.history import GIVEN, Edit, Step
from villagedesk.store.records import Stamp, table_of
from villagedesk.town.alike import pair
from villagedesk.town.judging import keep_findings
from villagedesk.town.kept import BOTH, Kept, kept
from villagedesk.town.parcels import (
    HAND,
    Parcel,
    ParcelFile,
    ParcelFinding,
    Sent,
    Stand,
    Verdict,
    stand,
)
from villagedesk.town.reading import Taken
from villagedesk.town.rows import UNFIT, ClashError, clear, hold, put
from villagedesk.town.snapshot import village_row

CHOSEN, WITHDRAWN = "chosen", "withdrawn"
"""Kinds of verdicts: which workbook counts for `village|period`, and that one counts no more.

Of one that is withdrawn it says which came instead of it, or just that it is.
"""

_YES = "yes"

NEW, SAME, OLDER, EDITED, REFUSED = "new", "same", "older", "edited", "refused"
"""What became of a file."""

Again = Callable[[Kept], Taken]
"""Reads what was kept once more."""

Fresh = Mapping[tuple[str, ...], Taken]
"""What was read just now, by the workbooks it lies in."""

_SPACE = uuid.UUID("0d2b7f2a-3d0e-5f0b-8f6f-5a1c2f9b7e55")


def parcel_uid(content: bytes, village: str, period: str) -> str:
    """The key of a workbook: the same file for the same village and period is the same parcel."""
    digest = hashlib.sha256(content).hexdigest()
    return uuid.uuid5(_SPACE, f"{digest}|{village}|{period}").hex


def accept(  # noqa: PLR0913  # a file, what it holds, who takes it, and how to read others again
    store: Store, taken: Taken, content: bytes, name: str, *, stamp: Stamp, again: Again
) -> str:
    """Takes one workbook in, in one transaction; returns what became of it.

    Raises UserError where its records are those of another village; then nothing has changed.
    A workbook that waits for a person is kept, and `refused` until then.
    """
    cover = taken.snapshot.cover
    parcel = _parcel(taken.snapshot.village, cover, content, name, stamp=stamp, said=_said(taken))

    def judged(connection: Connection) -> Fresh:
        _refuse_copied_store(connection, parcel)
        keep_findings(connection, parcel.uid, taken.findings)
        return {(parcel.uid,): taken}

    return _accept(store, parcel, cover, content, judged, stamp=stamp, again=again)


def accept_roster(  # noqa: PLR0913  # a file, whose it is, who takes it, how to read others again
    store: Store,
    cover: Cover,
    content: bytes,
    name: str,
    *,
    stamp: Stamp,
    again: Again,
    instead_of: str = "",
) -> str:
    """Takes in a roster that was filled by hand, which counts with the others of its period.

    `cover` says whose it is, and of when; what it was made `instead_of`, by its uid, counts no
    more, nor does what came instead of that before. Raises UserError where no ledger takes any of
    it.
    """
    said = {"until": cover.filled_on.isoformat(), "edited": False}
    parcel = _parcel(cover.code, cover, content, name, stamp=stamp, said=said)

    def judged(connection: Connection) -> Fresh:
        if instead_of:
            _replace(connection, instead_of, parcel.uid, stamp)
        fresh = judge_rosters(connection, parcel.village, parcel.period, again)
        own = table_of(Parcel)
        kept = connection.execute(select(own).where(own.c.uid == parcel.uid)).one()
        if kept.sheets == "[]" and parcel.uid not in withdrawn(connection):
            said = [one["message"] for one in json.loads(kept.problems)]
            raise UserError("；".join(dict.fromkeys(said)))
        return fresh

    return _accept(store, parcel, cover, content, judged, stamp=stamp, again=again)


def _accept(  # noqa: PLR0913  # a file, how it is judged, who takes it, and how to read others again
    store: Store,
    parcel: Parcel,
    cover: Cover,
    content: bytes,
    judged: Callable[[Connection], Fresh],
    *,
    stamp: Stamp,
    again: Again,
) -> str:
    try:
        with store.writing() as connection:
            _make_village(connection, parcel.village, cover)
            hold(connection, parcel.village)
            if _there(connection, parcel.uid):
                return SAME
            _keep(connection, parcel, content)
            where = restand(connection, parcel.village, judged(connection), again)
            _write_history(connection, parcel, stamp)
    except ClashError as error:
        with store.reading() as connection:
            raise UserError(error.told(connection)) from error
    except IntegrityError as error:
        raise UserError(UNFIT) from error
    if parcel.uid in where.conflicts:
        return REFUSED
    if not any(parcel.uid in uids for uids in where.standing.values()):
        return OLDER
    return EDITED if parcel.edited else NEW


def restand(connection: Connection, village: str, fresh: Fresh, again: Again) -> Stand:
    """Works out which of a village's workbooks stand, and shows the newest one in the tables."""
    own = table_of(Parcel)
    rows = connection.execute(select(own).where(own.c.village == village)).all()
    where = stand([_sent(row) for row in rows], *_verdicts(connection, village))
    standing = {uid for uids in where.standing.values() for uid in uids}
    for row in rows:
        now = {
            "standing": row.uid in standing,
            "held": row.uid in where.newest,
            "conflict": where.conflicts.get(row.uid, ""),
        }
        if any(getattr(row, key) != value for key, value in now.items()):
            connection.execute(update(own).where(own.c.uid == row.uid).values(**now))
    held = {row.uid for row in rows if row.held}
    if held != set(where.newest) or where.newest in fresh:
        taken = fresh.get(where.newest)
        if where.newest and taken is None:
            taken = again(kept(connection, where.newest))
        if held:
            clear(connection, village)
        if taken:
            _show(connection, village, taken)
    return where


def judge_rosters(connection: Connection, village: str, period: str, again: Again) -> Fresh:
    """Reads a village's rosters of a period together, and notes what became of each of them."""
    own, found = table_of(Parcel), table_of(ParcelFinding)
    of_period = (own.c.village == village, own.c.period == period, own.c.store_id == HAND)
    query = select(own.c.uid).where(*of_period).order_by(own.c.digest)
    every = connection.execute(query).scalars().all()
    out = _verdicts(connection, village)[1]
    uids = tuple(uid for uid in every if uid not in out)
    connection.execute(delete(found).where(found.c.parcel.in_(every)))
    unread = {"rows": 0, "sheets": "[]", "problems": "[]"}
    connection.execute(update(own).where(*of_period, own.c.uid.in_(out)).values(**unread))
    if not uids:
        return {}
    taken = again(kept(connection, uids))
    until = taken.until.isoformat()
    for uid, seen in zip(uids, taken.rosters, strict=True):
        said = {"until": until, "rows": seen.rows}
        said |= {"sheets": _as_json(seen.sheets), "problems": _as_json(seen.problems)}
        connection.execute(update(own).where(own.c.uid == uid).values(**said))
    keep_findings(connection, uids[0], taken.findings)
    return {uids: taken}


def reread_rosters(connection: Connection, village: str, again: Again) -> None:
    """Reads all rosters of a village once more, after it was said what their columns mean."""
    hold(connection, village)
    own = table_of(Parcel)
    by_hand = select(own.c.period).where(own.c.village == village, own.c.store_id == HAND)
    fresh: dict[tuple[str, ...], Taken] = {}
    for period in connection.execute(by_hand.distinct().order_by(own.c.period)).scalars().all():
        fresh |= judge_rosters(connection, village, period, again)
    restand(connection, village, fresh, again)


def choose(connection: Connection, uid: str, stamp: Stamp, again: Again) -> None:
    """A person says that this workbook counts for its period; what its store sends later follows.

    Raises UserError where it was withdrawn, and for a roster: those count together.
    """
    own = table_of(Parcel)
    row = connection.execute(select(own).where(own.c.uid == uid)).one()
    hold(connection, row.village)
    if row.store_id == HAND:
        raise UserError("手填的表是合在一起算的，不用选定；不要程序报的那一份，请把那一份撤下")
    if _decided(connection, WITHDRAWN, uid):
        raise UserError("这一份已经撤下，要用它请先恢复")
    _decide(connection, CHOSEN, f"{row.village}|{row.period}", said=uid, stamp=stamp)
    restand(connection, row.village, {}, again)


def withdraw(
    connection: Connection, uid: str, stamp: Stamp, again: Again, *, back: bool = False
) -> None:
    """A person says that this workbook counts no more, or (`back`) that it does again."""
    own = table_of(Parcel)
    row = connection.execute(select(own).where(own.c.uid == uid)).one()
    hold(connection, row.village)
    _decide(connection, WITHDRAWN, uid, said="" if back else _YES, stamp=stamp)
    by_hand = row.store_id == HAND
    fresh = judge_rosters(connection, row.village, row.period, again) if by_hand else {}
    restand(connection, row.village, fresh, again)


def keep_both(connection: Connection, one: str, other: str, stamp: Stamp, again: Again) -> None:
    """A person says that two rosters of a village are not one sent twice: both count."""
    own = table_of(Parcel)
    row = connection.execute(select(own).where(own.c.uid == one)).one()
    hold(connection, row.village)
    _decide(connection, BOTH, pair(one, other), said=_YES, stamp=stamp)
    restand(
        connection, row.village, judge_rosters(connection, row.village, row.period, again), again
    )


def _replace(connection: Connection, older: str, newer: str, stamp: Stamp) -> None:
    own = table_of(Verdict)
    query = select(own.c.said).where(own.c.kind == WITHDRAWN, own.c.about == older)
    before = connection.execute(query).scalar() or older
    for one in {older, before} - {newer, _YES}:
        _decide(connection, WITHDRAWN, one, said=newer, stamp=stamp)


def _decide(connection: Connection, kind: str, about: str, *, said: str, stamp: Stamp) -> None:
    own = table_of(Verdict)
    connection.execute(delete(own).where(own.c.kind == kind, own.c.about == about))
    if said:
        at = stamp.at.isoformat(timespec="seconds")
        line = {"kind": kind, "about": about, "said": said, "who": stamp.who, "at": at}
        connection.execute(insert(own).values(**line))


def _decided(connection: Connection, kind: str, about: str) -> bool:
    own = table_of(Verdict)
    query = select(own.c.said).where(own.c.kind == kind, own.c.about == about)
    return connection.execute(query).scalar() is not None


def _parcel(  # noqa: PLR0913  # a file, whose it is, who takes it, what is said of it
    village: str, cover: Cover, content: bytes, name: str, *, stamp: Stamp, said: dict[str, Any]
) -> Parcel:
    return Parcel(
        uid=parcel_uid(content, village, cover.period),
        village=village,
        period=cover.period,
        sequence=cover.sequence,
        store_id=cover.store_id,
        exported_at=cover.exported_at.isoformat(timespec="seconds"),
        digest=hashlib.sha256(content).hexdigest(),
        name=name,
        received_at=stamp.at.isoformat(timespec="seconds"),
        received_by=stamp.who,
        profile=cover.profile,
        **said,
    )


def _said(taken: Taken) -> dict[str, Any]:
    """What is noted of a workbook beside whose it is."""
    snapshot = taken.snapshot
    return {
        "until": taken.until.isoformat(),
        "edited": any(sheet.edited for sheet in snapshot.sheets),
        "rows": sum(map(len, snapshot.tables.values())),
        "sheets": _as_json(snapshot.sheets),
        "problems": _as_json(snapshot.problems),
    }


def _as_json(seen: Iterable[Any]) -> str:
    return json.dumps([asdict(one) for one in seen], ensure_ascii=False)


def _sent(row: Any) -> Sent:
    return Sent(
        row.uid, row.period, row.until, row.sequence, row.store_id, row.exported_at,
        row.edited, row.digest,
    )  # fmt: skip


def _verdicts(connection: Connection, village: str) -> tuple[dict[str, str], list[str]]:
    own = table_of(Verdict)
    rows = connection.execute(select(own).where(own.c.kind == CHOSEN)).all()
    chosen = {
        row.about.partition("|")[2]: row.said
        for row in rows
        if row.about.partition("|")[0] == village
    }
    return chosen, list(withdrawn(connection))


def withdrawn(connection: Connection) -> frozenset[str]:
    """The workbooks a person said count no more, by their uids."""
    own = table_of(Verdict)
    return frozenset(
        connection.execute(select(own.c.about).where(own.c.kind == WITHDRAWN)).scalars()
    )


def _make_village(connection: Connection, code: str, cover: Cover) -> None:
    own = table_of(Village)
    if connection.execute(select(own.c.code).where(own.c.code == code)).scalar() is None:
        row = village_row(cover, code)
        _insert_unless_there(connection, own, dict(zip(own.columns.keys(), row, strict=True)))


def _insert_unless_there(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Another clerk may be first; then it waits until he is done."""
    own = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(own(table).values(**values).on_conflict_do_nothing())


def _there(connection: Connection, uid: str) -> bool:
    own = table_of(Parcel)
    return connection.execute(select(own.c.uid).where(own.c.uid == uid)).scalar() is not None


def _refuse_copied_store(connection: Connection, parcel: Parcel) -> None:
    own, villages = table_of(Parcel), table_of(Village)
    query = (
        select(villages.c.name, villages.c.code)
        .join(own, own.c.village == villages.c.code)
        .where(own.c.store_id == parcel.store_id, own.c.village != parcel.village)
    )
    if other := connection.execute(query).first():
        raise UserError(
            f"这本台账以前是以“{other.name}”（代码 {other.code}）报的；"
            "如果是复制来的台账，请村里重新建；如果是改了代码，请先撤下以前那几份"
        )


def _keep(connection: Connection, parcel: Parcel, content: bytes) -> None:
    file = table_of(ParcelFile)
    same = select(file.c.digest).where(file.c.digest == parcel.digest)
    if connection.execute(same).scalar() is None:
        _insert_unless_there(connection, file, {"digest": parcel.digest, "content": content})
    connection.execute(insert(table_of(Parcel)).values(**parcel.model_dump()))


def _show(connection: Connection, village: str, taken: Taken) -> None:
    own = table_of(Village)
    named = dict(zip(own.columns.keys(), village_row(taken.snapshot.cover, village), strict=True))
    connection.execute(update(own).where(own.c.code == village).values(**named))
    put(connection, village, taken.snapshot.tables)


def _write_history(connection: Connection, parcel: Parcel, stamp: Stamp) -> None:
    """One line for a whole workbook, with its digest."""
    at = stamp.at.isoformat(timespec="seconds")
    number = history.open_step(
        connection, Step(at=at, who=stamp.who, name=f"接收：{parcel.name}", kind=GIVEN)
    )
    said = {key: getattr(parcel, key) for key in ("village", "period", "sequence", "digest")}
    history.write(connection, number, [Edit("parcel", parcel.uid, None, said)], salt=stamp.salt)
