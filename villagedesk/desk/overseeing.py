"""What the town sees over all its villages, and the decisions only a person there can take."""

from dataclasses import dataclass
from pathlib import Path

from villagedesk.desk.collecting import Collecting
from villagedesk.errors import UserError
from villagedesk.period import parse_period
from villagedesk.town import differences as comparing
from villagedesk.town import notices, standing, twins
from villagedesk.town.alike import Alike
from villagedesk.town.differences import Change, Differences
from villagedesk.town.expected import Expected, set_due_day, set_expected
from villagedesk.town.expected_list import read_expected
from villagedesk.town.keeping import choose, keep_both, withdraw
from villagedesk.town.kept import kept_for
from villagedesk.town.standing import (
    Behind,
    ParcelSeen,
    State,
    TownFound,
    TownStanding,
    VillageStanding,
)
from villagedesk.town.twins import PersonSeen, Twin

__all__ = [
    "Alike",
    "Behind",
    "Change",
    "Differences",
    "Expected",
    "Overseeing",
    "ParcelSeen",
    "PersonSeen",
    "State",
    "TownFound",
    "TownStanding",
    "Twin",
    "VillageStanding",
]


@dataclass
class Overseeing(Collecting):
    """The verbs of the town beside collecting."""

    def import_expected(self, path: Path) -> tuple[Expected, ...]:
        """Takes the town's list of villages, and the due days beside it, from a sheet."""
        self._ask_for_town()
        villages, due = read_expected(path)
        with self.store.writing() as connection:
            set_expected(connection, villages)
            for period, day in due:
                set_due_day(connection, period.text, day)
        return villages

    def periods(self) -> tuple[str, ...]:
        """Every period the town knows of, the newest first."""
        with self.store.reading() as connection:
            return standing.periods(connection)

    def standing(self, period: str) -> TownStanding:
        """How every village stands in a period."""
        with self.store.reading() as connection:
            return standing.standing(connection, parse_period(period).text)

    def findings_of(self, period: str, village: str = "") -> tuple[TownFound, ...]:
        """What falls short in the workbooks of a period, of all villages or of one."""
        with self.store.reading() as connection:
            return standing.findings_of(connection, period, village)

    def parcels_of(self, village: str) -> tuple[ParcelSeen, ...]:
        """Every workbook of a village that was kept."""
        with self.store.reading() as connection:
            return standing.parcels_of(connection, village)

    def behind(self) -> tuple[Behind, ...]:
        """The villages whose records in the ledgers are those of an older period."""
        with self.store.reading() as connection:
            return standing.behind(connection)

    def choose(self, parcel: str) -> None:
        """Says that this workbook counts, where the program could not tell."""
        with self._rereading() as again, self.store.writing() as connection:
            choose(connection, parcel, self.stamp(), again)

    def withdraw(self, parcel: str, *, back: bool = False) -> None:
        """Takes a workbook out of what counts, or (`back`) in again; it stays kept."""
        with self._rereading() as again, self.store.writing() as connection:
            withdraw(connection, parcel, self.stamp(), again, back=back)

    def keep_both(self, one: str, other: str) -> None:
        """Says that two rosters that seem to be one sent twice are two, and both count."""
        with self._rereading() as again, self.store.writing() as connection:
            keep_both(connection, one, other, self.stamp(), again)

    def differences(self, period: str, village: str) -> Differences:
        """What changed since the village's workbook of the period before.

        Raises UserError where the village handed in nothing for the period.
        """
        with self.store.reading() as connection:
            kept = standing.parcels_of(connection, village)
            now = next((one for one in kept if one.period == period and one.standing), None)
            if now is None:
                raise UserError("这个村这一期还没有报，没有可比的")
            _, earlier = comparing.parcel_before(connection, village, period)
            both = [kept_for(connection, village, one) for one in (earlier, period)]
        with self._rereading() as again:
            read = [again(kept) for kept in both if kept]
        if len(read) == 1:
            return Differences(village, period, "")
        return comparing.differences(read[0].snapshot, read[1].snapshot)

    def twins(self) -> tuple[Twin, ...]:
        """Those who may stand in two villages."""
        with self.store.reading() as connection:
            return twins.twins(connection)

    def decide_twin(self, twin: Twin, said: str) -> None:
        """Keeps whether two records are `same` or `different`; "" takes it back."""
        self._ask_for_town()
        stamp = self.stamp()
        at = stamp.at.isoformat(timespec="seconds")
        with self.store.writing() as connection:
            twins.decide(connection, twin, said, who=stamp.who, at=at)

    def reminder(self, period: str) -> str:
        """The words for the chat group: who is missing, who has something to correct."""
        return notices.reminder(self.standing(period))
