"""Cases from a log of quarrels: one over several rows, its people below each other."""

import re
from collections.abc import Iterator
from typing import Any

from villagedesk.declare import Problem
from villagedesk.intake.lines import Line
from villagedesk.intake.slots import slots_of
from villagedesk.intake.surroundings import Around
from villagedesk.kinds import clean, fold
from villagedesk.kinds.kind import words_of
from villagedesk.ledgers.mediation.disputes import USUAL
from villagedesk.ledgers.mediation.tables import Case, Side, SideKind

SIDE_TOLD = ("phone", "address", "gender", "ethnicity", "age", "work")
"""What a row may say of each side, by the column of the side's own table."""

_SLOTS = slots_of(Case)
_TOGETHER = ("case_no", "accepted_on", "date", "type", "summary")
_BETWEEN = re.compile(r"[、，,；;/\n]+")
_OTHERS = re.compile(r"等[\d一二三四五六七八九十几数]*[人名户]?$")
_KEPT = {"leader": "包抓领导", "date": "排查或发生时间"}


def complete_case(line: Line, around: Around) -> None:
    """Joins the rows of a case to its first, and numbers a case that has no number."""
    first = around.latest
    if first is not None and _goes_on(line, first):
        _join(line, first)
        return
    around.latest = line
    _accept(line)
    _name_kind(line, around)
    _keep(line)
    _settled(line)
    day = line.get(_SLOTS["accepted_on"])
    if not day:
        line.out = line.out or "没有受理日期或排查日期，或填得不对；请补上再导入"
    elif _SLOTS["case_no"] not in line.values:
        _number(line, around, day)
    others = [found[0] for key in _SIDES if (found := _OTHERS.search(str(line.raw.get(key) or "")))]
    if others:
        words = f"“{others[0]}”里没有写姓名的人没有录入；需要的话请在案件里补上当事人"
        line.problems.append(Problem("当事人姓名", words, line.row, value=others[0]))
    if _SIDES & around.keys == {"name"} and not _applicant(around):
        words = "表里没有写谁是申请人，先把第一位记作申请人，其余记作被申请人；请核对"
        line.problems.append(Problem("当事人地位", words, line.row))


_SIDES = {"name", "party_a", "party_b"}


def _applicant(around: Around) -> bool:
    """Whether the column of names says that those are who applied."""
    return any("申请人" in header for header, key in around.table.columns.values() if key == "name")


def _goes_on(line: Line, first: Line) -> bool:
    """Whether a row is one more of the same case: merged cells, or empty ones below it."""
    seq = line.raw.get("seq")
    said = [key for key in _TOGETHER if line.raw.get(key) is not None]
    if any(line.raw[key] != first.raw.get(key) for key in said):
        return False
    if seq is not None:
        return bool(seq == first.raw.get("seq"))
    return not said or (first.raw.get("seq") is None and "summary" in said)


def _join(line: Line, first: Line) -> None:
    """What a later row of a case says more, stands with its first row."""
    _keep(line)
    note = _SLOTS["remark"]
    for words in filter(None, str(line.values.pop(note, "")).split("；")):
        first.join(note, words)
    own = [slot for slot in line.values if slot.kind is Case]
    for slot in own:
        first.values.setdefault(slot, line.values.pop(slot))
    told = ("case_no", "accepted_on")
    line.values |= {_SLOTS[key]: first.get(_SLOTS[key]) for key in told if first.get(_SLOTS[key])}
    line.raw["first"] = first
    line.out = line.out or first.out


def _accept(line: Line) -> None:
    """The day on which a quarrel was found is that of its acceptance where none is given."""
    slot, found = _SLOTS["accepted_on"], line.raw.get("date")
    if slot in line.values or not isinstance(found, str):
        return
    line.values[slot] = found
    words = f"表里没有受理日期，按“{found}”（排查或发生的日期）录入；请核对"
    line.problems.append(Problem(slot.face.label, words, line.row, value=found))


def _name_kind(line: Line, around: Around) -> None:
    """A kind that is on no list is taken as it is written, and told."""
    slot = _SLOTS["type"]
    kind = line.get(slot)
    if kind and kind not in USUAL and kind not in around.own_words:
        said = "不在纠纷类型里，已照原样录入，统计时算“其他”；常用的话请在“设置”里加上"
        line.problems.append(Problem(slot.face.label, said, line.row, value=kind))


def _keep(line: Line) -> None:
    """What a case has no field for goes into its note."""
    note = _SLOTS["remark"]
    for key, label in _KEPT.items():
        if line.raw.get(key) and (key != "date" or line.raw.get("accepted_on")):
            line.join(note, f"{label}：{clean(words_of(line.raw[key]))}")
    done = {"已化解": line.raw.get("resolved"), "未化解": line.raw.get("unresolved")}
    for words, ticked in done.items():
        if ticked is True:
            line.join(note, f"原表写：{words}")


def _settled(line: Line) -> None:
    """√ in 已化解 says nothing of how a case was settled."""
    outcome = _SLOTS["outcome"]
    if line.raw.get("resolved") is True and outcome not in line.values:
        said = "表里写“已化解”，没有写是书面还是口头协议，先记在备注里；请在记录里选调解结果"
        line.problems.append(Problem(outcome.face.label, said, line.row))


def _number(line: Line, around: Around, day: str) -> None:
    """The number of the very case if it is there already, else a new one."""
    slot, summary, kind = (_SLOTS[key] for key in ("case_no", "summary", "type"))
    for uid, row in around.bench.rows(Case).items():
        said = row.get("summary") or ""
        same = row["accepted_on"] == day and fold(said) == fold(line.get(summary) or "")
        if not same or row["case_no"] in around.given:
            continue
        if said or (row.get("kind") == line.get(kind) and _has_side(around, uid, line)):
            around.given.add(row["case_no"])
            line.values[slot] = row["case_no"]
            return
    around.number(line, slot, day)


def _has_side(around: Around, case: str, line: Line) -> bool:
    named = {name for _, name, _ in sides(line)}
    there = {row["name"] for row in around.bench.rows(Side).values() if row["case"] == case}
    return bool(named & there) or not named | there


def sides(line: Line) -> Iterator[tuple[SideKind, str, dict[str, Any]]]:
    """The people of a row: on which side, the name, and what else a side holds."""
    first = line.raw.get("first")
    later = isinstance(first, Line)
    below = SideKind.RESPONDENT if later else SideKind.APPLICANT
    for key, mark in (("name", below), ("party_a", SideKind.APPLICANT), ("party_b", None)):
        said = _OTHERS.sub("", clean(str(line.raw.get(key) or "")))
        names = [clean(name) for name in _BETWEEN.split(said)]
        more = _more(line, key) if len(names) == 1 else {}
        for place, name in enumerate(filter(None, names)):
            side = mark or SideKind.RESPONDENT
            alone = key == "name" and "party_b" not in line.raw and place
            yield SideKind.RESPONDENT if alone else side, name, more


def _more(line: Line, key: str) -> dict[str, Any]:
    """What else the row says of somebody who stands alone in his cell."""
    if key != "name":
        return {column: line.raw.get(f"{key}_{column}") for column in (*SIDE_TOLD, "id")}
    told = {column: line.raw.get(column) for column in SIDE_TOLD}
    applied = {column: line.raw.get(f"party_a_{column}") for column in SIDE_TOLD}
    own = {column: applied[column] if value is None else value for column, value in told.items()}
    return own | {"id": line.raw.get("id_number")}
