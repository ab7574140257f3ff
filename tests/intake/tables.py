"""Small tables as the reader gives them, and what an import of them would do to a few records."""

from collections import defaultdict
from datetime import date

from tests.builders import VILLAGE
from villagedesk.books.reading import ReadBook, Row, Table, Warning
from villagedesk.intake import Wishes, plan_book
from villagedesk.kinds import check_digit
from villagedesk.people import Group

TODAY = date(2026, 11, 22)

HEADERS = {
    "seq": "序号",
    "name": "姓名",
    "gender": "性别",
    "birth": "出生年月",
    "id_number": "身份证号",
    "phone": "联系电话",
    "post": "现任职务",
    "post_since": "任现职时间",
    "party_join": "入党时间",
    "party_post": "党内职务",
    "household_no": "户号",
    "household_head": "户主",
    "relation": "与户主关系",
    "group": "村民小组",
    "address": "家庭住址",
    "age": "年龄",
    "remark": "备注",
    "education": "文化程度",
    "branch": "所在党支部",
    "village": "村名",
    "term": "届次",
    "body": "所在组织",
}


def group(name):
    return Group(uid=name, village=VILLAGE, name=name)


def id_of(born, order=1):
    """A whole ID number of somebody born that day, `19850307`; an odd order is a man's."""
    first17 = f"999901{born}{order:03}"
    return first17 + check_digit(first17)


def doubt(field, code, detail=""):
    return Warning(field, code, detail)


def table(*rows, title=None, extra=(), doubts=None, **more):
    """A table whose rows are dicts by the reader's keys; `doubts` by place of the row from 0."""
    keys = dict.fromkeys(key for row in rows for key in row if key not in extra)
    headers = [*((HEADERS.get(key, key), key) for key in keys), *((key, None) for key in extra)]
    records = tuple(
        Row(
            number + 3,
            {key: row.get(key) for key in keys},
            tuple((doubts or {}).get(number, ())),
            {key: row[key] for key in extra if key in row},
        )
        for number, row in enumerate(rows)
    )
    columns = {chr(65 + place): header for place, header in enumerate(headers)}
    given = {"sheet": "Sheet1", "meta": {}, "skipped_rows": {}} | more
    return Table(title=title, header_rows=(2,), columns=columns, records=records, **given)


def plan(*tables, there=(), **wishes):
    """The plan for a book of these tables in a village that holds the records `there`."""
    rows = defaultdict(list)
    for record in there:
        rows[type(record)].append(record.model_dump(warnings=False))
    return plan_book(
        "花名册",
        ReadBook(tables),
        lambda kind: rows[kind],
        village=VILLAGE,
        wishes=Wishes(TODAY, **wishes),
    )


def only(*tables, there=(), **wishes):
    """The plan of the first table."""
    return plan(*tables, there=there, **wishes).sheets[0]


def added(plan, kind):
    return [dict(row) for row in plan.changes.added.get(kind, ())]


def changed(plan):
    return {(kind.__name__, uid): dict(values) for kind, uid, values in plan.changes.changed}


def counts(sheet):
    return sheet.new, sheet.changed, sheet.same
