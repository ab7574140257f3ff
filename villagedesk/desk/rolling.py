"""The town's roll-up: one workbook of what all villages handed in for a period."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from villagedesk.desk.collecting import Collecting
from villagedesk.errors import ReadOnlyError
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
        """Writes the roll-up of a period; see `town.rollup.roll_up`.

        An older one holds what was handed in for it, judged by the rules of today.
        """
        self._ask_for_town()
        if not self.is_judged():
            with suppress(ReadOnlyError):  # who may only look gets it as it was judged last
                self.judge_again(cancelled=cancelled)
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
