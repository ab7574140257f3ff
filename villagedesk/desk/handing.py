"""Handing over: everything a store holds but its history, as readable JSON, both ways."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from villagedesk.declare import Face, Problem, Record, out_of_order
from villagedesk.desk.opening import OpenDesk
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import Link, WholeNumber, YesNo
from villagedesk.people import UNKNOWN_CODE, Setting, Village
from villagedesk.store.database import StoreInfo, write_info
from villagedesk.store.queries import record_types
from villagedesk.store.records import Writer, step, table_of
from villagedesk.store.settings import change_setting

PLAIN = (YesNo, WholeNumber, Link)
"""Kinds whose stored value is as readable as its words."""

KEPT_INFO = ("demo_day",)

OBJECTS = ("store", "setting")
"""What a dump holds beside tables."""


@dataclass
class Handing(OpenDesk):
    """The verbs `dump` and `load`."""

    def dump(self) -> dict[str, Any]:
        """Every table by its name, rows by declared field names in the order of their uids."""
        with self.store.reading() as connection:
            info = {row.key: row.value for row in connection.execute(select(table_of(StoreInfo)))}
            return {
                "store": {key: info[key] for key in ("kind", "name", *KEPT_INFO) if key in info},
                "village": _plain_rows(connection, Village),
                "setting": _settings(connection),
                **{name: _rows(connection, kind) for name, kind in _kinds().items()},
            }

    def load(self, data: Mapping[str, Any]) -> list[Problem]:
        """Takes a dump into this store as one step; with problems nothing is taken.

        What the store held of the same uid is replaced; kinds and checks are those of typing.
        Raises UserError for what is no dump at all.
        """
        _check_shape(data)
        problems = list(_strangers(data))
        rows = {
            name: [self._record(name, kind, row, problems) for row in data.get(name, ())]
            for name, kind in _kinds().items()
        }
        with self.store.reading() as connection:
            self._refuse_another_village(connection, data)
            problems += _dangling(connection, rows, data)
        if problems:
            return problems
        with step(self.store, "读入移交文件", self.stamp()) as write:
            self._take_village(write, data)
            for key, value in data.get("setting", {}).items():
                change_setting(write, key, value)
            for name, kind in _kinds().items():
                _take(write, kind, rows[name])
            write_info(
                write.connection, {k: str(v) for k, v in data["store"].items() if k in KEPT_INFO}
            )
        return []

    def _refuse_another_village(self, connection: Connection, data: Mapping[str, Any]) -> None:
        """A village's store takes one village: its own, or any as long as it holds nothing."""
        if self.store.is_town:
            return
        given = [row["code"] for row in data.get("village", ())]
        if data["store"].get("kind") == "town" or len(given) > 1:
            raise UserError("这是镇里汇总台账的移交文件，不能读进一个村的台账")
        own = self.village_in(connection)
        if UNKNOWN_CODE in (own, *given) or given in ([], [own]):
            return
        if any(_uids(connection, kind) for kind in _kinds().values()):
            raise UserError(
                f"这是别的村（{given[0]}）的移交文件，本台账（{own}）里已有记录，没有读入；"
                "请先新建一个台账，再读入"
            )

    def _take_village(self, write: Writer, data: Mapping[str, Any]) -> None:
        for row in data.get("village", ()):
            if self.store.is_town:
                write.save(Village, row)
            else:
                write.rename(Village, self.village_in(write.connection), row)
                write_info(write.connection, {"name": str(row["name"])})

    def village_in(self, connection: Connection) -> str:
        """The code of the store's village, inside an open transaction."""
        return str(connection.execute(select(table_of(Village).c.code)).scalar_one())

    def _record(
        self, table: str, kind: type[Record], row: Mapping[str, Any], problems: list[Problem]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column in table_of(kind).columns:
            own = column.info.get("face")
            raw = row.get(column.name)
            if own is None:
                values[column.name] = raw if raw is not None else ""
                continue
            try:
                values[column.name] = _value(own, raw, self)
            except Refused as refused:
                label = f"{table}·{own.label or column.name}"
                problems.append(Problem(label, str(refused), value=str(raw)))
        for problem in out_of_order(kind, values):
            problems.append(replace(problem, label=f"{table}·{problem.label}"))
        return values


def read_dump(path: Path) -> dict[str, Any]:
    """The JSON of a dump; raises UserError where the file is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(f"找不到或打不开“{path}”，请核对文件名") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UserError(
            f"“{path.name}”不是移交文件（JSON），请选 villagedesk dump 写出的文件"
        ) from error
    _check_shape(data)
    return dict(data)


def as_text(data: Mapping[str, Any]) -> str:
    """A dump as it is written to a file."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _check_shape(data: Any) -> None:
    good = isinstance(data, dict) and isinstance(data.get("store"), dict)
    good = good and isinstance(data.get("setting", {}), dict)
    rows = [rows for name, rows in data.items() if name not in OBJECTS] if good else []
    good = good and all(isinstance(r, list) and all(isinstance(x, dict) for x in r) for r in rows)
    if not good or not all(row.get("code") and row.get("name") for row in data.get("village", ())):
        raise UserError("这不是移交文件，请选 villagedesk dump 写出的文件")


def _strangers(data: Mapping[str, Any]) -> Iterator[Problem]:
    """What this program has no place for, so that nothing goes missing in silence."""
    known = {name: set(table_of(kind).columns.keys()) for name, kind in _kinds().items()}
    known["village"] = set(table_of(Village).columns.keys())
    for name in [name for name in data if name not in OBJECTS]:
        if name not in known:
            yield Problem(name, "不认识这张表；文件可能是更新的程序写的，请先升级程序")
            continue
        for column in dict.fromkeys(key for row in data[name] for key in row):
            if column not in known[name]:
                words = "不认识这一栏；文件可能是更新的程序写的，请先升级程序"
                yield Problem(f"{name}·{column}", words)


def _dangling(
    connection: Connection, rows: Mapping[str, list[dict[str, Any]]], data: Mapping[str, Any]
) -> Iterator[Problem]:
    """Records without a uid or with another's, and links that lead nowhere."""
    there = {name: _uids(connection, kind) for name, kind in _kinds().items()}
    codes = {row["code"] for row in data.get("village", ())}
    there["village"] = codes | set(connection.execute(select(table_of(Village).c.code)).scalars())
    for name, own in rows.items():
        count = Counter(row.get("uid") for row in own)
        for uid, times in count.items():
            if not uid or times > 1:
                yield Problem(f"{name}·uid", "有空的，或有重复的", value=str(uid or ""))
        there[name] |= count.keys()
    for name, kind in _kinds().items():
        for key in table_of(kind).foreign_keys:
            target = there.get(key.column.table.name, set())
            for uid in {row.get(key.parent.name) for row in rows[name]} - target - {None}:
                yield Problem(f"{name}·{key.parent.name}", "指向的那条记录不在", value=str(uid))


def _uids(connection: Connection, kind: type[Record]) -> set[Any]:
    return set(connection.execute(select(table_of(kind).c.uid)).scalars())


def _kinds() -> dict[str, type[Record]]:
    """Every table of records, sorted by name."""
    return dict(sorted(record_types().items()))


def _rows(connection: Connection, kind: type[Record]) -> list[dict[str, Any]]:
    own = table_of(kind)
    derived = set(kind.derived_fields)
    return [
        {
            column.name: _words(column.info.get("face"), row[column.name])
            for column in own.columns
            if column.name not in derived
        }
        for row in connection.execute(select(own).order_by(own.c.uid)).mappings()
    ]


def _words(own: Face | None, value: Any) -> Any:
    if own is None or value is None or isinstance(own.kind, PLAIN):
        return value
    return own.kind.show(value)


def _value(own: Face, raw: Any, desk: OpenDesk) -> Any:
    if isinstance(own.kind, PLAIN) and raw is not None:
        return own.kind.parse(raw)
    return own.read(raw, today=desk.today)


def _plain_rows(connection: Connection, kind: type[SQLModel]) -> list[dict[str, Any]]:
    own = table_of(kind)
    return [dict(row) for row in connection.execute(select(own).order_by(own.c.code)).mappings()]


def _settings(connection: Connection) -> dict[str, Any]:
    own = table_of(Setting)
    return {
        row.key: json.loads(row.value)
        for row in connection.execute(select(own).order_by(own.c.key))
    }


def _take(write: Writer, kind: type[Record], rows: list[dict[str, Any]]) -> None:
    known = _uids(write.connection, kind)
    write.add_many(kind, [row for row in rows if row["uid"] not in known])
    for row in rows:
        if row["uid"] in known:
            write.save(kind, row)
