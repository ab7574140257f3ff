"""Where each field of the committees appears."""

from villagedesk.declare import Roll, via
from villagedesk.ledgers.committees.tables import (
    Appraisal,
    Change,
    Kinship,
    Representative,
    Review,
    ReviewResult,
    Seat,
)
from villagedesk.people import PartyMember, Person, Term

_NAMES = (Person.name, Person.pinyin, Person.initials)

SEATS = Roll(
    "任职",
    Seat,
    grid=(
        Person.name,
        Seat.body,
        Seat.post,
        Seat.title,
        Seat.term,
        Person.born,
        PartyMember.joined,
        Seat.since,
        Seat.until,
    ),
    form=(
        (
            "任职",
            (Seat.person, Seat.term, Seat.body, Seat.post, Seat.title, Seat.since, Seat.origin),
        ),
        ("更多", (Seat.until, Seat.duty, Seat.first_since, Seat.note)),
    ),
    search=(*_NAMES, Seat.post, Seat.title, Person.phone),
    sheet=(
        Person.name,
        Person.gender,
        Person.ethnicity,
        Person.born,
        Person.id_no,
        Person.education,
        Person.political,
        PartyMember.joined,
        Seat.term,
        Seat.body,
        Seat.post,
        Seat.title,
        Seat.since,
        Seat.until,
        Seat.origin,
        Seat.duty,
        Seat.first_since,
        Person.talents,
        Person.phone,
        Seat.note,
    ),
    filters=(Seat.term, Seat.body, Person.gender),
    order=(Seat.body, Seat.post, Person.name),
)

REPRESENTATIVES = Roll(
    "村民代表",
    Representative,
    grid=(
        Person.name,
        Person.gender,
        Person.group,
        Representative.term,
        Representative.households,
        Representative.since,
        Person.phone,
    ),
    form=(
        (
            "村民代表",
            (
                Representative.person,
                Representative.term,
                Representative.households,
                Representative.since,
                Representative.until,
                Representative.note,
            ),
        ),
    ),
    search=(*_NAMES, Person.phone),
    sheet=(
        Person.name,
        Person.gender,
        Person.id_no,
        Person.political,
        Representative.term,
        Representative.households,
        Representative.since,
        Representative.until,
        Person.phone,
        Representative.note,
    ),
    filters=(Representative.term, Person.gender),
)

RESULTS = Roll(
    "联审部门意见",
    ReviewResult,
    grid=(ReviewResult.department, ReviewResult.result, ReviewResult.reason),
    form=(("部门意见", (ReviewResult.department, ReviewResult.result, ReviewResult.reason)),),
    search=(ReviewResult.department,),
    order=(ReviewResult.review, ReviewResult.place),
    sheet=(ReviewResult.department, ReviewResult.result, ReviewResult.reason),
)

REVIEWS = Roll(
    "任职资格联审",
    Review,
    grid=(Person.name, Review.term, Review.post, Review.held_on, Review.verdict, Review.reason),
    form=(
        (
            "联审",
            (
                Review.person,
                Review.term,
                Review.post,
                Review.held_on,
                Review.verdict,
                Review.reason,
            ),
        ),
    ),
    search=(*_NAMES, Review.post),
    sheet=(
        Person.name,
        Person.id_no,
        Review.term,
        Review.post,
        Review.held_on,
        Review.verdict,
        Review.reason,
    ),
    filters=(Review.term, Review.verdict),
    parts=(RESULTS,),
)

CHANGES = Roll(
    "任免变动",
    Change,
    grid=(Change.on, Person.name, Change.kind, Change.before, Change.after, Change.filed_on),
    form=(
        (
            "任免变动",
            (
                Change.on,
                Change.person,
                Change.kind,
                Change.before,
                Change.after,
                Change.document,
                Change.filed_on,
                Change.note,
            ),
        ),
    ),
    search=(*_NAMES, Change.before, Change.after),
    sheet=(
        Change.on,
        Person.name,
        Person.id_no,
        Change.before,
        Change.after,
        Change.kind,
        Change.document,
        Change.filed_on,
        Change.note,
    ),
    filters=(Change.kind,),
    dated=Change.on,
)

APPRAISALS = Roll(
    "民主评议",
    Appraisal,
    grid=(Appraisal.year, Person.name, Appraisal.grade, Appraisal.held_on, Appraisal.present),
    form=(
        (
            "民主评议",
            (
                Appraisal.person,
                Appraisal.year,
                Appraisal.held_on,
                Appraisal.grade,
                Appraisal.present,
                Appraisal.unfit_votes,
                Appraisal.note,
            ),
        ),
    ),
    search=_NAMES,
    sheet=(
        Appraisal.year,
        Person.name,
        Person.id_no,
        Appraisal.grade,
        Appraisal.held_on,
        Appraisal.present,
        Appraisal.unfit_votes,
        Appraisal.note,
    ),
    filters=(Appraisal.grade,),
)

KINSHIPS = Roll(
    "近亲属",
    Kinship,
    grid=(
        via(Kinship.person, Person.name),
        via(Kinship.relative, Person.name),
        Kinship.kind,
        Kinship.note,
    ),
    form=(("近亲属", (Kinship.person, Kinship.relative, Kinship.kind, Kinship.note)),),
    search=(via(Kinship.person, Person.name), via(Kinship.relative, Person.name)),
    sheet=(
        via(Kinship.person, Person.name),
        via(Kinship.relative, Person.name),
        Kinship.kind,
        Kinship.note,
    ),
)

TERMS = Roll(
    "届次",
    Term,
    grid=(Term.title, Term.start, Term.due_end, Term.ended, Term.extended_to, Term.handover_on),
    form=(
        ("届次", (Term.title, Term.start, Term.due_end, Term.ended)),
        ("延期", (Term.extended_to, Term.extension)),
        ("交接", (Term.handover_on, Term.handover_note, Term.note)),
    ),
    search=(Term.title,),
    order=(Term.title,),
    sheet=(
        Term.title,
        Term.start,
        Term.due_end,
        Term.ended,
        Term.extended_to,
        Term.extension,
        Term.handover_on,
        Term.handover_note,
        Term.note,
    ),
)
