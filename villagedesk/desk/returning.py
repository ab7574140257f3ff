"""退回: the town gives a marked workbook back, the village walks from problem to record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from itertools import chain, count
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from villagedesk.books import slip as slips
from villagedesk.books.book import Cancelled, Report, file_name
from villagedesk.books.reading.worker import bytes_of
from villagedesk.books.slip import Item, Slip
from villagedesk.desk.checking import Checking
from villagedesk.errors import UserError
from villagedesk.ledgers import LEDGERS
from villagedesk.people import UNKNOWN_CODE
from villagedesk.period import parse_period
from villagedesk.store.records import step
from villagedesk.store.settings import change_setting, setting
from villagedesk.town.returns import Given, give_back, opening, standing_parcels
from villagedesk.town.snapshot import parent_column

__all__ = [
    "Item",
    "Returning",
    "Slip",
    "SlipItem",
    "SlipSeen",
    "Standing",
    "as_json",
    "in_words",
    "opening",
    "read_slip",
]

CONTACT = "slip/contact"
"""In a town's settings: whom its villages ask about their slips."""
_NAME = 40  # characters of a roster's own name, for a whole one may be too long
NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Standing(StrEnum):
    """How an item of a slip stands with the village's records today."""

    OPEN = "要办"
    LOOK = "要核对"
    DONE = "已改好"


@dataclass(frozen=True)
class SlipItem:
    """An item with its number on the list, how it stands, and the record it leads to."""

    number: int
    item: Item
    standing: Standing
    ledger: str = ""
    roll: str = ""
    uid: str = ""


@dataclass(frozen=True)
class SlipSeen:
    """A slip held against the village's records of today; what is open comes first."""

    slip: Slip
    period_words: str
    items: tuple[SlipItem, ...]

    @property
    def left(self) -> int:
        """How many are not yet put right."""
        return sum(one.standing is not Standing.DONE for one in self.items)


def read_slip(path: Path) -> Slip | None:
    """The return slip in a file, or None when it is something else.

    Raises UserError for a file that cannot be opened, and for a slip that is spoiled.
    """
    return slips.read_slip(bytes_of(path))


def in_words(seen: SlipSeen) -> str:
    """What `villagedesk import` says of a slip to a person."""
    slip = seen.slip
    first = (
        f"这是{slip.town}退给{slip.village}的退回单"
        f"（{seen.period_words}{slip.handed_in}），不是花名册，没有导入；"
        f"共 {len(seen.items)} 条，还有 {seen.left} 条要办"
    )
    lines = [first, f"镇里的话：{slip.words}"] if slip.words else [first]
    for one in seen.items:
        item = one.item
        where = f"{item.sheet} {item.place}".strip()
        said = "：".join(part for part in (item.subject, item.message) if part)
        lines.append(f"{one.number}. [{one.standing}] {said}" + (f"（{where}）" if where else ""))
        lines += [f"    {item.rule}（{item.source}）"] if item.rule else []
    return "\n".join(lines)


def as_json(seen: SlipSeen) -> dict[str, Any]:
    """What `villagedesk import --json` prints of a slip."""
    about = asdict(seen.slip) | {"day": seen.slip.day.isoformat()}
    items = [asdict(one) | asdict(one.item) for one in seen.items]
    lines = [{key: value for key, value in one.items() if key != "item"} for one in items]
    return {"slip": about | {"items": lines}, "left": seen.left}


@dataclass
class Returning(Checking):
    """The verbs of return slips, on both sides."""

    def write_slips(  # noqa: PLR0913  # which, where, what is said with them, how it is told
        self,
        period: str,
        folder: Path,
        villages: Sequence[str] = (),
        *,
        words: Mapping[str, str] = NO_WORDS,
        to_all: str = "",
        report: Report | None = None,
        cancelled: Cancelled | None = None,
    ) -> tuple[Path, ...]:
        """Writes the slips of a period into a folder; a village with nothing wrong gets none.

        `villages` limits it to some codes; `words` are the town's own to a village, by its code,
        `to_all` what it says at the head of every slip (see `opening`). `report` counts villages.
        Raises UserError in a village's store.
        """
        self._ask_for_a_town()
        text = parse_period(period).text
        if not folder.is_dir():
            raise UserError(f"没有“{folder}”这个文件夹，请先建好，或换一个地方")
        with self.store.reading() as connection:
            parcels = standing_parcels(connection, text, villages)
        written: list[Path] = []
        for done, uid in enumerate(parcels, 1):
            if cancelled and cancelled():
                break
            with self.store.reading() as connection:
                given = give_back(connection, uid, day=self.today, words=words, to_all=to_all)
            if given:
                written.append(_free(folder / _name(given), written))
                slips.write_slip(given.original, given.slip, written[-1])
            if report:
                report(done, len(parcels))
        return tuple(written)

    def slip_contact(self) -> str:
        """Whom the town's villages ask, as it was said with the slips before."""
        with self.store.reading() as connection:
            return str(setting(connection, CONTACT, ""))

    def keep_slip_contact(self, contact: str) -> None:
        """Remembers whom the villages ask; raises UserError in a village's store."""
        self._ask_for_a_town()
        if contact != self.slip_contact():
            with step(self.store, "退回单联系人", self.stamp()) as write:
                change_setting(write, CONTACT, contact or None)

    def _ask_for_a_town(self) -> None:
        if not self.store.is_town:
            raise UserError("这是村的台账；退回单要在镇里的汇总台账上做")

    def read_slip(self, path: Path) -> Slip | None:
        """See the function of this name; a window asks that beside the desk's thread."""
        return read_slip(path)

    def slip_seen(self, slip: Slip) -> SlipSeen:
        """A slip as it stands today; raises UserError for another village's."""
        village = self.village
        if slip.code != village and UNKNOWN_CODE not in (slip.code, village):
            raise UserError(
                f"这是“{slip.village}”（{slip.code}）的退回单，不是本村的；请选本村的文件"
            )
        open_today = {(one.norm, one.uid, one.period) for one in self.findings()}
        with self.store.reading() as connection:
            seen = [
                _seen(connection, number, item, open_today)
                for number, item in enumerate(slip.items, 1)
            ]
        seen.sort(key=lambda one: (list(Standing).index(one.standing), one.number))
        return SlipSeen(slip, parse_period(slip.period).words, tuple(seen))


def _name(given: Given) -> str:
    """A roster has no number: its own name tells which of the village's it is."""
    slip = given.slip
    usual = partial(file_name, slip.town, slip.village, slip.period, kind="退回单")
    if not slip.by_hand:
        return usual(slip.sequence)
    named = usual(given.name.rpartition(".")[0]).removesuffix(".xlsx")
    start = usual("").removesuffix(".xlsx") + "-"
    own = named.removeprefix(start).removeprefix(start)  # it may be the slip that came back
    return f"{start}{own[:_NAME]}.xlsx"


def _free(path: Path, taken: Sequence[Path]) -> Path:
    """The path, or one with a number where a village's rosters each have a slip."""
    numbered = (path.with_stem(f"{path.stem}（{number}）") for number in count(2))
    return next(one for one in chain((path,), numbered) if one not in taken)


def _seen(
    connection: Connection, number: int, item: Item, open_today: set[tuple[str, str, str]]
) -> SlipItem:
    """A norm is asked again; whether a cell was put right only a person can see."""
    ledger, roll, uid = next(_leads_to(connection, item), (_ledger_of(item), "", ""))
    if item.norm:
        there = (item.norm, item.uid, item.event) in open_today
        standing = Standing.OPEN if there else Standing.DONE
    else:
        standing = Standing.DONE if item.uid and not uid else Standing.LOOK
    return SlipItem(number, item, standing, ledger, roll, uid)


def _ledger_of(item: Item) -> str:
    """The ledger of a finding's norm, if this program has it."""
    key = item.norm.partition(".")[0]
    return key if any(one.key == key for one in LEDGERS) else ""


def _leads_to(connection: Connection, item: Item) -> Iterator[tuple[str, str, str]]:
    """Ledger, roll and uid of the record; for a part's row those of what it belongs to."""
    first = _ledger_of(item)
    for ledger in sorted(LEDGERS, key=lambda one: one.key != first):
        for roll in ledger.rolls:
            for table in (roll.table, *(part.table for part in roll.parts)):
                if not item.uid or item.roll not in ("", table.name):
                    continue
                of_itself = table is roll.table
                own = table.c.uid if of_itself else table.c[parent_column(table)]
                query = select(own).where(table.c.uid == item.uid)
                if found := connection.execute(query).scalar():
                    yield ledger.key, roll.key, str(found)
