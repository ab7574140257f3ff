"""Fictional villages, one store file each, the same for the same seed."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from villagedesk.demo.committees import seat
from villagedesk.demo.contacts import follow_up, look_after
from villagedesk.demo.decisions import decide
from villagedesk.demo.faults import seed_faults
from villagedesk.demo.faulty import Fault
from villagedesk.demo.households import settle
from villagedesk.demo.mediation import mediate
from villagedesk.demo.meetings import meet
from villagedesk.demo.party import admit
from villagedesk.demo.places import Place, places
from villagedesk.demo.reserve import keep_ready, promising
from villagedesk.demo.slate import DAY, Row, Slate
from villagedesk.demo.team import choose
from villagedesk.errors import UserError
from villagedesk.people import Person, Presence, Village
from villagedesk.store.database import create_store, write_info
from villagedesk.store.history import GIVEN
from villagedesk.store.records import Stamp, step

__all__ = ["DAY", "FEWEST", "Fault", "Made", "make"]

FEWEST = 50
"""People that a village needs to fill its bodies."""

MOST = 1000

_MADE_AT = datetime.combine(DAY, time(8))


@dataclass(frozen=True)
class Made:
    """A village that was made: its store, and what is wrong in it on the day it speaks of."""

    path: Path
    code: str
    name: str
    day: date
    faults: tuple[Fault, ...]


def make(  # noqa: PLR0913  # the options of the verb, each with its usual value
    folder: Path,
    *,
    villages: int = 1,
    people: int = 1500,
    seed: int = 1,
    faults: str = "some",
    report: Callable[[int, int], None] | None = None,
) -> tuple[Made, ...]:
    """Writes `<code>.vdesk` and `<code>.faults.json` for each village into the folder.

    `faults` is "some" or "none"; `report(done, total)` counts villages.
    Raises UserError for numbers that make no village and for a folder that cannot be written.
    """
    _refuse(villages, people, faults)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"“{folder}”这个文件夹建不了，请换一个文件夹") from error
    made: list[Made] = []
    chosen = places(seed, villages)
    if there := [place for place in chosen if _path(folder, place).exists()]:
        raise UserError(f"“{folder}”里已经有{there[0].name}的台账，不会覆盖，请换一个文件夹")
    for place in chosen:
        slate = Slate(place, Random(f"{seed}-{place.code}"))
        found = invent(slate, people, faulty=faults == "some")
        made.append(_write(folder, slate, found, salt=f"{seed}-{place.code}-"))
        if report:
            report(len(made), villages)
    return tuple(made)


def invent(slate: Slate, people: int, *, faulty: bool) -> tuple[Fault, ...]:
    """Fills the slate with a village and returns what is wrong in it."""
    settle(slate, people)
    team = choose(slate, population(slate))
    ready = promising(slate, people, team)
    admit(slate, people, team, ready)
    seat(slate, team)
    keep_ready(slate, ready, team)
    meet(slate)
    decide(slate)
    look_after(slate)
    mediate(slate, people, team)
    follow_up(slate)
    return seed_faults(slate) if faulty else ()


def population(slate: Slate) -> int:
    """Those who neither moved away nor died."""
    gone = (Presence.MOVED, Presence.DEAD)
    return sum(row["presence"] not in gone for row in slate.rows[Person])


def _refuse(villages: int, people: int, faults: str) -> None:
    if not 1 <= villages <= MOST:
        raise UserError(f"村的个数应是 1 到 {MOST}，现在是 {villages}")
    if people < FEWEST:
        raise UserError(f"一个演示村至少 {FEWEST} 人，才够配齐班子，现在是 {people}")
    if faults not in ("some", "none"):
        raise UserError(f"“{faults}”不对，应是 some（有几处问题）或 none（没有问题）")


def _write(folder: Path, slate: Slate, faults: tuple[Fault, ...], *, salt: str) -> Made:
    place = slate.place
    path = _path(folder, place)
    store = create_store(
        str(path),
        kind="village",
        name=place.name,
        code=place.code,
        now=_MADE_AT,
        uid=slate.uid(),
    )
    try:
        with step(store, "演示村", Stamp("演示", _MADE_AT, salt), kind=GIVEN) as write:
            write.save(Village, _village(slate))
            for kind, rows in slate.rows.items():
                write.add_many(kind, rows)
            write_info(write.connection, {"demo_day": DAY.isoformat()})
    finally:
        store.close()
    _list_faults(path.with_suffix(".faults.json"), faults)
    return Made(path, place.code, place.name, DAY, faults)


def _path(folder: Path, place: Place) -> Path:
    return folder / f"{place.code}.vdesk"


def _village(slate: Slate) -> Row:
    place = slate.place
    return {
        "code": place.code,
        "name": place.name,
        "town": place.town,
        "county": place.county,
        "population": population(slate),
        "mixed": False,
    }


def _list_faults(path: Path, faults: tuple[Fault, ...]) -> None:
    listed = json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, indent=1)
    path.write_text(listed + "\n", encoding="utf-8", newline="\n")
