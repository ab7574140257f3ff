"""Fictional villages: the same for the same seed, real in their numbers, wrong only where said."""

import json
from collections import Counter
from datetime import date, timedelta
from functools import partial
from random import Random

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from villagedesk import checks, demo
from villagedesk.declare import Facts
from villagedesk.demo.faults import MANY, MISTAKES
from villagedesk.demo.names import REMARKABLE
from villagedesk.demo.party import numeral
from villagedesk.demo.places import places
from villagedesk.demo.slate import DAY, Slate, age
from villagedesk.errors import UserError
from villagedesk.kinds import age_on, first_day, is_whole
from villagedesk.ledgers.committees.tables import Body, Seat
from villagedesk.ledgers.meetings.tables import MemberReview
from villagedesk.norms import rules
from villagedesk.people import HEAD, Household, PartyMember, Person, Term, Village
from villagedesk.store.database import open_store
from villagedesk.store.history import broken_links, undoable
from villagedesk.store.queries import record_types
from villagedesk.store.records import facts, table_of


def opened(made, ask):
    """What `ask` gets from the connection to a village that was made."""
    store = open_store(str(made.path))
    try:
        with store.reading() as connection:
            return ask(connection)
    finally:
        store.close()


def keys_of(connection, kind):
    return connection.execute(select(table_of(kind).c.uid)).scalars().all()


def contents(made):
    """Every row of every table, the history too."""

    def ask(connection):
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in SQLModel.metadata.sorted_tables
        }

    return opened(made, ask)


def found(snapshot):
    return {
        (one.norm, one.subject) for one in checks.findings(snapshot, date(2026, 11, 22), rules())
    }


def sketch(people=600, seed=5):
    """A village without faults that lies in no store."""
    slate = Slate(places(seed, 1)[0], Random(seed))
    demo.invent(slate, people, faulty=False)
    return slate


def seen(slate):
    """What norms see of a sketch."""
    village = Village(code=slate.place.code, name="", population=demo.population(slate))
    rows = {kind: [kind(**row) for row in rows] for kind, rows in slate.rows.items()}
    return Facts(lambda kind: [village] if kind is Village else rows.get(kind, []))


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """The usual demo village."""
    return demo.make(tmp_path_factory.mktemp("demo"))[0]


@pytest.fixture(scope="module")
def usual():
    return sketch(1500, 2)


def test_same_seed_makes_the_same_village_to_the_last_byte(tmp_path):
    one, other = (demo.make(tmp_path / name, people=300, seed=7)[0] for name in ("a", "b"))
    assert contents(one) == contents(other)


def test_every_key_begins_with_that_of_the_villages_store(tmp_path):
    (made,) = demo.make(tmp_path, people=60)
    store = open_store(str(made.path))
    mark = store.mark
    store.close()
    keys = {
        uid[:8]
        for kind in record_types().values()
        for uid in opened(made, partial(keys_of, kind=kind))
    }
    assert keys == {mark}


def test_another_seed_makes_another_village(tmp_path):
    one, other = (demo.make(tmp_path, people=300, seed=seed)[0] for seed in (7, 8))
    assert contents(one)["person"] != contents(other)["person"]


def test_villages_of_one_call_differ_and_lie_in_one_county(tmp_path):
    made = demo.make(tmp_path, villages=3, people=60)
    assert len({one.code[:9] for one in made}) == 1
    assert len({(one.code, one.name) for one in made}) == 3


@pytest.mark.parametrize("people", [300, 1500, 4000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_check_finds_the_listed_faults_and_no_others(tmp_path, people, seed):
    made = demo.make(tmp_path, people=people, seed=seed)[0]
    listed = json.loads(made.path.with_suffix(".faults.json").read_text(encoding="utf-8"))
    assert len(listed) >= MANY
    assert {(fault["norm"], fault["subject"]) for fault in listed} == opened(
        made, lambda connection: found(facts(connection, made.code))
    )


@pytest.mark.parametrize("people", [50, 300, 1500, 4000])
def test_check_finds_nothing_in_a_village_without_faults(tmp_path, people):
    made = demo.make(tmp_path, people=people, seed=4, faults="none")[0]
    assert json.loads(made.path.with_suffix(".faults.json").read_text(encoding="utf-8")) == []
    assert not opened(made, lambda connection: found(facts(connection, made.code)))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_has_just_the_findings_it_says(mistake):
    slate = sketch()
    said = mistake(slate)
    assert said
    assert {(fault.norm, fault.subject) for fault in said} == found(seen(slate))


def test_tiny_village_has_no_room_for_some_mistakes():
    slate = sketch(people=50)
    assert 0 < sum(not mistake(slate) for mistake in MISTAKES) < len(MISTAKES) // 2


def test_every_value_could_have_been_typed(village, today):
    def ask(connection):
        for kind in record_types().values():
            table = table_of(kind)
            faces = [c.info["face"] for c in table.columns if "face" in c.info]
            names = [c for c in table.columns if "face" in c.info]
            for row in connection.execute(select(*names)) if names else ():
                for face, value in zip(faces, row, strict=True):
                    assert face.read(face.kind.show(value), today=today) == value

    opened(village, ask)


def test_store_says_which_day_it_speaks_of_and_keeps_its_history(village):
    rows = contents(village)
    assert ("demo_day", "2026-11-22") in rows["store_info"]
    assert village.day == DAY == date(2026, 11, 22)
    assert opened(village, broken_links) == []


@pytest.mark.parametrize("people", [50, 300, 2345])
def test_as_many_people_as_asked_in_households_of_one_to_eight(people):
    slate = sketch(people)
    sizes = Counter(row["household"] for row in slate.rows[Person])
    assert len(slate.rows[Person]) == people
    assert 2.6 < people / len(slate.rows[Household]) < 3.8
    assert max(sizes.values()) <= 8


def test_every_household_has_one_head(usual):
    heads = Counter(row["household"] for row in usual.rows[Person] if row["relation"] == HEAD)
    assert set(heads.values()) == {1}
    assert len(heads) == len(usual.rows[Household])


def test_children_of_a_head_are_much_younger(usual):
    heads = {row["household"]: row for row in usual.rows[Person] if row["relation"] == HEAD}
    children = [row for row in usual.rows[Person] if row["relation"] in ("20", "30")]
    assert min(age(heads[child["household"]]) - age(child) for child in children) >= 15


def test_identity_numbers_are_right_and_of_no_real_region(usual):
    numbers = [row["id_no"] for row in usual.rows[Person] if row["id_no"]]
    assert all(is_whole(number) and number.startswith("999") for number in numbers)
    assert len(set(numbers)) == len(numbers) > 1400


def test_telephones_are_nobodys(usual):
    numbers = [row["phone"] for row in usual.rows[Person] if row["phone"]]
    assert all(number.startswith(("1540", "0917-0")) for number in numbers)


def test_remarkable_names_live_in_every_village(usual):
    names = {row["name"] for row in usual.rows[Person]}
    assert {family + given for family, given, _, _ in REMARKABLE} <= names
    assert any(name.startswith(("曾", "单", "仇", "解", "查")) for name in names)


def test_party_members_are_some_in_a_hundred_and_were_of_age(usual):
    born = {row["uid"]: row["born"] for row in usual.rows[Person]}
    members = usual.rows[PartyMember]
    assert 0.04 <= len(members) / 1500 <= 0.06
    assert all(age_on(born[row["uid"]], first_day(row["joined"]))[1] >= 18 for row in members)


def test_new_team_is_younger_and_better_schooled(usual):
    people = {row["uid"]: row for row in usual.rows[Person]}
    before, now = (
        [
            people[uid]
            for uid in {
                seat["person"]
                for seat in usual.rows[Seat]
                if seat["term"] == term["uid"] and seat["body"] in (Body.PARTY, Body.COMMITTEE)
            }
        ]
        for term in usual.rows[Term]
    )
    start = DAY - timedelta(days=5 * 365)
    assert mean(age(row) for row in now) < mean(age(row, start) for row in before)
    assert schooled(now) > schooled(before)


def mean(numbers):
    values = list(numbers)
    return sum(values) / len(values)


def schooled(people):
    return mean(row["education"][0] in "12346" for row in people)


def test_progress_counts_villages(tmp_path):
    calls = []
    demo.make(
        tmp_path, villages=2, people=50, report=lambda done, total: calls.append((done, total))
    )
    assert calls == [(1, 2), (2, 2)]


def test_village_that_is_there_is_not_overwritten(tmp_path):
    made = demo.make(tmp_path, people=50)[0]
    before = made.path.read_bytes()
    with pytest.raises(UserError, match="不会覆盖"):
        demo.make(tmp_path, people=50)
    assert made.path.read_bytes() == before


@pytest.mark.parametrize(
    "wrong", [{"villages": 0}, {"villages": 1001}, {"people": 49}, {"faults": "many"}]
)
def test_numbers_that_make_no_village_are_refused(tmp_path, wrong):
    with pytest.raises(UserError):
        demo.make(tmp_path, **wrong)


def test_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="换一个文件夹"):
        demo.make(tmp_path / "file")


def test_branches_are_numbered_in_words_as_long_as_they_are_read_so():
    words = [numeral(number) for number in (1, 10, 11, 20, 21, 99, 100)]
    assert words == ["一", "十", "十一", "二十", "二十一", "九十九", "100"]


def test_the_village_itself_is_no_step_to_take_back(village):
    assert opened(village, undoable) == []


def test_a_reason_for_no_grade_stands_where_there_is_no_grade(usual):
    reviews = usual.rows[MemberReview]
    assert all(bool(row["grade"]) != bool(row["why_not"]) for row in reviews)
    assert any(row["why_not"] for row in reviews)
