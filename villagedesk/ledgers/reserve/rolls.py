"""Where each field of the pool appears."""

from villagedesk.declare import Roll
from villagedesk.ledgers.reserve.tables import Reserve, Training
from villagedesk.people import PartyMember, Person

_TRAINING_FIELDS = (
    Training.way,
    Training.place,
    Training.since,
    Training.until,
    Training.content,
    Training.mentor,
    Training.result,
    Training.note,
)
TRAININGS = Roll(
    "培养锻炼记录",
    Training,
    grid=_TRAINING_FIELDS,
    form=(("培养锻炼记录", _TRAINING_FIELDS),),
    search=(Training.place, Training.content),
    sheet=_TRAINING_FIELDS,
    order=(Training.reserve, Training.since),
)

_IN_POOL = (
    Reserve.source,
    Reserve.aim,
    Reserve.recommended,
    Reserve.since,
    Reserve.approved_on,
    Reserve.document,
    Reserve.mentor,
    Reserve.town_mentor,
    Reserve.mentor_post,
    Reserve.preparing,
    Reserve.readiness,
    Reserve.left_on,
    Reserve.leaving,
)
RESERVES = Roll(
    "后备干部",
    Reserve,
    grid=(
        Person.name,
        Reserve.aim,
        Person.born,
        Person.gender,
        Person.education,
        Reserve.since,
        Reserve.left_on,
        PartyMember.joined,
        Reserve.mentor,
    ),
    form=(
        (
            "后备干部",
            (Reserve.person, Reserve.source, Reserve.aim, Reserve.recommended, Reserve.since),
        ),
        ("审定", (Reserve.approved_on, Reserve.document)),
        (
            "培养",
            (
                Reserve.mentor,
                Reserve.town_mentor,
                Reserve.mentor_post,
                Reserve.preparing,
                Reserve.readiness,
            ),
        ),
        ("出库", (Reserve.left_on, Reserve.leaving, Reserve.note)),
    ),
    search=(Person.name, Person.pinyin, Person.initials, Person.phone),
    sheet=(
        Person.name,
        Person.gender,
        Person.ethnicity,
        Person.born,
        Person.education,
        Person.political,
        PartyMember.joined,
        Person.id_no,
        Person.work,
        *_IN_POOL,
        Person.phone,
        Reserve.note,
    ),
    filters=(Reserve.aim, Reserve.source, Reserve.readiness, Reserve.leaving),
    parts=(TRAININGS,),
)
