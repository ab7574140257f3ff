"""Rosters outside this repository are read as a person would, when a folder is named."""

import json
from collections import defaultdict
from pathlib import Path

from villagedesk.books.reading import as_json, read_here

SHIPPED = Path(__file__).parents[3] / "resources" / "samples" / "messy_roster.xlsx"
_NAMING = ("name", "household_head", "branch", "party_member", "village")
_ENOUGH = 0.97


def test_every_sample_is_read_as_expected(samples):
    expected = json.loads((samples / "expected.json").read_text(encoding="utf-8"))
    right = total = extra = 0
    quiet, unseen = [], []
    for name, want in expected.items():
        file = samples / name
        found = as_json(read_here(file.read_bytes(), file.stem))
        records = _by_place(found)
        for table in want["tables"]:
            extra -= table.get("record_count") or len(table["records"])
            for record in table.get("records_sample") or table["records"]:
                seen = _same_record(records[table["sheet"], record["row"]], record)
                flagged = {warning["field"] for warning in seen["warnings"]}
                wrong = list(_wrong(seen["values"], record))
                right += len(record["values"]) - len(wrong)
                total += len(record["values"])
                quiet += [(name, record["row"], key) for key in wrong if key not in flagged]
                unseen += [
                    (name, record["row"], warning)
                    for warning in record["warnings"]
                    if warning["field"] not in flagged
                ]
        extra += sum(map(len, records.values()))
    assert (quiet, unseen, extra) == ([], [], 0)
    assert right >= _ENOUGH * total


def test_the_roster_we_ship_has_every_person_and_one_lost_number():
    tables = read_here(SHIPPED.read_bytes()).tables
    assert [(t.sheet, len(t.records)) for t in tables] == [
        ("两委班子", 5), ("两委班子", 2), ("党员名册", 4), ("户籍人口", 6),
    ]  # fmt: skip
    codes = [w.code for table in tables for row in table.records for w in row.warnings]
    assert codes.count("id_precision_lost") == 1


def _by_place(found):
    records = defaultdict(list)
    for table in found["tables"]:
        for record in table["records"]:
            records[table["sheet"], record["row"]].append(record)
    return records


def _same_record(candidates, want):
    key = next((key for key in _NAMING if key in want["values"]), None)
    named = [c for c in candidates if key and c["values"].get(key) == want["values"][key]]
    return (named or candidates or [{"values": {}, "warnings": []}])[0]


def _wrong(values, want):
    accepted = want.get("accept", {})
    for key, value in want["values"].items():
        got = values.get(key)
        if got not in (value, *accepted.get(key, ())) and not (value is None and got == ""):
            yield key
