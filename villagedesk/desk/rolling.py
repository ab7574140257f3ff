"""The town's roll-up: one workbook of what all villages handed in for a period."""

from dataclasses import dataclass
from pathlib import Path

from villagedesk.desk.collecting import Collecting
from villagedesk.period import Period
from villagedesk.town import rollup
from villagedesk.town.collect import Cancelled, Report
from villagedesk.town.rollup import RolledUp

__all__ = ["RolledUp", "Rolling"]


@dataclass
class Rolling(Collecting):
    """The verbs that write what the town hands on."""

    def roll_up(
        self,
        period: Period,
        out: Path,
        *,
        report: Report | None = None,
        cancelled: Cancelled | None = None,
    ) -> RolledUp:
        """Writes the roll-up of a period, an older one as it was; see `town.rollup.roll_up`."""
        self._ask_for_town()
        rules = self.rules()
        with self.store.reading() as connection:
            return rollup.roll_up(
                connection,
                period,
                out,
                town=self.store.info["name"],
                rules=rules,
                now=self.now(),
                report=report,
                cancelled=cancelled,
            )
