"""通报: who handed in and who did not, as a table to print, to send and to change."""

from dataclasses import dataclass
from pathlib import Path

from villagedesk.books.circular import LABELS, Circular, circular_paper, write_circular
from villagedesk.books.papers.paper import Paper
from villagedesk.desk.overseeing import Overseeing
from villagedesk.period import parse_period
from villagedesk.town.notices import CircularLine, circular, in_numbers

__all__ = ["LABELS", "CircularLine", "Circulating"]


@dataclass
class Circulating(Overseeing):
    """The verbs of the 通报, a draft of facts: what to say of them is the town's."""

    def circular(self, period: str) -> tuple[CircularLine, ...]:
        """A line for each village, in the town's own order."""
        return circular(self.standing(period))

    def circular_paper(self, period: str) -> Paper:
        """The 通报 laid ready for the printer."""
        return circular_paper(self._circular(period))

    def write_circular(self, period: str, out: Path) -> None:
        """Writes the 通报 as a workbook; raises UserError where it cannot be written."""
        write_circular(self._circular(period), out)

    def _circular(self, period: str) -> Circular:
        self._ask_for_town()
        town = self.standing(period)
        due = (f"截止日期 {town.due}",) if town.due else ()
        return Circular(
            self.store.info["name"],
            parse_period(period).words,
            "，".join((in_numbers(town), *due)),
            self.today,
            tuple(one.values for one in circular(town)),
        )
