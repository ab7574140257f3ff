"""What town staff do: collect the villages' workbooks, see who is missing, decide."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from villagedesk.desk.opening import COUNTY_PROFILE, OWN_NUMBERS, OpenDesk
from villagedesk.errors import UserError
from villagedesk.intake import targets
from villagedesk.period import Period
from villagedesk.store.history import Step
from villagedesk.store.records import step_in
from villagedesk.store.settings import change_setting, setting
from villagedesk.town import collect as collecting
from villagedesk.town import judging
from villagedesk.town.collect import (
    Came,
    Cancelled,
    Collected,
    FileSeen,
    Report,
    read_again,
    shown,
)
from villagedesk.town.crew import Crew
from villagedesk.town.expected import Expected, expected, set_due_day, set_expected
from villagedesk.town.judging import Judged
from villagedesk.town.keeping import EDITED, NEW, OLDER, REFUSED, SAME, Again, reread_rosters
from villagedesk.town.kept import COLUMNS
from villagedesk.town.reading import Terms
from villagedesk.town.rows import hold
from villagedesk.town.snapshot import CellProblem

__all__ = [
    "STATUS_WORDS",
    "Came",
    "CellProblem",
    "Collected",
    "Collecting",
    "Expected",
    "FileSeen",
    "Judged",
    "as_json",
    "in_words",
]

STATUS_WORDS = {
    NEW: "收下",
    SAME: "已收过",
    OLDER: "比已收的旧",
    EDITED: "收下（手工改过）",
    REFUSED: "没有收",
}


@dataclass
class Collecting(OpenDesk):
    """The verbs of the 汇总 page; they need a town's store."""

    def collect(
        self,
        paths: Sequence[Path],
        *,
        period: Period | None = None,
        report: Came | None = None,
        cancelled: Cancelled | None = None,
    ) -> Collected:
        """Takes in every workbook among the paths; see `town.collect.collect`."""
        self._ask_for_town()
        terms = self._terms()
        if not judging.is_judged(self.store, terms):
            self.judge_again(cancelled=cancelled)
        done = collecting.collect(
            self.store,
            paths,
            stamp=self.stamp(),
            terms=terms,
            period=period,
            report=report,
            cancelled=cancelled,
        )
        if judging.digest_of(self._terms()) != judging.digest_of(terms):  # a rule changed meanwhile
            self.judge_again(cancelled=cancelled)
        return done

    def is_judged(self) -> bool:
        """Whether the rules are those by which everything taken in was judged."""
        return judging.is_judged(self.store, self._terms())

    def judge_again(
        self, *, report: Report | None = None, cancelled: Cancelled | None = None
    ) -> Judged:
        """Holds all that was taken in against today's rules; see `town.judging.judge_again`."""
        with self._rereading() as again:
            return judging.judge_again(
                self.store, self._terms(), again, report=report, cancelled=cancelled
            )

    def _terms(self) -> Terms:
        with self.store.reading() as connection:
            return Terms(
                self.today,
                setting(connection, COUNTY_PROFILE, ""),
                setting(connection, OWN_NUMBERS, {}),
                collecting.villages_of(connection),
            )

    def expected(self) -> tuple[Expected, ...]:
        """The town's list of villages."""
        with self.store.reading() as connection:
            return expected(connection)

    def expect(self, villages: Sequence[Expected]) -> None:
        """Sets the town's list of villages."""
        self._ask_for_town()
        with self.store.writing() as connection:
            set_expected(connection, villages)

    def mapped_columns(self, village: str) -> dict[str, str]:
        """What was remembered of a village's headers: header → the label of its field."""
        labels = {
            key: slot.face.label
            for target in targets().values()
            for key, slot in target.column_slots.items()
        }
        with self.store.reading() as connection:
            there = setting(connection, COLUMNS.format(village), {})
        return {header: labels.get(key, key) for header, key in there.items()}

    def map_columns(self, village: str, columns: Mapping[str, str]) -> None:
        """Remembers what headers of a village's rosters stand for, and reads its rosters again.

        `columns`: header → a field's key (see `fields_to_choose`); "" forgets the header.
        Raises UserError for an unknown key.
        """
        known = {key for target in targets().values() for key in target.column_slots}
        if strange := [key for key in columns.values() if key and key not in known]:
            raise UserError(f"没有“{'、'.join(strange)}”这样的栏，请从列出的栏里选")
        key = COLUMNS.format(village)
        stamp = self.stamp()
        said = Step(at=stamp.at.isoformat(timespec="seconds"), who=stamp.who, name="认栏目")
        with self._rereading() as again, self.store.writing() as connection:
            hold(connection, village)
            with step_in(connection, said) as write:
                there = setting(connection, key, {})
                wanted = {header: field for header, field in {**there, **columns}.items() if field}
                change_setting(write, key, wanted or None)
                reread_rosters(connection, village, again)

    def set_due(self, period: Period, day: date | None) -> None:
        """Sets by when a period's workbooks are to be there."""
        self._ask_for_town()
        with self.store.writing() as connection:
            set_due_day(connection, period.text, day)

    @contextmanager
    def _rereading(self) -> Iterator[Again]:
        """What was kept can be read once more; to be asked for before a transaction begins."""
        self._ask_for_town()
        with Crew(self._terms(), 1) as crew:
            yield partial(read_again, crew, self.rules())

    def _ask_for_town(self) -> None:
        if not self.store.is_town:
            raise UserError(
                "这是村的台账；接收各村的表要用镇里的汇总台账（villagedesk new --town）"
            )


def as_json(done: Collected) -> dict[str, Any]:
    """What `villagedesk collect --json` prints; villages by their codes."""
    return {
        "files": [_file_json(one) for one in done.files],
        "missing": [one.code for one in done.missing],
        "seconds": round(done.seconds, 3),
    }


def _file_json(one: FileSeen) -> dict[str, Any]:
    said = ("village", "name", "period", "sequence", "status", "rows")
    problems = [vars(problem) for problem in one.problems]
    return {
        "path": shown(str(one.path)),
        **{key: getattr(one, key) for key in said},
        "problems": problems,
    }


def in_words(done: Collected) -> str:
    """What `villagedesk collect` says to a person: a line a file, what is wrong, who is missing."""
    lines = []
    for one in done.files:
        which = f"第{one.sequence}次" if one.sequence is not None else "手填"
        whose = f"{one.name} {one.period} {which}  " if one.village else ""
        lines.append(f"{STATUS_WORDS[one.status]}  {shown(one.path.name)}  {whose}".rstrip())
        for problem in one.problems:
            where = f"“{problem.sheet}”" if problem.sheet else ""
            spot = f"{problem.column}{problem.row}" if problem.row else ""
            lines.append(f"    {where}{spot} {problem.message}".replace("     ", "    "))
    taken = sum(one.status in (NEW, EDITED) for one in done.files)
    lines.append(f"共 {len(done.files)} 个文件，收下 {taken} 个")
    if done.missing:
        lines.append(f"还缺 {len(done.missing)} 个村：{'、'.join(v.name for v in done.missing)}")
    return "\n".join(lines)
