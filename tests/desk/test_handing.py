"""dump and load: everything but history, both ways, through the checks of typing."""

import copy
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from villagedesk.desk import Desk, as_text, found_village, read_dump
from villagedesk.errors import UserError
from villagedesk.ledgers import party, residents

PEOPLE = residents.LEDGER.rolls[0]
NOW = datetime(2026, 11, 22, 9, 0)


@pytest.fixture
def full(desk: Desk) -> dict[str, Any]:
    uid = desk.save(PEOPLE, "", {"name": "张三", "birth": "1985.03", "ethnicity": "汉族"}).uid
    desk.save(party.LEDGER.rolls[0], "", {"is_mobile": "是"}, links={"name": uid})
    desk.change_setting("departments", ["组织", "公安"])
    desk.keep_draft(PEOPLE, "", {"name": "半"})
    return desk.dump()


@pytest.fixture
def other(tmp_path: Path) -> Any:
    store = found_village(str(tmp_path / "新.vdesk"), code="", name="新村", now=NOW)
    opened = Desk(store, lambda: NOW)
    yield opened
    opened.close()


def test_a_dump_is_readable_and_comes_back_the_same(
    full: dict[str, Any], other: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "移交.json"
    file.write_text(as_text(full), encoding="utf-8")
    assert other.load(read_dump(file)) == []
    assert other.dump() == full
    assert full["person"][0]["ethnicity"] == "汉族"


def test_loading_twice_changes_nothing(full: dict[str, Any], desk: Desk) -> None:
    assert desk.load(full) == []
    assert desk.dump() == full


def test_loading_is_one_step_back(full: dict[str, Any], other: Desk) -> None:
    before = other.dump()
    other.load(full)
    other.undo()
    assert other.dump()["person"] == before["person"] == []


def test_a_value_that_cannot_be_stops_all(full: dict[str, Any], other: Desk) -> None:
    bad = copy.deepcopy(full)
    bad["person"][0]["born"] = "1985-02-30"
    before = other.dump()
    problems = other.load(bad)
    assert [(p.label, p.value) for p in problems] == [("person·出生年月", "1985-02-30")]
    assert other.dump() == before


def broken(full: dict[str, Any], how: str) -> dict[str, Any]:
    bad = copy.deepcopy(full)
    match how:
        case "person·age":
            bad["person"][0]["age"] = 3
        case "weather":
            bad["weather"] = []
        case "person·uid":
            bad["person"] *= 2
        case "person·household":
            bad["person"][0]["household"] = "gone"
        case "party_member·uid":
            bad["person"] = []
    return bad


@pytest.mark.parametrize(
    "how", ["person·age", "weather", "person·uid", "person·household", "party_member·uid"]
)
def test_what_has_no_place_or_leads_nowhere_stops_all(
    full: dict[str, Any], other: Desk, how: str
) -> None:
    before = other.dump()
    assert how in [problem.label for problem in other.load(broken(full, how))]
    assert other.dump() == before


def test_another_village_is_not_mixed_into_one_that_holds_records(
    full: dict[str, Any], desk: Desk
) -> None:
    bad = copy.deepcopy(full)
    bad["village"][0]["code"] = "999326101299"
    for row in bad["person"] + bad["party_member"] + bad["draft"]:
        row["village"] = "999326101299"
    with pytest.raises(UserError, match="别的村"):
        desk.load(bad)
    assert desk.dump() == full


def test_a_town_is_not_loaded_into_a_village(full: dict[str, Any], other: Desk) -> None:
    with pytest.raises(UserError, match="镇里"):
        other.load(full | {"store": {"kind": "town", "name": "河镇"}})


@pytest.mark.parametrize("text", ["[]", "{}", "{", '{"store": {}, "person": 3}'])
def test_what_is_no_dump_is_said_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "坏.json"
    file.write_text(text)
    with pytest.raises(UserError, match="移交文件"):
        read_dump(file)


def test_a_missing_file_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到"):
        read_dump(tmp_path / "没有.json")


def test_every_table_of_records_is_in_the_dump(full: dict[str, Any]) -> None:
    assert json.loads(as_text(full)).keys() >= {
        "person",
        "seat",
        "term",
        "remark",
        "draft",
        "setting",
    }


def test_a_span_that_ends_before_it_begins_is_not_loaded(full: dict[str, Any], other: Desk) -> None:
    bad = copy.deepcopy(full)
    bad["term"] = [
        {"uid": "t", "village": "990326101200", "title": "x", "start": "2026", "due_end": "2021"}
    ]
    assert [problem.label for problem in other.load(bad)] == ["term·term_due_end"]
