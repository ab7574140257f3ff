"""A town gives back what falls short; the village is led from each line to its record."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from tests.books.books import reopened
from tests.town.villages import NOW, PERIOD, clock, hand_in, handed, town
from villagedesk import demo
from villagedesk.__main__ import main
from villagedesk.books.slip import Item
from villagedesk.checks import Found
from villagedesk.declare import Level
from villagedesk.desk import Desk, Standing, open_existing
from villagedesk.desk.returning import opening, read_slip
from villagedesk.errors import UserError
from villagedesk.ledgers import rolls
from villagedesk.town.returns import Places


@pytest.fixture(scope="module")
def villages(tmp_path_factory):
    """Two villages with their workbooks, their faults among them."""
    return handed(tmp_path_factory.mktemp("villages"), 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, villages):
    """The slips of a town that collected them, and of one village's that a hand spoiled."""
    folder = tmp_path_factory.mktemp("town")
    desk = town(folder)
    desk.collect([villages[0].book, spoiled(villages[1].book, folder / "改过.xlsx")])
    (folder / "out").mkdir()
    desk.write_slips(PERIOD, folder / "out", words={villages[0].code: "请快改"})
    desk.close()
    return folder / "out"


def spoiled(book, out):
    """What a hand does in Excel: a birth that cannot be."""
    changed = load_workbook(book)
    labels = [cell.value for cell in changed["人员"][3]]
    changed["人员"].cell(4, labels.index("出生年月") + 1).value = "去年"
    changed.save(out)
    return out


@pytest.fixture
def slips(folder, villages):
    """The slips by the codes of their villages, in the order of these."""
    found = {slip.code: slip for slip in map(read_slip, folder.iterdir()) if slip}
    return [found[one.code] for one in villages]


@pytest.fixture
def village(villages, tmp_path):
    """The desk of a copy of the first village."""
    file = shutil.copy(villages[0].store, tmp_path / "村.vdesk")
    opened = Desk(open_existing(str(file)), clock)
    yield opened
    opened.close()


def test_each_village_with_something_wrong_gets_a_named_file(folder, villages):
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 2
    for one in villages:
        assert any(f"-{one.name}-退回单-{PERIOD}-1.xlsx" in name for name in names)


def test_every_finding_of_the_workbook_is_on_its_slip(slips, village):
    there = {(one.norm, one.uid, one.period) for one in village.findings() if not one.private}
    assert {(one.norm, one.uid, one.event) for one in slips[0].items} == there
    assert slips[0].words == "请快改"
    assert slips[0].day == NOW.date()


def test_a_finding_marks_the_row_of_its_record(folder, slips, villages):
    book = load_workbook(next(p for p in folder.iterdir() if villages[0].name in p.name))
    placed = [one for one in slips[0].items if one.sheet]
    assert placed
    for one in placed:
        cell = book[one.sheet][f"{one.column}{one.row}"]
        uids = [cell.value for cell in book[one.sheet][one.row]]
        assert one.uid in uids
        assert one.message in cell.comment.text
        assert cell.fill.patternType == "solid"


def test_a_cell_that_cannot_be_read_comes_first_and_names_its_record(slips):
    first = slips[1].items[0]
    assert (first.sheet, first.row, first.norm) == ("人员", 4, "")
    assert first.column == "E"
    assert first.roll == "person"
    assert first.uid
    assert first.subject


def test_a_finding_marks_the_sheet_of_its_own_ledger(villages):
    book = reopened(villages[0].book)
    party = next(one for one in book.sheets if one.key == "party_member")
    uid = party.rows[0][1][party.fields.index("_uid")]
    for ledger, roll in (("party", "party_member"), ("residents", "person")):
        found = Found("", Level.ERROR, ledger, "", "", "", "", uid)
        assert Places(book).of_finding(found).roll == roll


def test_only_the_villages_asked_for_get_one(tmp_path, villages):
    desk = town(tmp_path)
    desk.collect([one.book for one in villages])
    written = desk.write_slips(PERIOD, tmp_path, (villages[1].code,))
    assert [villages[1].name in path.name for path in written] == [True]
    assert desk.write_slips("2025", tmp_path) == ()
    told: list[tuple[int, int]] = []
    assert len(desk.write_slips(PERIOD, tmp_path, report=lambda *n: told.append(n))) == 2
    assert told == [(1, 2), (2, 2)]
    assert desk.write_slips(PERIOD, tmp_path, cancelled=lambda: True) == ()
    with pytest.raises(UserError, match="文件夹"):
        desk.write_slips(PERIOD, tmp_path / "没有")
    desk.close()


def test_a_village_with_nothing_wrong_gets_none(tmp_path):
    (made,) = demo.make(tmp_path / "good", people=60, faults="none")
    desk = town(tmp_path)
    desk.collect([hand_in(made.path, tmp_path / "好.xlsx")])
    assert desk.write_slips(PERIOD, tmp_path) == ()
    assert len(desk.write_slips(PERIOD, tmp_path, words={made.code: "做得好"})) == 1
    desk.close()


def test_what_the_town_says_to_all_stands_at_the_head_of_each_slip(tmp_path, villages):
    (good,) = demo.make(tmp_path / "good", people=60, faults="none")
    moved = hand_in(good.path, tmp_path / "好.xlsx")
    desk = town(tmp_path)
    desk.collect([villages[1].book, moved])
    head = opening(date(2026, 12, 5), "李干事 0911-2345678", "户籍的事先问派出所。")
    written = desk.write_slips(PERIOD, tmp_path, words={villages[1].code: "请快改"}, to_all=head)
    assert [villages[1].name in path.name for path in written] == [True], "not to the good one"
    assert (slip := read_slip(written[0]))
    assert slip.words == f"{head}\n请快改"
    assert head == (
        "请在2026年12月5日前改好，重新报一次。有不清楚的请联系：李干事 0911-2345678。"
        "户籍的事先问派出所。"
    )
    assert head in load_workbook(written[0])["退回单"]["A4"].value
    desk.close()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((None, "", ""), ""),
        ((None, " 李干事 ", ""), "有不清楚的请联系：李干事。"),
        ((None, "", "请快改"), "请快改。"),
    ],
)
def test_nothing_is_said_that_was_not_given(said, words):
    assert opening(*said) == words


def test_whom_to_ask_is_remembered_for_the_next_slips(tmp_path, village):
    desk = town(tmp_path)
    assert desk.slip_contact() == ""
    desk.keep_slip_contact("李干事 0911-2345678")
    assert desk.slip_contact() == "李干事 0911-2345678"
    desk.keep_slip_contact("")
    assert desk.slip_contact() == ""
    desk.close()
    with pytest.raises(UserError, match="镇里"):
        village.keep_slip_contact("李干事")


def test_a_village_s_store_gives_nothing_back(village, tmp_path):
    with pytest.raises(UserError, match="镇里"):
        village.write_slips(PERIOD, tmp_path)


def test_what_is_open_leads_to_its_record(village, slips):
    seen = village.slip_seen(slips[0])
    assert seen.left == len(seen.items) == len(slips[0].items)
    by_key = {roll.key: roll for roll in rolls()}
    for one in seen.items:
        if one.item.uid and one.roll:
            assert village.entry(by_key[one.roll], one.uid)
    assert any(one.roll for one in seen.items)


def test_what_was_put_right_is_done_and_comes_last(village, slips):
    seen = village.slip_seen(slips[0])
    gone = next(one for one in seen.items if one.roll and one.item.roll == one.roll)
    roll = next(roll for roll in rolls() if roll.key == gone.roll)
    village.remove(roll, gone.uid)
    after = village.slip_seen(slips[0])
    done = [one.number for one in after.items if one.standing is Standing.DONE]
    assert gone.number in done
    assert [one.number for one in after.items][-len(done) :] == done
    assert after.left == len(after.items) - len(done)


def test_a_cell_is_looked_at_by_a_person(villages, slips, tmp_path):
    file = shutil.copy(villages[1].store, tmp_path / "二.vdesk")
    second = Desk(open_existing(str(file)), clock)
    seen = second.slip_seen(slips[1])
    looked = [one for one in seen.items if one.standing is Standing.LOOK]
    assert [one.item.norm for one in looked] == [""]
    assert (looked[0].ledger, looked[0].roll) == ("residents", "person")
    second.close()


def test_another_village_s_slip_is_refused(village, slips):
    with pytest.raises(UserError, match="不是本村的"):
        village.slip_seen(slips[1])


def test_a_row_of_a_part_leads_to_what_it_belongs_to(village, villages, slips):
    sheets = reopened(villages[0].book).sheets
    part = next(one for one in sheets if "_parent" in one.fields and one.rows)
    row = dict(zip(part.fields, part.rows[0][1], strict=True))
    item = Item("看看", "E", part.tab, 4, "B", roll=part.key, uid=row["_uid"])
    (seen,) = village.slip_seen(replace(slips[0], items=(item,))).items
    owner = next(roll for roll in rolls() if part.key in [one.key for one in roll.parts])
    assert (seen.roll, seen.uid) == (owner.key, row["_parent"])


def test_a_file_that_is_gone_is_said_in_a_sentence(village, tmp_path):
    with pytest.raises(UserError, match="找不到"):
        village.read_slip(tmp_path / "没有.xlsx")


def test_a_town_takes_no_slip_for_a_report_be_it_edited_or_not(folder, tmp_path):
    desk = town(tmp_path)
    for path in folder.iterdir():
        edited = load_workbook(path)
        edited["人员"]["E4"] = "1970-01-01"
        edited.save(tmp_path / path.name)
    seen = [one for where in (folder, tmp_path) for one in desk.collect(where.glob("*.xlsx")).files]
    assert [one.status for one in seen] == ["refused"] * 4
    said = {one.message for file in seen for one in file.problems}
    assert len(said) == 1
    assert "在它上面改的也不算数" in said.pop()
    desk.close()


@pytest.fixture
def run(capsys):
    def call(*words):
        code = main([str(word) for word in words])
        return code, capsys.readouterr().out

    return call


def test_the_command_line_gives_back_and_tells_a_slip(run, villages, tmp_path):
    (tmp_path / "out").mkdir()
    desk = town(tmp_path)
    desk.collect([villages[0].book])
    desk.close()
    store = tmp_path / "青禾镇.vdesk"
    code, said = run("giveback", store, "--period", PERIOD, tmp_path / "out")
    (slip,) = (tmp_path / "out").iterdir()
    assert (code, said.splitlines()) == (0, [str(slip), "已写好 1 个村的退回单"])
    assert run("giveback", store, "--period", "2025", tmp_path / "out") == (0, "没有要退回的\n")
    code, said = run("import", villages[0].store, slip)
    first, *rest = said.splitlines()
    assert (code, "不是花名册，没有导入" in first) == (1, True)
    back = read_slip(slip)
    assert back
    items = back.items
    assert [line for line in rest if items[0].message in line][0].startswith("1. [要办]")
    code, said = run("import", villages[0].store, slip, "--json")
    told = json.loads(said)
    assert (code, told["left"], len(told["slip"]["items"])) == (1, len(items), len(items))
    assert told["slip"]["items"][0]["message"] == items[0].message
