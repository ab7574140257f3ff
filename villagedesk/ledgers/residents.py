"""人员: everyone of the village, once."""

from villagedesk.declare import Ledger, Roll
from villagedesk.people import Person

LEDGER = Ledger(
    key="residents",
    title="人员",
    shelf="名册",
    rolls=(
        Roll(
            "人员",
            Person,
            grid=(
                Person.name,
                Person.gender,
                Person.born,
                Person.id_no,
                Person.group,
                Person.household,
                Person.relation,
                Person.phone,
                Person.presence,
            ),
            form=(
                (
                    "本人",
                    (
                        Person.name,
                        Person.id_no,
                        Person.gender,
                        Person.born,
                        Person.ethnicity,
                        Person.phone,
                    ),
                ),
                ("住户", (Person.household, Person.relation, Person.group, Person.presence)),
                (
                    "更多",
                    (
                        Person.education,
                        Person.school,
                        Person.political,
                        Person.health,
                        Person.native_place,
                        Person.residence,
                        Person.talents,
                        Person.work,
                        Person.note,
                    ),
                ),
            ),
            search=(Person.name, Person.pinyin, Person.initials, Person.id_no, Person.phone),
            sheet=(
                Person.name,
                Person.gender,
                Person.ethnicity,
                Person.born,
                Person.id_no,
                Person.education,
                Person.school,
                Person.political,
                Person.health,
                Person.native_place,
                Person.phone,
                Person.group,
                Person.household,
                Person.relation,
                Person.residence,
                Person.talents,
                Person.presence,
                Person.work,
                Person.note,
            ),
            filters=(Person.group, Person.gender, Person.presence, Person.political),
        ),
    ),
)
