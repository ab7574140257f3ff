"""The village learns its code, the county its numbers, and everything can be changed back."""

from datetime import datetime
from pathlib import Path

import pytest

from villagedesk.desk import Desk, found_town, found_village, open_existing
from villagedesk.errors import UserError
from villagedesk.ledgers import committees, residents

PEOPLE = residents.LEDGER.rolls[0]
NOW = datetime(2026, 11, 22, 9, 0)


def test_a_new_code_reaches_every_record_in_one_action(desk: Desk) -> None:
    desk.save(PEOPLE, "", {"name": "张三"})
    desk.change_place({"code": "990326101999", "population": 1200, "town": "青禾镇"})
    assert {row["village"] for row in desk.dump()["person"]} == {"990326101999"}
    assert (desk.place().population, desk.place().town) == (1200, "青禾镇")
    desk.undo()
    assert {row["village"] for row in desk.dump()["person"]} == {"990326101200"}


def test_a_village_may_not_know_its_code_yet(tmp_path: Path) -> None:
    target = str(tmp_path / "a.vdesk")
    found_village(target, code="", name="河湾村", now=NOW).close()
    desk = Desk(open_existing(target), lambda: NOW)
    assert not desk.place().code_known
    desk.close()


@pytest.mark.parametrize(
    "code", ["12345", "99032610120x", "990326000200", "９９０３２６１０１２００"]
)
def test_a_wrong_code_is_refused_with_words(desk: Desk, code: str) -> None:
    with pytest.raises(UserError, match="代码|乡镇"):
        desk.change_place({"code": code})


def test_a_village_needs_a_name(desk: Desk) -> None:
    with pytest.raises(UserError, match="村名"):
        desk.change_place({"name": " "})


def test_a_setting_has_a_default_and_goes_back_to_it(desk: Desk) -> None:
    assert len(desk.setting("departments")) == 10
    desk.change_setting("departments", ["公安"])
    assert desk.setting("departments") == ["公安"]
    desk.change_setting("departments", None)
    assert len(desk.setting("departments")) == 10


def test_a_county_file_that_cannot_be_read_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "县.toml"
    file.write_text("这不是规定", encoding="utf-8")
    with pytest.raises(UserError, match="读不懂"):
        desk.use_county_profile(file)
    assert desk.setting("county_profile") == ""


def test_a_town_has_a_name_and_takes_no_typing(tmp_path: Path) -> None:
    desk = Desk(found_town(str(tmp_path / "镇.vdesk"), name="青禾镇", now=NOW), lambda: NOW)
    assert desk.place().name == "青禾镇"
    with pytest.raises(UserError, match="镇里"):
        desk.save(PEOPLE, "", {"name": "张三"})
    desk.close()


def test_the_bar_says_when_it_was_saved_and_backed_up(desk: Desk) -> None:
    assert desk.safety().backed_up_at is None
    assert desk.back_up_if_due() is None
    desk.save(PEOPLE, "", {"name": "张三"})
    assert desk.back_up_if_due() == NOW
    assert (desk.safety().saved_at, desk.safety().backed_up_at) == (NOW, NOW)
    assert desk.back_up_if_due() is None


def test_the_supervisory_committee_is_called_as_it_is_called_here(desk: Desk) -> None:
    term = {"term": "第十二届", "term_start": "2026-03-20", "term_due_end": "2031-03-20"}
    links = {
        "name": desk.save(PEOPLE, "", {"name": "张三"}).uid,
        "term": desk.save(committees.LEDGER.rolls[-1], "", term).uid,
    }
    seats = committees.LEDGER.rolls[0]
    for body, post in (("村党组织", "书记"), ("村务监督委员会", "主任")):
        desk.save(seats, "", {"body": body, "post_kind": post}, links=links)
    desk.change_setting("supervisory_label", "村民监督委员会")
    assert "村民监督委员会" in {row[2] for row in desk.rows(seats)}
    assert any("村民监督委员会" in found.message for found in desk.findings())
    typed = {"body": "村民监督委员会", "post_kind": "委员"}
    assert desk.save(seats, "", typed, links=links).problems == ()


RATIO = ("reserve.posts_are_covered", "ratio")


def number(desk: Desk, key: str) -> tuple[str, str]:
    return next((one.words, one.usual) for one in desk.numbers() if one.key == key)


def test_a_village_sets_a_number_itself_and_takes_it_back(desk: Desk) -> None:
    desk.set_number(*RATIO, " 3 ")
    rule = desk.rules().on(RATIO[0], NOW.date())
    assert rule
    assert (rule.number("ratio"), number(desk, "ratio")) == (3, ("3", "2"))
    desk.set_number(*RATIO, None)
    assert number(desk, "ratio") == ("2", "2")
    assert desk.setting("numbers") == {}


def test_its_own_number_stands_over_the_countys(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "县.toml"
    file.write_text("[reserve.posts_are_covered.numbers]\nratio = 4\n", encoding="utf-8")
    desk.use_county_profile(file)
    assert number(desk, "ratio") == ("4", "4")
    desk.set_number(*RATIO, "5")
    assert number(desk, "ratio") == ("5", "4")


@pytest.mark.parametrize(
    ("norm", "key", "typed"),
    [
        (*RATIO, "两个"),
        ("reserve.posts_are_covered", "per", "户"),
        ("reserve.is_party_member", "required", "也许"),
        ("reserve.nothing", "ratio", "1"),
    ],
)
def test_a_number_that_cannot_be_changes_nothing(
    desk: Desk, norm: str, key: str, typed: str
) -> None:
    with pytest.raises(UserError):
        desk.set_number(norm, key, typed)
    assert desk.setting("numbers") == {}


def test_a_rule_that_reads_anothers_numbers_follows_them(desk: Desk) -> None:
    desk.set_number("reserve.is_young_enough", "age_max", "45")
    rule = desk.rules().on("reserve.posts_are_covered", NOW.date())
    assert rule
    assert rule.number("age_max") == 45
