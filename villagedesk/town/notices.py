"""What a town says to its villages: the reminder for the chat group, and the draft of a 通报."""

from collections.abc import Iterable
from dataclasses import dataclass

from villagedesk.declare import Level
from villagedesk.period import parse_period
from villagedesk.town.standing import State, TownStanding, VillageStanding


def reminder(town: TownStanding) -> str:
    """Plain words for the chat group: who is missing, who has something to correct.

    Nothing where no village is known.
    """
    if not town.villages:
        return ""
    words = parse_period(town.period).words
    lines = [f"【{words}村务台账上报情况】"]
    lines += [f"截止日期：{town.due}"] if town.due else []
    groups = (
        ("还没有报", town.of(State.MISSING)),
        ("报了但要核对后才算数", town.of(State.WAITING)),
        ("已收到、有要改正的", [one for one in _handed_in(town) if _to_correct(one)]),
    )
    done = len(_handed_in(town))
    lines.append(in_numbers(town))
    lines += [
        f"{said}（{len(those)} 个）：{'、'.join(one.name for one in those)}"
        for said, those in groups
        if those
    ]
    if town.is_listed and done == len(town.villages):
        lines.append("全部报齐，谢谢大家")
    return "\n".join(lines)


@dataclass(frozen=True)
class CircularLine:
    """One line of the draft table of a 通报."""

    village: str
    state: str
    received_on: str
    errors: int
    warnings: int
    cells: int
    note: str

    @property
    def values(self) -> tuple[str | int | None, ...]:
        """The line as it is written; of a village that handed in nothing nothing is counted."""
        counts = (self.errors, self.warnings, self.cells) if self.received_on else (None,) * 3
        return (self.village, self.state, self.received_on or None, *counts, self.note or None)


def in_numbers(town: TownStanding) -> str:
    """How many were to hand in, as far as that is known, and how many did."""
    done = len(_handed_in(town))
    listed = f"应报 {len(town.villages)} 个村，已收到 {done} 个"
    return listed if town.is_listed else f"已收到 {done} 个村的表"


def circular(town: TownStanding) -> tuple[CircularLine, ...]:
    """Village by village in the town's own order; the words beside it are facts, no verdict."""
    return tuple(
        CircularLine(
            one.name,
            one.state,
            one.received_at[: len("2026-11-22")],
            one.findings.get(Level.ERROR, 0),
            one.findings.get(Level.WARNING, 0),
            len(one.problems),
            _note(one),
        )
        for one in town.villages
    )


def _handed_in(town: TownStanding) -> tuple[VillageStanding, ...]:
    return town.of(State.IN, State.LATE)


def _to_correct(one: VillageStanding) -> bool:
    return bool(one.problems or one.findings.get(Level.ERROR, 0))


def _note(one: VillageStanding) -> str:
    said: Iterable[str] = (
        "导出后有手工改动" if one.edited else "",
        f"另有 {one.waiting} 份待定" if one.waiting else "",
    )
    return "；".join(words for words in said if words)
