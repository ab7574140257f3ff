"""What falls short in the workbooks that were taken in, kept, and judged anew by changed rules."""

import hashlib
import json
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, delete, select

from villagedesk.checks import Found
from villagedesk.paths import resource
from villagedesk.store.database import Store, StoreInfo, write_info
from villagedesk.store.records import table_of
from villagedesk.town.kept import Kept, kept
from villagedesk.town.parcels import Parcel, ParcelFinding
from villagedesk.town.reading import Taken, Terms
from villagedesk.town.rows import hold, insert_rows
from villagedesk.town.snapshot import Row

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]

JUDGED_BY = "judged_by"
"""In store_info: the digest of the rules by which everything kept was judged last."""


def keep_findings(connection: Connection, parcel: str, findings: Sequence[Found]) -> None:
    """Notes what falls short in a workbook; there must be nothing noted of it yet."""
    rows = [_finding(parcel, place, one) for place, one in enumerate(findings)]
    insert_rows(connection, table_of(ParcelFinding), rows)


def _finding(parcel: str, place: int, found: Found) -> Row:
    said = (found.norm, str(found.level), found.ledger, found.subject, found.message)
    rest = (found.rule, found.source, found.uid, found.period, found.remark)
    return [parcel, place, *said, *rest]


def digest_of(terms: Terms) -> str:
    """The rules that are shipped, the county's and the town's own numbers, as one digest."""
    own = json.dumps(terms.numbers, ensure_ascii=False, sort_keys=True)
    said = resource("norms.toml").read_bytes() + f"|{terms.profile}|{own}".encode()
    return hashlib.sha256(said).hexdigest()


def is_judged(store: Store, terms: Terms) -> bool:
    """Whether everything kept was judged by today's rules."""
    own = table_of(StoreInfo)
    with store.reading() as connection:
        by = connection.execute(select(own.c.value).where(own.c.key == JUDGED_BY)).scalar()
    return by == digest_of(terms)


def judge_again(
    store: Store,
    terms: Terms,
    again: Callable[[Kept], Taken],
    *,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Holds every workbook that counts against today's rules; returns how many villages' periods.

    Each is a transaction of its own. When `cancelled()` the rest is left to the next time.
    """
    own = table_of(Parcel)
    query = select(own.c.village, own.c.period).where(own.c.standing).distinct()
    with store.reading() as connection:
        every = connection.execute(query.order_by(own.c.village, own.c.period)).all()
    for done, (village, period) in enumerate(every):
        if cancelled and cancelled():
            return done
        with store.writing() as connection:
            _judge(connection, village, period, again)
        if report:
            report(done + 1, len(every))
    with store.writing() as connection:
        write_info(connection, {JUDGED_BY: digest_of(terms)})
    return len(every)


def _judge(
    connection: Connection, village: str, period: str, again: Callable[[Kept], Taken]
) -> None:
    hold(connection, village)
    own, found = table_of(Parcel), table_of(ParcelFinding)
    those = (own.c.village == village, own.c.period == period, own.c.standing)
    query = select(own.c.uid).where(*those).order_by(own.c.digest)
    if uids := connection.execute(query).scalars().all():
        connection.execute(delete(found).where(found.c.parcel.in_(uids)))
        keep_findings(connection, uids[0], again(kept(connection, uids)).findings)
