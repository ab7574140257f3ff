"""What falls short of the rules, and what the clerk says to it."""

from dataclasses import dataclass, replace
from datetime import date

from villagedesk import checks
from villagedesk.checks import Found
from villagedesk.desk.opening import OpenDesk
from villagedesk.ledgers.committees.tables import SUPERVISORY_LABELS
from villagedesk.people import Remark
from villagedesk.store.records import step, table_of


@dataclass
class Checking(OpenDesk):
    """The verbs of the home page's list."""

    def findings(self, on: date | None = None, *, ledgers: tuple[str, ...] = ()) -> list[Found]:
        """What falls short on a day (today if none is given), the gravest first."""
        found = checks.findings(self.facts(), on or self.today, self.rules(), only=ledgers)
        label = self.supervisory_label
        return [called(one, label) for one in found]

    def remark(self, found: Found, words: str) -> None:
        """Writes, changes or (with no words) takes back the clerk's word on a finding."""
        village, own = self.village, table_of(Remark)
        about = {"norm": found.norm, "about": found.uid, "period": found.period}
        same = (own.c.norm == found.norm, own.c.about == found.uid, own.c.period == found.period)
        with step(self.store, f"说明：{found.message[:20]}", self.stamp()) as write:
            uid = write.connection.execute(own.select().where(*same)).scalar()
            if words.strip():
                write.save(
                    Remark, {"uid": uid, "village": village, **about, "words": words.strip()}
                )
            elif uid:
                write.remove(Remark, uid)


def called(found: Found, label: str) -> Found:
    """A finding with the supervisory committee called as it is called here."""
    usual = SUPERVISORY_LABELS[0]
    subject, message = (words.replace(usual, label) for words in (found.subject, found.message))
    return replace(found, subject=subject, message=message)
