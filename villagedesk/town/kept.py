"""What stands of a village, in the bytes it came in, to be read once more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from villagedesk.people import Village
from villagedesk.store.records import table_of
from villagedesk.store.settings import setting
from villagedesk.town.parcels import HAND, ExpectedVillage, Parcel, ParcelFile, Verdict

COLUMNS = "import_columns:{}"
"""The setting that remembers a village's unknown headers: the field each of them stands for."""

BOTH = "both"
"""The kind of a verdict that two rosters are not one sent twice; `about` is both uids."""


@dataclass(frozen=True)
class Kept:
    """What stands of a village for a period, as it came: one workbook of the program, or rosters.

    `came` is the day the last of them was taken in; `columns` are the fields that the town's
    people said this village's unknown headers stand for; `both` what they said are two rosters.
    """

    village: str
    name: str
    town: str
    period: str
    came: date
    by_hand: bool
    uids: tuple[str, ...] = ()
    contents: tuple[bytes, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    both: frozenset[str] = frozenset()


def content_of(connection: Connection, uid: str) -> bytes:
    """The bytes of a workbook as it came."""
    own, file = table_of(Parcel), table_of(ParcelFile)
    query = select(file.c.content).join(own, own.c.digest == file.c.digest).where(own.c.uid == uid)
    return bytes(connection.execute(query).scalar_one())


def kept(connection: Connection, uids: Sequence[str]) -> Kept:
    """What lies in the workbooks that stand together, with what is needed to read them."""
    own, villages = table_of(Parcel), table_of(Village)
    listed = table_of(ExpectedVillage)
    query = (
        select(own, villages.c.name.label("own_name"), villages.c.town, listed.c.name.label("said"))
        .join(villages, villages.c.code == own.c.village)
        .outerjoin(listed, listed.c.code == own.c.village)
        .where(own.c.uid.in_(uids))
        .order_by(own.c.digest)
    )
    rows = connection.execute(query).all()
    first = rows[0]
    return Kept(
        village=first.village,
        name=first.said or first.own_name,
        town=first.town,
        period=first.period,
        came=date.fromisoformat(max(row.received_at for row in rows)[: len("2026-01-01")]),
        by_hand=first.store_id == HAND,
        uids=tuple(row.uid for row in rows),
        contents=tuple(content_of(connection, row.uid) for row in rows),
        columns=setting(connection, COLUMNS.format(first.village), {}),
        both=_said_to_be_two(connection),
    )


def _said_to_be_two(connection: Connection) -> frozenset[str]:
    own = table_of(Verdict)
    return frozenset(connection.execute(select(own.c.about).where(own.c.kind == BOTH)).scalars())


def kept_for(connection: Connection, village: str, period: str) -> Kept | None:
    """What stands of a village for a period, if anything does."""
    own = table_of(Parcel)
    those = (own.c.village == village, own.c.period == period, own.c.standing)
    uids = connection.execute(select(own.c.uid).where(*those)).scalars().all()
    return kept(connection, uids) if uids else None
