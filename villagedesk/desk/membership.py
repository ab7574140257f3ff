"""党员变动: a membership changes on its day, and the register follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from villagedesk.declare import Facts, out_of_order
from villagedesk.desk.committees import read_field
from villagedesk.desk.opening import OpenDesk
from villagedesk.errors import UserError
from villagedesk.kinds import first_day
from villagedesk.people import (
    MemberChange,
    Movement,
    PartyBranch,
    PartyGroup,
    PartyMember,
    Person,
    Presence,
    Stage,
    Standing,
    When,
)
from villagedesk.people.membership import (
    ENTERING,
    LEAVING,
    RIGHTS_STOPPED,
    OnRoll,
    past_of,
)
from villagedesk.store.records import step

_MEMBER, _PROBATIONARY, _NOBODY = "01", "02", "13"
"""政治面貌 by GB/T 4762: 中共党员, 中共预备党员, 群众."""
_STAGES = {_MEMBER: Stage.FULL, _PROBATIONARY: Stage.PROBATIONARY}

_PLACING = (Movement.JOINED, Movement.MOVED_IN, Movement.RESTORED, Movement.REGROUPED)
"""Changes that say where a member belongs from then on."""
_OF_PROBATION = (Movement.CONFIRMED, Movement.EXTENDED, Movement.REFUSED)

_STANDINGS = {
    Movement.JOINED: Standing.NORMAL,
    Movement.MOVED_IN: Standing.NORMAL,
    Movement.RESTORED: Standing.NORMAL,
    Movement.STOPPED: Standing.SUSPENDED,
    Movement.REFUSED: Standing.OTHER,
    Movement.EXPELLED: Standing.OTHER,
    Movement.MOVED_OUT: Standing.OTHER,
}
_POLITICAL = {
    Movement.JOINED: _PROBATIONARY,
    Movement.CONFIRMED: _MEMBER,
    Movement.REFUSED: _NOBODY,
    Movement.EXPELLED: _NOBODY,
}


class Moved(TypedDict, total=False):
    """What else a change may say: where to (uids), until when, by which paper."""

    branch: str | None
    group: str | None
    until: str
    document: str
    note: str


@dataclass(frozen=True)
class _Known:
    """What stands in the village's books about a person before a change."""

    facts: Facts
    person: Person
    member: PartyMember | None
    changes: tuple[MemberChange, ...]
    roll: OnRoll | None
    """As the roll has them on the day of the change."""


@dataclass
class Membership(OpenDesk):
    """The verbs by which somebody enters the party, moves within it, and leaves it."""

    def move_member(self, person: str, kind: Movement, on: str, **more: Unpack[Moved]) -> str:
        """Writes a change down and lets the register follow, as one step; the change's uid.

        A change entered late leaves alone what later ones say. Raises UserError, and changes
        nothing, for a change that cannot be.
        """
        values = self._read_change(kind, on, more)
        known = _known(self.facts(), person, values["on"])
        _check(known, kind, values["on"])
        change = {**values, "person": person, **_places(known, kind, more)}
        later = [one for one in known.changes if first_day(one.on) > first_day(change["on"])]
        told = {name for one in later for name in (*_of_member(one), *_of_person(one))}
        moved = MemberChange(**{"uid": "", "village": "", **change})
        member = _untold(_of_member(moved), told)
        if known.member is None:
            member |= {"stage": member.get("stage", _STAGES.get(known.person.political or ""))}
        with step(self.store, f"党员变动：{known.person.name}{kind}", self.stamp()) as write:
            village = known.person.village
            if known.member is None or member:
                write.save(PartyMember, {"village": village, **member, "uid": person})
            write.save(Person, {**_untold(_of_person(moved), told), "uid": person})
            return write.save(MemberChange, {**change, "village": village})

    def _read_change(self, kind: Movement, on: str, more: Moved) -> dict[str, Any]:
        values: dict[str, Any] = {
            "kind": kind,
            "on": read_field(MemberChange.on, on, self.today),
            "until": read_field(MemberChange.until, more.get("until", ""), self.today),
            "document": read_field(MemberChange.document, more.get("document", ""), self.today),
            "note": read_field(MemberChange.note, more.get("note", ""), self.today),
        }
        if kind is Movement.EXTENDED and not values["until"]:
            raise UserError("请填预备期延长到哪一天")
        for problem in out_of_order(MemberChange, values):
            raise UserError(problem.message)
        return values


def _known(facts: Facts, uid: str, on: When) -> _Known:
    if not uid:
        raise UserError("请先选是哪一位党员")
    person = facts.get(Person, uid)
    if person is None:
        raise UserError("这个人已经不在了，可能刚被删除或合并，请重新选")
    past = past_of(facts)
    roll = {one.person: one for one in past.roll_on(first_day(on))}
    return _Known(
        facts=facts,
        person=person,
        member=facts.get(PartyMember, uid),
        changes=tuple(past.changes.get(uid, ())),
        roll=roll.get(uid),
    )


def _check(known: _Known, kind: Movement, on: When) -> None:
    name = known.person.name
    if any((one.kind, one.on) == (kind, on) for one in known.changes):
        raise UserError(f"{name}在{on}的“{kind}”已经登记过了")
    if kind in ENTERING:
        if known.roll:
            raise UserError(f"{name}在{on}已经在党员名册上，不用再登记“{kind}”")
        if kind is Movement.RESTORED and known.member is None:
            raise UserError(f"{name}不在党员名册里，请先登记“{Movement.MOVED_IN}”")
        return
    _check_member(known, kind, on)
    if known.roll:
        _check_stage(known.roll, kind, name)


def _check_member(known: _Known, kind: Movement, on: When) -> None:
    """Whoever is to leave may be gone in the register already: the day is what is still missing."""
    name = known.person.name
    told = [one for one in known.changes if first_day(one.on) <= first_day(on)]
    crossed = [one for one in told if one.kind in LEAVING or one.kind in ENTERING]
    if crossed and crossed[-1].kind in LEAVING:
        raise UserError(f"{name}已在{crossed[-1].on}{crossed[-1].kind}，请核对")
    if known.member is None or (known.roll is None and kind not in LEAVING):
        raise UserError(f"{name}在{on}不在党员名册上，请核对姓名和日期")


def _check_stage(roll: OnRoll, kind: Movement, name: str) -> None:
    if kind in _OF_PROBATION and roll.stage is Stage.FULL:
        raise UserError(f"{name}那时已经是正式党员，不能登记“{kind}”")
    stopped = roll.why_no_vote == RIGHTS_STOPPED
    if kind is Movement.RIGHTS_STOPPED and stopped:
        raise UserError(f"{name}的党员权利那时已经中止")
    if kind is Movement.RIGHTS_BACK and not stopped:
        raise UserError(f"{name}的党员权利那时没有中止，不用恢复")


def _places(known: _Known, kind: Movement, more: Moved) -> dict[str, str | None]:
    """Where the member belonged before and belongs from now on."""
    before = known.roll or known.member
    old = (before.branch, before.group) if before else (None, None)
    if kind in LEAVING:
        return {"branch_before": old[0], "group_before": old[1]}
    if kind not in _PLACING:
        return {}
    new = _new_place(known, kind, more)
    if kind is not Movement.REGROUPED:
        return {"branch_after": new[0], "group_after": new[1]}
    if new == old:
        raise UserError(f"{known.person.name}本来就在这个党支部和党小组，没有要调整的")
    places = ("branch_before", "group_before", "branch_after", "group_after")
    return dict(zip(places, (*old, *new), strict=True))


def _new_place(known: _Known, kind: Movement, more: Moved) -> tuple[str | None, str | None]:
    chosen = more.get("branch") or more.get("group")
    if kind is Movement.RESTORED and known.member and not chosen:
        return known.member.branch, known.member.group
    if kind is Movement.REGROUPED and not chosen:
        raise UserError("请选调整到哪个党支部或党小组")
    group = known.facts.get(PartyGroup, more.get("group"))
    branches = known.facts.all(PartyBranch)
    only = branches[0].uid if len(branches) == 1 else None
    branch = more.get("branch") or (group.branch if group else None) or only
    if branches and not branch:
        raise UserError(f"请选“{kind}”到哪个党支部")
    if group and group.branch != branch:
        raise UserError(f"“{group.name}”不是这个党支部的党小组，请重新选")
    return branch, group.uid if group else None


def _of_member(change: MemberChange) -> dict[str, Any]:
    """What a change makes of the columns of the register."""
    values: dict[str, Any] = {}
    if change.kind in _STANDINGS:
        values["standing"] = _STANDINGS[change.kind]
    if change.kind in _PLACING:
        values |= {"branch": change.branch_after, "group": change.group_after}
    if change.kind == Movement.JOINED:
        values |= {"stage": Stage.PROBATIONARY, "joined": change.on, "confirmed": None}
    if change.kind == Movement.CONFIRMED:
        values |= {"stage": Stage.FULL, "confirmed": change.on}
    return values


def _of_person(change: MemberChange) -> dict[str, Any]:
    """What a change makes of the person's own columns."""
    values: dict[str, Any] = {}
    if change.kind in _POLITICAL:
        values["political"] = _POLITICAL[change.kind]
    if change.kind == Movement.DIED:
        values["presence"] = Presence.DEAD
    return values


def _untold(values: Mapping[str, Any], told: set[str]) -> dict[str, Any]:
    """Without what a later change says."""
    return {name: value for name, value in values.items() if name not in told}
