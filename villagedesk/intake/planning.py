"""Plans an import: every table of a workbook against the village's records, nothing written yet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from villagedesk.books.own import OwnBook
from villagedesk.books.reading import ReadBook, Table
from villagedesk.books.reading.tables import SECTION
from villagedesk.books.reading.wording import groups_named
from villagedesk.intake.around import complete
from villagedesk.intake.bench import Bench, Fetch
from villagedesk.intake.choosing import choose
from villagedesk.intake.lines import Line, LineReader, age_problem
from villagedesk.intake.model import ImportPlan, SheetPlan, Wishes
from villagedesk.intake.own import own_tables, take_ties
from villagedesk.intake.records import post_columns, posts_in
from villagedesk.intake.rows import PERSON, RowPlanner
from villagedesk.intake.slots import Target, slots_of
from villagedesk.intake.summing import not_taken, open_columns, rows_seen, skipped_by_reader, summed
from villagedesk.intake.surroundings import Around
from villagedesk.intake.tally import Tally
from villagedesk.intake.terms import TermChoice, choose_term, said_in
from villagedesk.intake.workshop import Workshop
from villagedesk.kinds import fold, last_day
from villagedesk.kinds.when import is_when
from villagedesk.ledgers.committees.posts import body_named
from villagedesk.ledgers.committees.tables import Seat
from villagedesk.people import HEAD, Term

SELF = "01"
"""本人 in a household's roster is its 户主."""


def plan_book(
    name: str, book: ReadBook, fetch: Fetch, *, village: str, wishes: Wishes
) -> ImportPlan:
    """What importing a roster would do. `fetch` gives a table's rows of this village, by code."""
    shop = Workshop(Bench(village, fetch, wishes.mark), wishes)
    sheets = tuple(_table(shop, number, table) for number, table in enumerate(book.tables))
    return ImportPlan(name, sheets, shop.bench.changes(), book.warnings)


def plan_own(name: str, book: OwnBook, fetch: Fetch, *, village: str, wishes: Wishes) -> ImportPlan:
    """What reading back a workbook of our own would do: its rows are known by their uids.

    Its ties come along; attachments do not, for their files stayed where it was written.
    """
    shop = Workshop(Bench(village, fetch, wishes.mark), wishes)
    sheets: dict[int, SheetPlan] = {}
    became: dict[str, Mapping[str, str]] = {}
    for place, sheet, target, lines in own_tables(book, shop.bench, wishes.today):
        tally = Tally(place, shop.bench)
        planner = RowPlanner(shop, target, tally)
        planner.plan(lines)
        became[sheet.key] = planner.became
        sheets[place] = summed(tally, sheet.title, target, rows=len(lines))
    take_ties(book, shop.bench, became)
    in_order = tuple(sheets[place] for place in sorted(sheets))
    return ImportPlan(name, in_order, shop.bench.changes())


def _table(shop: Workshop, number: int, table: Table) -> SheetPlan:
    choice = choose(table, shop.wishes.ledger_of(number))
    tally = Tally(number, shop.bench, skipped=skipped_by_reader(table))
    if choice.target is None:
        return not_taken(tally, table, choice.why)
    reader = LineReader(table, choice.target, shop.wishes)
    around = Around(table, shop.bench, shop.wishes.today, shop.wishes.own_words)
    lines = list(_prepared(shop.wishes, choice.target, around, reader))
    term = _term(shop, choice.target, table, lines)
    uid = _add_term(shop.bench, term)
    RowPlanner(shop, choice.target, tally, uid).plan(lines)
    if term.new and uid and not sum(tally.counts.values()):
        shop.bench.drop(Term, uid)
    tally.problems += rows_seen(table)
    plan = summed(tally, table.sheet, choice.target, rows=len(lines), title=table.title or "")
    return replace(
        plan,
        columns=tuple(open_columns(table, reader, choice.target, tally.unplaced)),
        term=shop.bench.title(Term, uid),
        needs_term=term.ask,
        new_term=term.new,
    )


def _prepared(
    wishes: Wishes, target: Target, around_it: Around, reader: LineReader
) -> Iterator[Line]:
    """The lines with what stands around them: heads as names, ages against births, the village."""
    table = around_it.table
    since = _filled_on(table) or wishes.today
    name = PERSON["name"]
    only_heads = "name" not in {key for _, key in table.columns.values()}
    relation, group = PERSON["relation"], _group_of(table)
    posts = post_columns(reader.columns) if target.roll.record is Seat else []
    around = body_named(table.title or "") or body_named(table.sheet)
    for row, line in zip(table.records, reader.lines(), strict=True):
        other = line.raw.get("household_head") or line.raw.get("party_member")
        if only_heads and target.person_column and other and name not in line.values:
            line.values[name] = str(other)
        if group and target.person_column:
            line.values.setdefault(PERSON["group"], group)
        if target.roll.record is Seat and not line.raw.get("body"):
            line.raw["body"] = body_named(str(row.extra.get(SECTION) or "")) or around
        line.raw["posts"] = [
            named for column, body in posts for named in posts_in(str(column.raw(row) or ""), body)
        ]
        if line.get(relation) == SELF and other in (None, line.get(name)):
            line.values[relation] = HEAD
        if problem := age_problem(line, PERSON["birth"], since, wishes.today):
            line.problems.append(problem)
        complete(target.roll.record, line, around_it)
        line.out = line.out or _elsewhere(line, wishes.village)
        yield line


def _group_of(table: Table) -> str:
    """The one group of a sheet whose rows name none: 一组's people on a sheet called 一组."""
    if any(row.values.get("group") or SECTION in row.extra for row in table.records):
        return ""
    found = groups_named(table.sheet) or groups_named(table.title or "")
    return found.pop() if len(found) == 1 else ""


def _elsewhere(line: Line, own: str) -> str:
    """A town's roster lists several villages: only ours goes in."""
    said, ours = fold(str(line.raw.get("village") or "")), fold(own)
    bare = said.removesuffix("村委会").removesuffix("村")
    if not said or not ours or bare in ours:
        return ""
    return f"“村”一栏写的是“{line.raw['village']}”，不是本村（{own}）"


def _filled_on(table: Table) -> date | None:
    """The last day of which a sheet can speak."""
    for label, words in table.meta.items():
        if label.endswith(("时间", "日期")) and is_when(words):
            return last_day(words)
    return None


def _term(shop: Workshop, target: Target, table: Table, lines: list[Line]) -> TermChoice:
    own = slots_of(target.roll.record).get("term")
    if own is None or not own.is_link:
        return TermChoice()
    said = next((title for line in lines if (title := line.get(own))), "") or said_in(table)
    since = target.slots.get("post_since") or target.slots.get("elected_on")
    begun = [line.get(since) for line in lines]
    return choose_term(shop.bench, shop.wishes.term, said, since=begun)


def _add_term(bench: Bench, term: TermChoice) -> str | None:
    if term.new is None:
        return term.uid
    blank = {slot.column: None for slot in slots_of(Term).values()}
    given = {"title": term.new.title, "start": term.new.start, "due_end": term.new.due_end}
    return bench.add(Term, {**blank, **given})
