"""Our own workbook as rows for the bench: known by uid, links too where no hand changed them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from villagedesk.books.own import OwnBook, OwnSheet
from villagedesk.declare import Problem, Record, face
from villagedesk.errors import Refused
from villagedesk.intake.bench import Bench, linking_columns
from villagedesk.intake.lines import Line
from villagedesk.intake.slots import Target, target_of
from villagedesk.kinds import fold
from villagedesk.ledgers import rolls
from villagedesk.people import Person, Tie
from villagedesk.store.queries import record_types
from villagedesk.store.records import table_of

UID, LINK, PARENT = "_uid", "_uid:", "_parent"
_SECOND = {"name_name": "name", "relative_name": "relative"}
"""Fields of a roll with two persons: the sheet's key → the link's own."""


def own_tables(
    book: OwnBook, bench: Bench, today: date
) -> Iterator[tuple[int, OwnSheet, Target, list[Line]]]:
    """The sheets of a workbook with their places, those first that others point at.

    Lines are made when their sheet is reached, for a link may lead to what the sheets before added.
    """
    known = {roll.key: roll for roll in rolls()}
    order = {
        table.name: place for place, table in enumerate(table_of(Person).metadata.sorted_tables)
    }
    there = [(place, sheet) for place, sheet in enumerate(book.sheets) if sheet.key in known]
    for place, sheet in sorted(there, key=lambda one: order[one[1].key]):
        target = target_of(known[sheet.key])
        faces = [face(attribute) for attribute in target.roll.sheet]
        lines = [
            _line(row, values, problems, target, bench)
            for row, values, problems in sheet.records(faces)
        ]
        if sheet.edited:
            for line in lines:
                _check(line, today)
        yield place, sheet, target, _placed(target.roll.record, lines)


def take_ties(book: OwnBook, bench: Bench, became: Mapping[str, Mapping[str, str]]) -> None:
    """Adds the ties of which both ends came in; `became`: roll → uid in the workbook → uid here.

    What has led to something of its sort here already keeps that.
    """
    tied = {_beginning(row) for row in bench.rows(Tie).values()}
    for tie in book.ties:
        start, end = (
            became.get(tie[f"{side}_roll"], {}).get(tie[f"{side}_uid"]) for side in ("from", "to")
        )
        row = {**tie, "from_uid": start, "to_uid": end}
        if start and end and _beginning(row) not in tied:
            tied.add(_beginning(row))
            uid = row.pop("uid")
            bench.add(Tie, row, "" if uid in bench.rows(Tie) else uid)


def _beginning(tie: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(tie[name] for name in ("from_roll", "from_uid", "to_roll", "kind"))


def _placed(kind: type[Record], lines: list[Line]) -> list[Line]:
    """The rows of a part keep their order: a sheet shows it, and says it nowhere."""
    column = table_of(kind).columns.get("place")
    if column is not None and "face" not in column.info:
        latest: Counter[str | None] = Counter()
        for line in lines:
            parent = next((line.links.get(own) for own in _parents(kind)), None)
            latest[parent] += 1
            line.unseen["place"] = latest[parent]
    return lines


def _check(line: Line, today: date) -> None:
    """What a hand may have written goes through the kinds like anything typed."""
    for slot, value in list(line.values.items()):
        try:
            line.values[slot] = slot.face.read(slot.face.kind.show(value), today=today)
        except Refused as refused:
            del line.values[slot]
            words = str(refused)
            line.problems.append(Problem(slot.face.label, words, line.row, value=str(value)))


def _line(
    row: int, values: Mapping[str, Any], problems: list[Problem], target: Target, bench: Bench
) -> Line:
    line = Line(row, values.get(UID) or None, problems=list(problems))
    for key, value in values.items():
        slot = target.slots.get(_SECOND.get(key, key))
        if slot and value is not None:
            line.values[slot] = value
    line.links = _links(line, values, target.roll.record, bench)
    if PARENT in values and not set(line.links) & _parents(target.roll.record):
        line.out = "不知道属于哪一条记录：那一条没有导入，或不是程序导出的原表"
    return line


def _links(
    line: Line, values: Mapping[str, Any], kind: type[Record], bench: Bench
) -> dict[str, str]:
    """The uids of the hidden columns, but where a hand wrote another title over them."""
    titles = {slot.column: value for slot, value in line.values.items() if slot.is_link}
    found: dict[str, str] = {}
    for column, table in linking_columns(kind).items():
        uid = values.get(PARENT if column in _parents(kind) else f"{LINK}{column}")
        there = record_types()[table]
        title = titles.get(column)
        if not uid or uid not in bench.rows(there):
            continue
        if title is None or fold(title) == fold(bench.title(there, uid)):
            found[column] = uid
    return found


def _parents(kind: type[Record]) -> set[str]:
    """The column by which a part belongs to its parent."""
    return {
        own.name
        for own in table_of(kind).columns
        if "face" in own.info and own.info["face"].key == "parent"
    }
