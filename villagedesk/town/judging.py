"""What falls short in the workbooks that were taken in, kept, and judged anew by changed rules."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from villagedesk.checks import Found
from villagedesk.errors import UserError
from villagedesk.paths import resource
from villagedesk.people import Village
from villagedesk.store.database import Store, StoreInfo, write_info
from villagedesk.store.records import table_of
from villagedesk.town.kept import Kept, kept
from villagedesk.town.parcels import Parcel, ParcelFinding
from villagedesk.town.reading import Taken, Terms
from villagedesk.town.rows import hold, insert_rows
from villagedesk.town.snapshot import Row

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]

JUDGED_BY, JUDGED_WITHOUT = "judged_by", "judged_without"
"""In store_info: the digest of the rules by which everything kept was judged last, and the codes
of the villages that were not judged, since they had left the town's list."""


@dataclass(frozen=True)
class Judged:
    """How many villages' periods were held against the rules, and in words which were left out."""

    number: int
    left_out: tuple[str, ...] = ()


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
    """Whether everything kept was judged by today's rules, but for what is of no village now."""
    own = table_of(StoreInfo)
    query = select(own.c.key, own.c.value).where(own.c.key.in_((JUDGED_BY, JUDGED_WITHOUT)))
    with store.reading() as connection:
        said = {row.key: row.value for row in connection.execute(query)}
    back = [code for code in said.get(JUDGED_WITHOUT, "").split() if _is_ours(code, terms)]
    return said.get(JUDGED_BY) == digest_of(terms) and not back


def _is_ours(code: str, terms: Terms) -> bool:
    return code in terms.villages or not terms.villages


def judge_again(
    store: Store,
    terms: Terms,
    again: Callable[[Kept], Taken],
    *,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> Judged:
    """Holds every workbook that counts against today's rules.

    Each village's period is a transaction of its own; one that cannot be read again, since its
    village left the list, say, keeps what was found before. When `cancelled()` the rest is left to
    the next time.
    """
    own, villages = table_of(Parcel), table_of(Village)
    query = select(own.c.village, own.c.period, villages.c.name).where(own.c.standing).distinct()
    of_village = query.join(villages, villages.c.code == own.c.village)
    with store.reading() as connection:
        every = connection.execute(of_village.order_by(own.c.village, own.c.period)).all()
    left: list[str] = []
    for done, (village, period, name) in enumerate(every):
        if cancelled and cancelled():
            return Judged(done - len(left), tuple(left))
        with store.writing() as connection:
            if why := _judge(connection, village, period, again):
                left.append(f"{name} {period} 没有重查：{why}")
        if report:
            report(done + 1, len(every))
    gone = {code for code, *_ in every if not _is_ours(code, terms)}
    with store.writing() as connection:
        by = {JUDGED_BY: digest_of(terms), JUDGED_WITHOUT: " ".join(sorted(gone))}
        write_info(connection, by)
    return Judged(len(every) - len(left), tuple(left))


def _judge(
    connection: Connection, village: str, period: str, again: Callable[[Kept], Taken]
) -> str:
    """Judges what stands of a village for a period; returns why it could not, or nothing."""
    hold(connection, village)
    own, found = table_of(Parcel), table_of(ParcelFinding)
    those = (own.c.village == village, own.c.period == period, own.c.standing)
    query = select(own.c.uid).where(*those).order_by(own.c.digest)
    if uids := connection.execute(query).scalars().all():
        try:
            findings = again(kept(connection, uids)).findings
        except UserError as error:
            return str(error)
        connection.execute(delete(found).where(found.c.parcel.in_(uids)))
        keep_findings(connection, uids[0], findings)
    return ""
