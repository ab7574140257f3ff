"""The promises every ledger keeps, whoever wrote it."""

from pathlib import Path

import pytest

from villagedesk.checks import CROSS, norms
from villagedesk.declare import Derived, Face, Ledger, Roll, Via, column, face
from villagedesk.kinds import IdNumber, Link, Name, Phone
from villagedesk.ledgers import GLOSSARY, LEDGERS, ledger_of, rolls
from villagedesk.norms import rules
from villagedesk.people import PartyMember, Person
from villagedesk.store.queries import listing, record_types

ledgers = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
every_roll = pytest.mark.parametrize("roll", rolls(), ids=lambda roll: roll.key)


def form_fields(roll: Roll) -> list[object]:
    return [attribute for _, fields in roll.form for attribute in fields]


def own_fields(roll: Roll) -> set[str]:
    """The record's own fields that have a face and are not the link of a part to its parent."""
    return {
        place.name
        for place in roll.table.columns
        if place.info.get("face") and place.info["face"].key != "parent"
    }


@ledgers
def test_a_ledger_is_the_module_of_its_key(ledger: Ledger) -> None:
    folder = Path(__file__).parent.parent / "villagedesk" / "ledgers"
    assert (folder / f"{ledger.key}.py").exists() or (folder / ledger.key / "__init__.py").exists()


@ledgers
def test_a_ledger_stands_on_a_shelf_of_the_navigation(ledger: Ledger) -> None:
    assert ledger.shelf in ("台账", "名册")
    assert ledger.title


def test_keys_and_titles_are_told_apart() -> None:
    assert len({ledger.key for ledger in LEDGERS}) == len(LEDGERS)
    assert len({roll.key for roll in rolls()}) == len(rolls())
    assert len({roll.title for roll in rolls()}) == len(rolls())


@every_roll
def test_the_form_shows_every_field_but_the_day_of_entry_once(roll: Roll) -> None:
    shown = [column(attribute).name for attribute in form_fields(roll)]
    assert sorted(shown) == sorted(own_fields(roll) - {roll.record.entered_field})


@every_roll
def test_a_form_holds_only_what_it_can_save(roll: Roll) -> None:
    assert all(column(attribute).table is roll.table for attribute in form_fields(roll))


@every_roll
def test_field_keys_are_told_apart(roll: Roll) -> None:
    for place in (roll.grid, roll.sheet, tuple(form_fields(roll))):
        keys = [face(attribute).key for attribute in place]
        assert len(set(keys)) == len(keys), keys


@every_roll
def test_labels_on_one_sheet_are_told_apart(roll: Roll) -> None:
    labels = [face(attribute).label for attribute in roll.sheet]
    assert len(set(labels)) == len(labels), labels


@every_roll
def test_every_field_of_every_place_can_be_asked_for(roll: Roll) -> None:
    assert str(listing(roll, roll.grid, words="a"))
    assert str(listing(roll, roll.sheet))
    assert str(listing(roll, roll.filters, order=[(field, True) for field in roll.filters]))


@every_roll
def test_the_sheet_carries_every_required_field(roll: Roll) -> None:
    carried = {_carried(attribute) for attribute in roll.sheet}
    for name in own_fields(roll):
        own = roll.table.c[name].info["face"]
        if own.required:
            assert name in carried or _names_the_person(roll, own), f"{roll.key}.{name}"


def _carried(attribute: object) -> str:
    if isinstance(attribute, Derived):
        return ""
    return column(attribute.link if isinstance(attribute, Via) else attribute).name


def _names_the_person(roll: Roll, own: Face) -> bool:
    people = {Person.__tablename__, PartyMember.__tablename__}
    return (
        isinstance(own.kind, Link)
        and own.kind.table in people
        and any(attribute is Person.name for attribute in roll.sheet)
    )


@every_roll
def test_the_sheet_says_no_less_than_the_grid(roll: Roll) -> None:
    on_sheet = {face(attribute).key for attribute in roll.sheet}
    assert {face(attribute).key for attribute in roll.grid} - on_sheet <= {"group"}


@every_roll
def test_id_numbers_and_phones_are_private(roll: Roll) -> None:
    for attribute in (*roll.grid, *roll.sheet, *form_fields(roll)):
        own = face(attribute)
        assert own.private == isinstance(own.kind, IdNumber | Phone), own.label


@every_roll
def test_every_visible_field_has_a_label_and_room_for_it(roll: Roll) -> None:
    for attribute in (*roll.grid, *roll.sheet, *form_fields(roll)):
        own = face(attribute)
        assert own.label
        assert own.width >= 4


@every_roll
def test_links_lead_to_tables_that_are_there(roll: Roll) -> None:
    for attribute in form_fields(roll):
        kind = face(attribute).kind
        assert not isinstance(kind, Link) or kind.table in record_types()


@every_roll
def test_filters_are_fields_of_the_grid_or_the_form(roll: Roll) -> None:
    known = {face(attribute).key for attribute in (*roll.grid, *roll.sheet, *form_fields(roll))}
    assert {face(attribute).key for attribute in roll.filters} <= known


@every_roll
def test_a_person_is_found_by_pinyin_wherever_one_is_searched(roll: Roll) -> None:
    searched = [face(attribute) for attribute in roll.search if isinstance(attribute, Via)]
    names = [attribute for attribute in roll.search if attribute is Person.name]
    assert not names or Person.initials in roll.search
    assert all(isinstance(own.kind, Name) for own in searched)


@every_roll
def test_a_dated_roll_is_dated_by_a_required_day(roll: Roll) -> None:
    if roll.dated is not None:
        assert face(roll.dated).required


@every_roll
def test_a_part_has_no_parts(roll: Roll) -> None:
    assert all(part.parts == () for part in roll.parts)


def test_every_roll_belongs_to_its_ledger() -> None:
    assert [ledger_of(roll).key for roll in rolls()] == [
        ledger.key for ledger in LEDGERS for top in ledger.rolls for _ in (top, *top.parts)
    ]


def test_every_norm_has_its_rule_and_every_rule_its_norm() -> None:
    assert {key for key, _ in norms()} == set(rules().versions)
    assert all(ledger in {own.key for own in LEDGERS} for ledger, _ in CROSS)


@ledgers
def test_every_norm_says_where_it_comes_from(ledger: Ledger) -> None:
    for norm in ledger.norms:
        for version in rules().versions[f"{ledger.key}.{norm.__name__}"]:
            assert version.rule.text.strip()
            assert version.rule.source.strip()
            assert version.since <= version.until


def test_the_glossary_names_every_ledger_or_its_tables() -> None:
    known = {table.replace("village_", "") for table in record_types()}
    words = set(GLOSSARY)
    assert words <= known | {ledger.key for ledger in LEDGERS} | {"finding", "norm"}
