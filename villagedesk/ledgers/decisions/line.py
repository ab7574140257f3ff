"""A matter as the line it goes along: what was held of each stage, and which sitting that was."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from villagedesk.declare import Facts, Rule
from villagedesk.kinds import first_day
from villagedesk.ledgers.decisions.rules import Seen, body_in, judged_stage, procedure_of
from villagedesk.ledgers.decisions.tables import Decider, Decision, DecisionStage, StageKind
from villagedesk.norms import Rules
from villagedesk.people import Tie
from villagedesk.quorum import Procedure

HELD_AS = "会议"
"""The kind of the tie from a stage to the sitting at which it was held."""

STANDS = "decisions.stages_stand"

MEETINGS = tuple(StageKind)
_EARLY = (StageKind.PROPOSED, StageKind.CONSULTED)


@dataclass(frozen=True)
class Line:
    """A matter and what was held of it; of a stage held more than once the last counts."""

    matter: Decision
    rows: Mapping[str, tuple[DecisionStage, ...]]

    def row(self, kind: str) -> DecisionStage | None:
        """The stage as it was held last."""
        held = self.rows.get(kind, ())
        return held[-1] if held else None

    @property
    def decider(self) -> Decider | None:
        """The body that resolved it: the one that met, or else the one that was to."""
        row, meant = self.row(StageKind.RESOLVED), self.matter.decider
        return (body_in(row.form) if row else None) or (Decider(meant) if meant else None)

    def is_merged(self, kind: str) -> bool:
        """Whether that stage was one with its neighbour, and is not recorded by itself."""
        if not self.matter.merged or kind not in _EARLY or self.row(kind):
            return False
        return any(self.row(other) for other in _EARLY)

    def went_further(self, kind: str) -> bool:
        """Whether anything later than that stage was done."""
        published = self.matter.published_on or self.matter.result_on
        return self.after(kind) is not None or bool(published)

    def after(self, kind: str) -> DecisionStage | None:
        """The stage that was held next after that one."""
        later = MEETINGS[MEETINGS.index(StageKind(kind)) + 1 :]
        return next((row for one in later if (row := self.row(one))), None)

    def procedure(self, row: DecisionStage, rule: Rule) -> Procedure | None:
        """How the body that met decides; None where no rule is known."""
        matter = self.matter
        return procedure_of(row.kind, matter.decider, rule, kind=matter.kind, form=row.form)

    def judged(self, row: DecisionStage, rule: Rule | None) -> Seen | None:
        """The stage against the rule in force; None where there is none."""
        return judged_stage(row, self.procedure(row, rule)) if rule else None

    def reason(self, row: DecisionStage) -> tuple[str, str]:
        """Why the matter went on after a stage that failed, and the stage that says so.

        The meeting that came next says it, or that stage itself; where nobody said it, the stage
        that is to say it.
        """
        after = self.after(row.kind)
        held = (row, after) if after else (row,)
        said = next((one for one in held if (one.went_on or "").strip()), held[-1])
        return (said.went_on or "").strip(), said.kind

    def is_resolved(self, rule: Rule | None) -> bool:
        """Whether the fourth stage was held and carried, as it was written down.

        Where nobody wrote whether it passed, its votes are held against the rule for stages; where
        that says nothing, more agreed than did not.
        """
        row = self.row(StageKind.RESOLVED)
        if row is None or row.passed is not None:
            return bool(row and row.passed)
        seen = self.judged(row, rule)
        if seen and seen.judged.carried is not None:
            return seen.judged.carried
        return (row.yes or 0) > (row.no or 0) + (row.abstained or 0)


def lines(facts: Facts) -> Mapping[str, Line]:
    """Every matter by its uid: `facts.once(lines)`."""
    held: dict[str, dict[str, list[DecisionStage]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(facts.all(DecisionStage), key=lambda one: (one.held_on or "", one.uid)):
        held[row.decision][row.kind].append(row)
    return {
        one.uid: Line(one, {kind: tuple(rows) for kind, rows in held[one.uid].items()})
        for one in facts.all(Decision)
    }


def sittings(facts: Facts) -> Mapping[str, str]:
    """The sitting behind each stage that has one, by uid: `facts.once(sittings)`."""
    stages = str(DecisionStage.__tablename__)
    return {
        one.from_uid: one.to_uid
        for one in facts.all(Tie)
        if one.from_roll == stages and one.kind == HELD_AS
    }


def rule_of(rules: Rules, row: DecisionStage, today: date) -> Rule | None:
    """The rule for stages of the day on which this one was held."""
    return rules.on(STANDS, first_day(row.held_on) if row.held_on else today)
