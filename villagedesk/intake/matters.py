"""Matters from a log of decisions: a row holds the matter and the columns of its stages."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from villagedesk.declare import Problem
from villagedesk.errors import Refused
from villagedesk.intake.lines import Line
from villagedesk.intake.slots import slots_of
from villagedesk.intake.surroundings import Around
from villagedesk.ledgers.decisions.tables import Decider, Decision, DecisionStage, Matter, StageKind

_SLOTS = slots_of(Decision)
STAGE_FIELDS = {
    "on": "stage_on",
    "form": "stage_form",
    "place": "stage_place",
    "due": "stage_expected",
    "present": "stage_present",
    "voters_due": "stage_voters_expected",
    "voters_present": "stage_voters_present",
    "yes": "stage_yes",
    "no": "stage_no",
    "abstained": "stage_abstained",
    "passed": "stage_passed",
    "words": "stage_words",
    "supervision": "stage_supervision",
}
"""The end of the reader's key → the field of a stage."""
STAGE_KEYS = {
    f"stage{place}_{end}": (kind, key)
    for place, kind in enumerate(StageKind, 1)
    for end, key in STAGE_FIELDS.items()
}
_REFUSED = re.compile("未|不|否")
_PASSED = re.compile("通过|同意|是|√|有效")


def complete_matter(line: Line, around: Around) -> None:
    """Day, number, kind and decider of a matter, from what stands around them."""
    number, kind, day = (_SLOTS[key] for key in ("matter_no", "matter_kind", "raised_on"))
    for place in (1, 2, 3, 4):
        found = line.raw.get(f"stage{place}_on")
        if day not in line.values and "raised_on" not in line.lost and isinstance(found, str):
            line.values[day] = found
            words = f"表里没有动议日期，按“{found}”（最早环节的日期）录入；请核对"
            line.problems.append(Problem(day.face.label, words, line.row, value=found))
    _decided(line)
    seq = line.raw.get("seq")
    if number not in line.values and isinstance(seq, str) and re.search(r"\d", seq):
        line.values[number] = seq
    title = line.get(_SLOTS["matter"])
    if title and kind not in line.values:
        line.values[kind] = Matter.OTHER
        words = "没有写事项类别，或不是常用的类别，先记作“其他”；请核对"
        line.problems.append(Problem(kind.face.label, words, line.row))
    raised = line.get(day)
    if not raised:
        line.out = line.out or "没有动议日期，各环节也没有日期，或填得不对；请补上再导入"
    elif title and number not in line.values:
        _number(line, around, (title, raised))


def _decided(line: Line) -> None:
    decider = _SLOTS["decider"]
    form = str(line.raw.get("stage4_form") or "")
    found = next((one for one in Decider if one in form), None)
    if found and decider not in line.values:
        line.values[decider] = found


def _number(line: Line, around: Around, known: tuple[str, str]) -> None:
    for row in around.bench.rows(Decision).values():
        if (row["title"], row["raised_on"]) == known:
            line.values[_SLOTS["matter_no"]] = row["number"]
            return
    around.number(line, _SLOTS["matter_no"], known[1])


def stages(line: Line, today: date) -> Iterator[dict[str, Any]]:
    """The stages of which a row says anything."""
    own = slots_of(DecisionStage)
    found: dict[StageKind, dict[str, Any]] = {}
    for key, (kind, name) in STAGE_KEYS.items():
        raw, slot = line.raw.get(key), own[name]
        if raw is None:
            continue
        try:
            value = _passed(raw) if name == "stage_passed" else None
            value = slot.face.read(raw, today=today) if value is None else value
        except Refused as refused:
            label = f"{kind}·{slot.face.label}"
            line.problems.append(Problem(label, str(refused), line.row, value=str(raw)))
            continue
        found.setdefault(kind, {})[slot.column] = value
    for kind, values in found.items():
        yield {"kind": kind, **values}


def _passed(raw: Any) -> bool | None:
    words = str(raw)
    if _REFUSED.search(words):
        return False
    return True if _PASSED.search(words) else None
