"""The roll-up says what the villages' own stores say, row by row, and says it again later."""

import shutil
from collections import Counter
from datetime import datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from tests.builders import household
from tests.town.villages import clock, hand_in, handed, town
from villagedesk.books.cells import cell_maker
from villagedesk.books.own import digests
from villagedesk.books.rollup.blocks import Heading, Ratio, block_of
from villagedesk.books.sheet import FIRST_ROW
from villagedesk.desk import Desk, open_existing
from villagedesk.errors import UserError
from villagedesk.ledgers import rolls
from villagedesk.period import parse_period
from villagedesk.store.records import step, table_of
from villagedesk.town.expected import Expected
from villagedesk.town.parcels import Parcel, ParcelFinding

Q3, Q4 = "2026Q3", "2026Q4"
LACKING = Expected("999001100999", "石桥村")


@pytest.fixture(scope="module")
def villages(tmp_path_factory):
    return handed(tmp_path_factory.mktemp("rollup"), 3)


@pytest.fixture(scope="module")
def folder(villages):
    return villages[0].book.parent


@pytest.fixture(scope="module")
def desk(villages, folder, tmp_path_factory):
    """A town in which a fourth village is expected that hands nothing in."""
    opened = town(tmp_path_factory.mktemp("town"))
    known = [Expected(one.code, one.name) for one in reversed(villages)]
    opened.expect([*known, LACKING])
    opened.collect([folder])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def rolled(desk, tmp_path_factory):
    return desk.roll_up(parse_period(Q4), tmp_path_factory.mktemp("out") / "汇总.xlsx")


@pytest.fixture(scope="module")
def book(rolled):
    return load_workbook(rolled.path)


def body(sheet):
    """The rows below the headers, up to the blank one before the names to sign."""
    for row in sheet.iter_rows(min_row=FIRST_ROW + 1, values_only=True):
        if row[0] is None:
            return
        yield row[1:]


@pytest.fixture(scope="module")
def own_pages(villages):
    """What each village's own store would hand in, by code, then by roll."""
    found = {}
    for one in villages:
        own = Desk(open_existing(str(one.store)), clock)
        found[one.code] = {page.key: page for page in own.gather(parse_period(Q4)).pages}
        own.close()
    return found


def said_by(page, name):
    """The rows of a village's page as a sheet of the roll-up has them."""
    makers = [cell_maker(own.kind) for own in page.fields]
    for row in page.rows:
        yield (
            name,
            *(None if v is None else make(v) for make, v in zip(makers, row, strict=False)),
        )


@pytest.mark.parametrize("roll", rolls(), ids=lambda roll: roll.key)
def test_every_sheet_holds_the_rows_of_the_stores_one_after_the_other(
    book, own_pages, villages, roll
):
    own = [
        row
        for one in reversed(villages)
        for row in said_by(own_pages[one.code][roll.key], one.name)
    ]
    assert [plain(row) for row in body(book[roll.title])] == [plain(row) for row in own]


def plain(row):
    """Dates as days, since openpyxl gives the moment."""
    return tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)


def test_a_village_without_a_workbook_is_named_missing(rolled, book):
    assert rolled.missing == (LACKING.name,)
    words = [cell for row in book["封面"].iter_rows(values_only=True) for cell in row]
    assert words[words.index("未报的村") + 1] == LACKING.name
    assert LACKING.name not in rolled.villages


def test_the_matrix_adds_up_to_what_was_found(desk, book, villages):
    sheet = book["规范矩阵"]
    header = [cell.value for cell in sheet[3]]
    sums = {name: cell.value for name, cell in zip(header, sheet[sheet.max_row], strict=True)}
    own, parcel = table_of(ParcelFinding), table_of(Parcel)
    query = (
        select(parcel.c.village, func.count())
        .join(own, own.c.parcel == parcel.c.uid)
        .where(parcel.c.standing)
        .group_by(parcel.c.village)
    )
    with desk.store.reading() as connection:
        found = dict(connection.execute(query).all())
    assert sums["合计"] == sum(found.values()) > 0
    assert {one.name: sums[one.name] for one in villages} == {
        one.name: found[one.code] for one in villages
    }


def table(book, title):
    """A table of figures by column (group and label), each village → figure."""
    rows = list(book["统计"].iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if row[0] == title)
    end = next(at for at in range(start, len(rows)) if rows[at][0] == "合计")
    first = next(at for at in range(start + 1, end) if rows[at][0] not in (None, "村"))
    labels = rows[first - 1]
    return {
        label: {row[0]: row[place] for row in rows[first : end + 1]}
        for place, label in enumerate(labels)
        if place and label
    }


def test_figures_are_those_the_village_sees_itself(book, villages):
    overview, team = table(book, "综合情况"), table(book, "班子结构")
    for one in villages:
        own = Desk(open_existing(str(one.store)), clock)
        cover, contacts = own.coverage(), own.contact_coverage()
        term = next(term for term in own.terms() if not term.ended)
        rows = {row.label: row.now for row in own.structure_table(term.uid).rows if row.now}
        own.close()
        assert overview["应备"][one.name] == cover.needed
        assert overview["够条件"][one.name] == cover.ready
        assert overview["有人联系"][one.name] == contacts.covered
        assert team["总人数"][one.name] == rows["总人数"].number
        assert team["平均年龄"][one.name] == pytest.approx(rows["平均年龄"].number / 10)


def test_an_older_roll_up_is_written_again_unchanged(villages, tmp_path):
    """Rows, figures and norms are those of its own workbooks, whatever came after them."""
    q3, q4 = tmp_path / "q3", tmp_path / "q4"
    for folder in (q3, q4):
        folder.mkdir()
    for one in villages:
        store = tmp_path / f"{one.code}.vdesk"
        shutil.copy(one.store, store)
        hand_in(store, q3 / f"{one.code}.xlsx", Q3)
        grow(store, one.code)
        hand_in(store, q4 / f"{one.code}.xlsx", Q4)
    desk = town(tmp_path)
    desk.collect([q3])
    before = desk.roll_up(parse_period(Q3), tmp_path / "先.xlsx")
    desk.collect([q4])
    after = desk.roll_up(parse_period(Q3), tmp_path / "后.xlsx")
    newer = desk.roll_up(parse_period(Q4), tmp_path / "新.xlsx")
    desk.close()
    assert digests(before.path) == digests(after.path)
    assert cells(before.path) == cells(after.path)
    figures = [table(load_workbook(one.path), "综合情况")["户数"] for one in (after, newer)]
    assert {name: figures[1][name] - figures[0][name] for name in before.villages} == dict.fromkeys(
        before.villages, 5
    )


def test_a_roll_up_is_judged_by_the_rules_of_today(villages, folder, tmp_path):
    desk = town(tmp_path)
    desk.collect([folder])
    ledger, norm = next(one.found.norm for one in desk.findings_of(Q4)).split(".")
    profile = tmp_path / "县规定.toml"
    profile.write_text(f"[{ledger}.{norm}]\noff = true\n", encoding="utf-8")
    desk.use_county_profile(profile)
    before = len(desk.findings_of(Q4))
    rolled = desk.roll_up(parse_period(Q4), tmp_path / "汇总.xlsx")
    found = table(load_workbook(rolled.path), "综合情况")["共"]["合计"]
    assert found == len(desk.findings_of(Q4)) < before
    assert desk.is_judged()
    desk.close()


def grow(store, village):
    """Five households more."""
    own = Desk(open_existing(str(store)), clock)
    with step(own.store, "新登记", own.stamp()) as write:
        for number in range(5):
            row = household(uid=f"{village}h{number}", village=village, number=f"9900{number}")
            write.save(type(row), row.model_dump())
    own.close()


def cells(path):
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)}


def test_the_charts_carry_the_figures_they_show(rolled):
    from zipfile import ZipFile

    with ZipFile(rolled.path) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        texts = [package.read(name).decode() for name in charts]
    assert len(texts) == 4
    assert all("<c:numCache>" in text and rolled.villages[0] in text for text in texts)


def test_a_period_nobody_handed_in_for_is_refused(desk, tmp_path):
    with pytest.raises(UserError, match="还没有一个村"):
        desk.roll_up(parse_period("2025Q1"), tmp_path / "空.xlsx")


def test_a_cancelled_roll_up_leaves_the_older_one_whole(desk, tmp_path):
    out = tmp_path / "汇总.xlsx"
    out.write_bytes(b"older")
    calls: Counter[str] = Counter()

    def cancelled():
        calls["asked"] += 1
        return calls["asked"] > 10

    with pytest.raises(UserError, match="取消"):
        desk.roll_up(parse_period(Q4), out, cancelled=cancelled)
    assert out.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir()] == ["汇总.xlsx"]


def test_totals_of_shares_are_taken_of_the_sums():
    rate = Heading("覆盖率", look="percent")
    block = block_of("k", "t", [("甲", {rate: Ratio(1, 1)}), ("乙", {rate: Ratio(0, 3)})])
    assert block.total == (Ratio(1, 4),)
