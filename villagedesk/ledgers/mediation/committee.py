"""The mediation committee: who serves when, whether it is fit, and who mediates outside it."""

from collections.abc import Iterator, Sequence
from datetime import date

from villagedesk.declare import Facts, Finding, Rule
from villagedesk.kinds import first_day, last_day, months_after
from villagedesk.ledgers.mediation.norms import end_of
from villagedesk.ledgers.mediation.states import files_of, helpers, is_accepted
from villagedesk.ledgers.mediation.tables import Case, Mediator, MediatorPost, Part
from villagedesk.people import Person, Presence
from villagedesk.people.findings import who

MEMBERS = (MediatorPost.CHAIR, MediatorPost.DEPUTY, MediatorPost.MEMBER)
"""The posts of the committee itself; a 调解员 was asked by it."""

_WOMAN = "2"
_GONE = (Presence.MOVED, Presence.DEAD)
_TITLE = "调委会"

Findings = Iterator[Finding]


def members_on(facts: Facts, on: date) -> tuple[Mediator, ...]:
    """Who sits on the committee that day; of whom no days are known, always.

    Who died or moved away sits on it no more, though his term would run on.
    """
    every = (one for one in facts.all(Mediator) if one.post in MEMBERS)
    return tuple(one for one in every if _may_serve(one, on, on) and not _has_left(facts, one))


def _has_left(facts: Facts, one: Mediator) -> bool:
    person = facts.get(Person, one.person)
    return bool(person and person.presence in _GONE)


def _may_serve(one: Mediator, first: date, last: date) -> bool:
    """Whether he may have served on some day from the first to the last."""
    begun = not one.since or first_day(one.since) <= last
    return begun and (not one.until or last_day(one.until) >= first)


def committee_is_fit(facts: Facts, on: date, rule: Rule) -> Findings:
    """3 to 9 members, a woman among them, and a term of `term_years` that is not over.

    Silent in a village that has begun neither its cases nor its committee.
    """
    begun = [one for one in facts.all(Mediator) if not one.since or first_day(one.since) <= on]
    if not begun and not any(is_accepted(case, on) for case in facts.all(Case)):
        return
    if wrong := tuple(_unfit(facts, begun, on, rule)):
        yield Finding(_place(facts, on), _TITLE, "；".join(wrong))


def _unfit(facts: Facts, begun: Sequence[Mediator], on: date, rule: Rule) -> Iterator[str]:
    sitting, years = members_on(facts, on), rule.number("term_years")
    past = [one.until for one in begun if one.post in MEMBERS and one.until]
    if not sitting:
        last = f"任期到 {max(past)} 已满，没有登记新一届" if past else "没有登记成员"
        yield last
        return
    least, most = rule.number("least"), rule.number("most")
    if not least <= len({one.person for one in sitting}) <= most:
        yield f"成员 {len({one.person for one in sitting})} 人，应有 {least} 至 {most} 人"
    genders = {one.person: _gender(facts, one.person) for one in sitting}
    if _WOMAN not in genders.values():
        doubt = "待核：" if None in genders.values() else ""
        yield f"{doubt}没有妇女成员"
    begins = [one.since for one in sitting if one.since and _is_over(one.since, on, years)]
    if begins:
        yield f"{min(begins)} 产生，任期已满 {years} 年，应换届"


def _gender(facts: Facts, uid: str) -> str | None:
    person = facts.get(Person, uid)
    return person.gender if person else None


def _is_over(since: str, on: date, years: int) -> bool:
    return months_after(last_day(since), 12 * years) <= on


def _place(facts: Facts, on: date) -> str:
    """The member the finding is about: its chair, or another, or else the village."""
    order = {post: place for place, post in enumerate(MediatorPost)}
    every = members_on(facts, on) or facts.all(Mediator)
    chosen = min(every, key=lambda one: (order[MediatorPost(one.post)], one.uid), default=None)
    return chosen.uid if chosen else next(case.village for case in facts.all(Case))


def mediators_are_of_the_committee(facts: Facts, on: date, rule: Rule) -> Findings:
    """Who mediated sat on the committee or had been asked by it; 乡贤 alone are no mediators.

    Of a village without a register of mediators only `committee_is_fit` speaks.
    """
    if not facts.all(Mediator):
        return
    for case in (case for case in facts.all(Case) if is_accepted(case, on)):
        if said := _outside(facts, case, on):
            yield Finding(case.uid, case.case_no, said, day=first_day(case.accepted_on))


def _outside(facts: Facts, case: Case, on: date) -> str:
    mediators = helpers(facts, case, Part.MEDIATOR)
    if not mediators:
        alone = case.uid in facts.once(files_of).takings
        return "只有乡贤或其他人参与，没有调委会的调解员" if alone else ""
    span = first_day(case.accepted_on), end_of(case, on)
    strangers = [uid for uid in mediators if not _served(facts, uid, *span)]
    names = "、".join(who(facts, uid) for uid in strangers)
    return f"{names}当时不在调委会，也没有聘任登记" if strangers else ""


def _served(facts: Facts, person: str, first: date, last: date) -> bool:
    every = (one for one in facts.all(Mediator) if one.person == person)
    return any(_may_serve(one, first, last) for one in every)
