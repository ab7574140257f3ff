"""What is done to the pool of reserves: looking who stands behind a post, appointing, leaving."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from villagedesk.checks import reserve as counting
from villagedesk.checks.reserve import Coverage
from villagedesk.declare import Facts, out_of_order
from villagedesk.desk.committees import (
    Appointment,
    Report,
    prepared,
    put_in_office,
    read_field,
)
from villagedesk.desk.opening import OpenDesk
from villagedesk.errors import UserError
from villagedesk.ledgers.committees.tables import ChangeKind
from villagedesk.ledgers.reserve.pool import has_left
from villagedesk.ledgers.reserve.tables import Leaving, Reserve
from villagedesk.people import When
from villagedesk.people.findings import who
from villagedesk.store.records import step


@dataclass
class Reserves(OpenDesk):
    """The verbs of the page of the reserves."""

    def coverage(self) -> Coverage:
        """Who stands behind which post today, and who soon no longer will."""
        return counting.coverage(self.facts(), self.today, self.rules())

    def appoint_reserve(
        self,
        reserve: str,
        term: str,
        given: Appointment,
        *,
        kind: ChangeKind,
        document: str | None = None,
    ) -> str:
        """Gives somebody of the pool a seat, as one step; returns the seat's uid.

        The change is written, and every place that person has in the pool ends that day with
        任用进班子. Whom `given` names does not matter: it is who stands in the pool.
        """
        facts, village = self.facts(), self.village
        one = _in_the_pool(facts, reserve)
        given = replace(given, person=one.person)
        plan = prepared(facts, term, given, Report(kind, document), self.today)
        places = [
            other
            for other in facts.all(Reserve)
            if other.person == one.person and not has_left(other)
        ]
        _check_order(places, plan.since)
        name = f"任用后备干部：{who(facts, one.person)}任{plan.words}"
        with step(self.store, name, self.stamp()) as write:
            seat = put_in_office(write, plan, village)
            left = {"left_on": plan.since, "leaving": Leaving.APPOINTED}
            for place in places:
                write.save(Reserve, {"uid": place.uid, **left})
        return seat

    def leave_pool(self, reserve: str, day: str, leaving: Leaving, note: str = "") -> None:
        """Ends somebody's time in the pool on that day; a note is kept beside what is there."""
        facts = self.facts()
        one = _in_the_pool(facts, reserve)
        left_on = read_field(Reserve.left_on, day, self.today)
        if not left_on:
            raise UserError("出库日期没有填")
        _check_order([one], left_on)
        words = "；".join(filter(None, (one.note, note.strip())))
        left = {"left_on": left_on, "leaving": leaving, "note": words or None}
        name = f"出库：{who(facts, one.person)}（{leaving}）"
        with step(self.store, name, self.stamp()) as write:
            write.save(Reserve, {"uid": reserve, **left})


def _in_the_pool(facts: Facts, uid: str) -> Reserve:
    one = facts.get(Reserve, uid)
    if one is None:
        raise UserError("这条后备干部已经不在了，可能刚被删除或撤销，请看看列表")
    if has_left(one):
        when = f"在{one.left_on}" if one.left_on else ""
        why = f"（{one.leaving}）" if one.leaving else ""
        raise UserError(f"{who(facts, one.person)}已{when}出库{why}，要改请直接改这条记录")
    return one


def _check_order(places: Iterable[Reserve], left_on: When) -> None:
    for place in places:
        for problem in out_of_order(Reserve, {"since": place.since, "left_on": left_on}):
            raise UserError(problem.message)
