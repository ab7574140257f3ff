"""Papers of a matter: the sheets of its stages, the notices of what was resolved and done."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from villagedesk.books.papers.decisions import (
    Course,
    Held,
    Step,
    notice,
    result_notice,
    stage_sheets,
)
from villagedesk.books.papers.paper import Paper
from villagedesk.desk.attaching import attached
from villagedesk.desk.opening import OpenDesk
from villagedesk.desk.printing.naming import supervision_phone, village_name
from villagedesk.errors import UserError
from villagedesk.kinds import When, first_day
from villagedesk.ledgers.decisions.line import MEETINGS, Line, lines, rule_of
from villagedesk.ledgers.decisions.rules import days_hung, shows_publication
from villagedesk.ledgers.decisions.seen import LASTS
from villagedesk.ledgers.decisions.tables import DecisionStage, StageKind
from villagedesk.norms import Rules
from villagedesk.people import Attachment
from villagedesk.store.records import table_of

_WHOLE_DAY = len("2026-03-05")


@dataclass
class MatterPapers(OpenDesk):
    """The verbs that lay the papers of a matter ready for the printer."""

    def stage_papers(self, matter: str) -> Paper:
        """The six stage sheets of a matter, each on its own page, and the photos of what hung;
        raises UserError if it is gone.

        A stage held anew has a sheet for each time; an invalid one says what the rule says of it.
        """
        return stage_sheets(self._course(matter))

    def notice_paper(self, matter: str) -> Paper:
        """公示 of what was resolved; raises UserError where nothing is recorded as resolved."""
        course = self._course(matter)
        if not course.steps[-1].held:
            raise UserError(
                f"“{course.matter.title}”还没有记下决议，先在“决议”这一步填上会议，再打印公示"
            )
        return notice(course)

    def result_paper(self, matter: str) -> Paper:
        """公示 of what became of it; raises UserError where nothing is recorded of that."""
        course = self._course(matter)
        if not (course.matter.result or course.matter.result_on):
            raise UserError(
                f"“{course.matter.title}”还没有记下实施结果，先在“结果公开”这一步填上，再打印公示"
            )
        return result_notice(course)

    def _course(self, uid: str) -> Course:
        facts, rules = self.facts(), self.rules()
        line = facts.once(lines).get(uid)
        if line is None:
            raise UserError("这件事已经不在了，可能刚被删除或撤销，请看看列表")
        return Course(
            village=village_name(self.store),
            matter=line.matter,
            steps=tuple(self._step(line, kind, rules) for kind in MEETINGS),
            days=_days(line.matter.published_on, line.matter.published_until, rules),
            result_days=_days(line.matter.result_on, line.matter.result_until, rules),
            supervisors=self.supervisory_label,
            phone=supervision_phone(self.store),
            photos=self._photos(uid),
        )

    def _photos(self, uid: str) -> tuple[tuple[Path, str], ...]:
        """The photos of what hung that lie beside the store; a scan as PDF is printed by itself."""
        if self.store.path is None:
            return ()
        every = attached(self.store, table_of(Attachment).c.about == uid)
        hung = (one for one in every if shows_publication(one.name))
        photos = (one for one in hung if one.kind != "pdf" and not one.missing)
        return tuple((one.path, Path(one.name).stem) for one in photos)

    def _step(self, line: Line, kind: StageKind, rules: Rules) -> Step:
        held = tuple(
            Held(row, _against(line, row, rules, self.today)) for row in line.rows.get(kind, ())
        )
        return Step(kind, held, merged=line.is_merged(kind))


def _against(line: Line, row: DecisionStage, rules: Rules, today: date) -> str:
    """What the rule says of a stage that does not stand; "" where it does, or no rule is known."""
    seen = line.judged(row, rule_of(rules, row, today))
    if seen is None or (seen.judged.can_pass and seen.judged.carried is not False):
        return ""
    return seen.judged.words


def _days(on: When | None, until: When | None, rules: Rules) -> int | None:
    """For how many days something hangs, where both days are known to the day."""
    begins, ends = on or "", until or ""
    if len(begins) < _WHOLE_DAY or len(ends) < _WHOLE_DAY or ends < begins:
        return None
    first, last = first_day(begins), first_day(ends)
    rule = rules.on(LASTS, first)
    return days_hung(first, last, weekends=rule is None or bool(rule.numbers["count_weekends"]))
