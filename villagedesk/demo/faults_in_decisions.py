"""Mistakes on the way of a matter, each with everything that a check will say of it."""

from datetime import date, timedelta

from villagedesk.demo.faulty import Fault, Mistake
from villagedesk.demo.slate import Row, Slate
from villagedesk.ledgers.decisions.tables import Decider, Decision, DecisionStage, Matter, StageKind
from villagedesk.ledgers.meetings.tables import AgendaItem, Attendance, Meeting, MeetingKind
from villagedesk.people import Tie
from villagedesk.quorum import HALF, TWO_THIRDS

_SUMMER = "2026-06"


def _published_late(slate: Slate) -> tuple[Fault, ...]:
    """Six days passed before the plan of the year hung on the board."""
    matter = _of(slate, Matter.PLAN)
    begins = _day(_stage(slate, matter, StageKind.RESOLVED)["held_on"], 6)
    matter.update(published_on=begins, published_until=_day(begins, 7))
    return (_about("decision_is_published", matter),)


def _hung_three_days(slate: Slate) -> tuple[Fault, ...]:
    matter = _of(slate, Matter.RELIEF)
    matter["published_until"] = _day(matter["published_on"], 2)
    return (_about("publicity_lasts", matter),)


def _objection_lies(slate: Slate) -> tuple[Fault, ...]:
    """Nobody wrote what became of what two households said."""
    matter = _of(slate, Matter.WELFARE)
    matter["handling"] = None
    return (_about("objections_are_handled", matter),)


def _not_authorised(slate: Slate) -> tuple[Fault, ...]:
    matter = _of(slate, Matter.ALLOWANCE)
    if matter["decider"] != Decider.REPRESENTATIVES:
        return ()
    matter.update(authorised=None, authority=None)
    return (_about("matter_is_authorised", matter),)


def _not_consulted(slate: Slate) -> tuple[Fault, ...]:
    """Both committees never spoke of the rules of the village."""
    matter = _of(slate, Matter.CHARTER)
    stage = _stage(slate, matter, StageKind.CONSULTED)
    slate.rows[DecisionStage].remove(stage)
    slate.rows[Tie] = [row for row in slate.rows[Tie] if row["from_uid"] != stage["uid"]]
    return (_about("no_stage_is_skipped", matter),)


def _too_few_households(slate: Slate) -> tuple[Fault, ...]:
    """One household fewer than two thirds, and it was carried all the same."""
    matter = _of(slate, Matter.CHARTER)
    stage = _stage(slate, matter, StageKind.RESOLVED)
    present = TWO_THIRDS.least(stage["expected"]) - 1
    stage.update(present=present, yes=present, no=0)
    return (_about("stages_stand", matter),)


def _told_late(slate: Slate) -> tuple[Fault, ...]:
    matter = _of(slate, Matter.CHARTER)
    matter["noticed_on"] = _day(_stage(slate, matter, StageKind.RESOLVED)["held_on"], -9)
    return (_about("notice_was_given", matter),)


def _wrong_day(slate: Slate) -> tuple[Fault, ...]:
    """Consulted before it was proposed, as the form has it."""
    matter = _of(slate, Matter.ASSETS)
    stage = _stage(slate, matter, StageKind.CONSULTED)
    stage["held_on"] = _day(_stage(slate, matter, StageKind.PROPOSED)["held_on"], -1)
    return (_about("stages_are_in_order", matter),)


def _wrong_day_further_on(slate: Slate) -> tuple[Fault, ...]:
    """Examined before it was proposed; of the day between only the month is known."""
    matter = _of(slate, Matter.PLAN)
    proposed = _stage(slate, matter, StageKind.PROPOSED)["held_on"]
    _stage(slate, matter, StageKind.CONSULTED)["held_on"] = proposed[: len(_SUMMER)]
    _stage(slate, matter, StageKind.EXAMINED)["held_on"] = _day(proposed, -1)
    return (_about("stages_are_in_order", matter),)


def _went_on_without_quorum(slate: Slate) -> tuple[Fault, ...]:
    """Too few members came to the examination; nobody wrote why the matter went on."""
    matter = _of(slate, Matter.WELFARE)
    stage = _stage(slate, matter, StageKind.EXAMINED)
    few = HALF.least(stage["voters_expected"]) - 1
    stage.update(voters_present=few, present=few, yes=few, no=0, abstained=0, passed=False)
    return (_about("stages_stand", matter),)


def _members_not_asked(slate: Slate) -> tuple[Fault, ...]:
    """Money for land is shared out by all members of the collective, whoever was authorised."""
    matter = _of(slate, Matter.PROJECT)
    if matter["decider"] != Decider.REPRESENTATIVES:
        return ()
    matter["kind"] = Matter.COMPENSATION
    return (_about("matter_is_authorised", matter),)


def _result_hung_three_days(slate: Slate) -> tuple[Fault, ...]:
    matter = _of(slate, Matter.ASSETS)
    matter["result_until"] = _day(matter["result_on"], 2)
    return (_about("publicity_lasts", matter),)


def _objection_to_result_lies(slate: Slate) -> tuple[Fault, ...]:
    """One household asked for the days of its own to be counted again."""
    matter = _of(slate, Matter.ALLOWANCE)
    matter["result_objections"] = "有一户问三月的出工天数"
    return (_about("objections_are_handled", matter),)


def _too_many_votes(slate: Slate) -> tuple[Fault, ...]:
    matter = _of(slate, Matter.ASSETS)
    stage = _stage(slate, matter, StageKind.RESOLVED)
    stage["yes"] = stage["present"] + 2
    return (_about("votes_add_up", matter),)


def _contract_lost(slate: Slate) -> tuple[Fault, ...]:
    matter = _of(slate, Matter.WELFARE)
    matter["contract"] = None
    return (_about("contract_is_kept", matter),)


def _overdue(slate: Slate) -> tuple[Fault, ...]:
    """The road should have been finished a week ago."""
    matter = [row for row in slate.rows[Decision] if row["kind"] == Matter.WELFARE][-1]
    matter["due_on"] = "2026-11-15"
    return (_about("result_is_published", matter),)


def _no_summer_meeting(slate: Slate) -> tuple[Fault, ...]:
    """All villagers met in June, and their representatives did not."""
    kind = MeetingKind.REPRESENTATIVES
    held = [row for row in slate.rows[Meeting] if row["kinds"] == kind]
    for meeting in held:
        if not meeting["held_on"].startswith(_SUMMER):
            continue
        slate.rows[Meeting].remove(meeting)
        for part in (Attendance, AgendaItem):
            rows = slate.rows[part]
            slate.rows[part] = [row for row in rows if row["meeting"] != meeting["uid"]]
        slate.rows[Tie] = [row for row in slate.rows[Tie] if row["to_uid"] != meeting["uid"]]
        day = meeting["held_on"]
        for row in slate.rows[Decision]:
            resolved = [one for one in _stages(slate, row) if one["held_on"] == day]
            if resolved and row["decider"] == Decider.REPRESENTATIVES:
                row.update(decider=Decider.VILLAGERS, noticed_on=_day(day, -15))
                resolved[-1]["form"] = Decider.VILLAGERS
        return (Fault("decisions.representatives_meet", str(kind)),)
    return ()


MISTAKES: tuple[Mistake, ...] = (
    _published_late,
    _hung_three_days,
    _objection_lies,
    _not_authorised,
    _not_consulted,
    _too_few_households,
    _told_late,
    _wrong_day,
    _wrong_day_further_on,
    _went_on_without_quorum,
    _members_not_asked,
    _result_hung_three_days,
    _objection_to_result_lies,
    _too_many_votes,
    _contract_lost,
    _overdue,
    _no_summer_meeting,
)


def _of(slate: Slate, kind: Matter) -> Row:
    """The first matter of a kind."""
    return next(row for row in slate.rows[Decision] if row["kind"] == kind)


def _stages(slate: Slate, matter: Row) -> list[Row]:
    return [row for row in slate.rows[DecisionStage] if row["decision"] == matter["uid"]]


def _stage(slate: Slate, matter: Row, kind: StageKind) -> Row:
    return next(row for row in _stages(slate, matter) if row["kind"] == kind)


def _about(norm: str, matter: Row) -> Fault:
    return Fault(f"decisions.{norm}", f"{matter['number']} {matter['title']}")


def _day(day: str, after: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=after)).isoformat()
