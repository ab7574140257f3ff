"""The verbs of 四议两公开: a matter along its six stages, tied to the sittings that held them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from villagedesk.checks.decisions import usual_body
from villagedesk.declare import Problem, face
from villagedesk.desk.keeping import Keeping, Saved
from villagedesk.desk.stages import purpose_of, tie
from villagedesk.errors import UserError
from villagedesk.kinds import first_day, is_blank
from villagedesk.ledgers.decisions.line import Line, lines, rule_of, sittings
from villagedesk.ledgers.decisions.rolls import DECISIONS, STAGES
from villagedesk.ledgers.decisions.rules import hangs_until
from villagedesk.ledgers.decisions.seen import (
    LASTS,
    MatterSeen,
    StageSeen,
    Step,
    matter_seen,
    matters_seen,
)
from villagedesk.ledgers.decisions.sums import amiss
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage, StageKind
from villagedesk.ledgers.meetings.tables import Meeting, MeetingKind
from villagedesk.people import BranchKind, PartyBranch
from villagedesk.store import records
from villagedesk.store.records import step

__all__ = ["Decisions", "MatterSeen", "StageSeen", "Step"]

_HELD_BY = {
    StageKind.PROPOSED: MeetingKind.COMMITTEE,
    StageKind.CONSULTED: MeetingKind.JOINT,
    StageKind.EXAMINED: MeetingKind.ASSEMBLY,
}
_STAYS = {
    face(one).key
    for one in (DecisionStage.went_on, DecisionStage.supervision, DecisionStage.signed)
}
"""What is typed of a stage whose numbers come from a sitting."""
_FORM = face(DecisionStage.form).key
_OTHER_FORM = "这次会议记的是{0}，会议形式里要写上，例如：{0}（户代表）"

_UNTIL = face(Decision.published_until).key


@dataclass
class Decisions(Keeping):
    """The verbs of the page of the matters."""

    def matters(self) -> tuple[MatterSeen, ...]:
        """Every matter today, without its `rules`: the running ones first, then the closed."""
        return matters_seen(self.facts(), self.today, self.rules())

    def matter(self, uid: str) -> MatterSeen:
        """One matter today; raises UserError if it is gone."""
        facts, rules = self.facts(), self.rules()
        line = _there(facts.once(lines).get(uid))
        seen = matter_seen(facts, line, self.today, rules)
        if line.decider:
            return seen
        body = usual_body(facts, line.matter.kind, rules, self.today)
        said = f"参考：{line.matter.kind}一般由{body}决定；决策主体还没有填"
        return replace(seen, rules=(*seen.rules, said))

    def stage_sitting(self, matter: str, stage: StageKind) -> str:
        """What to open the page of a sitting with: `kinds|branch|group|day|purpose`."""
        facts = self.facts()
        one = _there(facts.once(lines).get(matter)).matter
        if stage is StageKind.RESOLVED:
            body = one.decider or usual_body(facts, one.kind, self.rules(), self.today)
            kind, branch = MeetingKind(body), ""
        else:
            merged = one.merged and stage is StageKind.PROPOSED
            kind = MeetingKind.JOINT if merged else _HELD_BY[stage]
            branch = _home(facts.all(PartyBranch))
        day = self.today.isoformat()
        return "|".join((kind, branch, "", day, purpose_of(matter, stage)))

    def tie_stage(self, matter: str, stage: StageKind, meeting: str) -> None:
        """The stage was held at that sitting: its numbers become those counted there, in one step.

        A stage that failed stays as it was; what was held anew stands beside it.
        """
        line = _there(self.facts().once(lines).get(matter))
        with self.store.reading() as connection:
            sitting = records.get(connection, Meeting, meeting)
        if sitting is None:
            raise UserError("这次会议已经不在了，可能刚被删除或撤销，请看看列表")
        name, anew = (
            f"{line.matter.title}：{stage}记在 {sitting['title']}",
            self._failed(line, stage),
        )
        with step(self.store, name, self.stamp()) as write:
            tie(write, matter, stage, meeting=meeting, anew=anew)

    def set_stage(self, matter: str, stage: StageKind, typed: Mapping[str, str]) -> Saved:
        """Saves what was typed of a stage of which only the old form is there.

        Of a stage that is tied to a sitting only what that cannot say is taken: the reason why it
        went on, what the supervisors said, whether the paper is signed, and a closer word on the
        form of the meeting, 村民会议（户代表）. Votes that cannot be are problems, nothing is saved
        then.
        """
        facts = self.facts()
        line = _there(facts.once(lines).get(matter))
        row = line.row(stage)
        if row and (held := facts.get(Meeting, facts.once(sittings).get(row.uid))):
            form = typed.get(_FORM, "").strip()
            if form and held.kinds not in form:
                return Saved(row.uid, (Problem(_FORM, _OTHER_FORM.format(held.kinds), value=form),))
            typed = {key: words for key, words in typed.items() if key in _STAYS}
            typed |= {_FORM: form} if form else {}
        elif row and self._is_held_anew(line, row, typed):
            row = None
        words = {**typed, face(DecisionStage.kind).key: str(stage)}
        if problems := self._impossible(row, words):
            return Saved(row.uid if row else "", problems)
        return self.save_part(STAGES, matter, row.uid if row else "", words)

    def publish(self, matter: str, typed: Mapping[str, str]) -> Saved:
        """决议公开: where no last day is given or known, it hangs as long as it has to."""
        one = self._matter(matter)
        known = {_UNTIL: one.published_until or "", **typed}
        return self.save(DECISIONS, matter, self._with_last_day(known))

    def finish(self, matter: str, typed: Mapping[str, str]) -> Saved:
        """实施和结果公开, or the end of a matter that was given up."""
        self._matter(matter)
        return self.save(DECISIONS, matter, typed)

    def _matter(self, uid: str) -> Decision:
        return _there(self.facts().once(lines).get(uid)).matter

    def _failed(self, line: Line, stage: StageKind) -> bool:
        row = line.row(stage)
        return row is not None and self._fell(line, row)

    def _fell(self, line: Line, row: DecisionStage) -> bool:
        seen = line.judged(row, rule_of(self.rules(), row, self.today))
        invalid = seen is not None and (not seen.judged.quorum_met or seen.judged.carried is False)
        return invalid or row.passed is False

    def _is_held_anew(self, line: Line, row: DecisionStage, typed: Mapping[str, str]) -> bool:
        """Another day for a stage that failed: the failed one is kept as it was."""
        day = self._day(DecisionStage.held_on, typed)
        return bool(day and row.held_on and day > row.held_on) and self._fell(line, row)

    def _day(self, attribute: Any, typed: Mapping[str, str]) -> str:
        values, _ = self._read(_roll_of(attribute), {}, _only(attribute, typed), {})
        return str(values.get(attribute.key) or "")

    def _impossible(
        self, row: DecisionStage | None, words: Mapping[str, str]
    ) -> tuple[Problem, ...]:
        before = {} if row is None else {name: getattr(row, name) for name in _NAMES}
        values, _ = self._read(STAGES, before, words, {})
        whole = DecisionStage(**{"uid": "", "village": "", "decision": "", **before, **values})
        return tuple(Problem(key, f"{said}，请核对") for key, said in amiss(whole))

    def _with_last_day(self, typed: Mapping[str, str]) -> Mapping[str, str]:
        day = self._day(Decision.published_on, typed)
        if not day or not is_blank(typed[_UNTIL]):
            return typed
        rule = self.rules().on(LASTS, first_day(day))
        if rule is None:
            return typed
        days, weekends = rule.number("publicity_days"), bool(rule.numbers["count_weekends"])
        until = hangs_until(first_day(day), days, weekends=weekends)
        return {**typed, _UNTIL: until.isoformat()}


_NAMES = [name for name in DecisionStage.model_fields if name not in ("uid", "village")]


def _roll_of(attribute: Any) -> Any:
    return STAGES if attribute.class_ is DecisionStage else DECISIONS


def _only(attribute: Any, typed: Mapping[str, str]) -> dict[str, str]:
    key = face(attribute).key
    return {key: typed[key]} if key in typed else {}


def _there(line: Line | None) -> Line:
    if line is None:
        raise UserError("这件事已经不在了，可能刚被删除或撤销，请看看列表")
    return line


def _home(branches: Any) -> str:
    """The party organisation of the village: its 总支, or its only branch."""
    above = [one.uid for one in branches if one.kind == BranchKind.GENERAL]
    every = above or [one.uid for one in branches]
    return str(every[0]) if len(every) == 1 else ""
