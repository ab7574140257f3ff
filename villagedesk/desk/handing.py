"""Handing over: everything a store holds but its history, as readable JSON, both ways."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from villagedesk.declare import Face, Problem, Record, out_of_order
from villagedesk.desk.opening import OpenDesk
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import Link, WholeNumber, YesNo
from villagedesk.people import Setting, Village
from villagedesk.store.database import StoreInfo, write_info
from villagedesk.store.queries import record_types
from villagedesk.store.records import Writer, step, table_of
from villagedesk.store.settings import change_setting

PLAIN = (YesNo, WholeNumber, Link)
"""Kinds whose stored value is as readable as its words."""

KEPT_INFO = ("demo_day",)


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
        problems: list[Problem] = []
        rows = {
            name: [self._record(name, kind, row, problems) for row in data.get(name, ())]
            for name, kind in _kinds().items()
        }
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
        data = json.loads(path.read_text(encoding="utf-8"))
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
    rows = [rows for name, rows in data.items() if name in _kinds()] if good else []
    if not good or not all(
        isinstance(r, list) and all(isinstance(x, dict) for x in r) for r in rows
    ):
        raise UserError("这不是移交文件，请选 villagedesk dump 写出的文件")


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
    own = table_of(kind)
    known = set(write.connection.execute(select(own.c.uid)).scalars())
    write.add_many(kind, [row for row in rows if row["uid"] not in known])
    for row in rows:
        if row["uid"] in known:
            write.save(kind, row)
