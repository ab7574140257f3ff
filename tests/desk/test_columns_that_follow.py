"""Columns of the sheets that follow from other rows, beside what was typed."""

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.builders import (
    agreement,
    cell,
    decision,
    group,
    household,
    lies_in,
    looks_after,
    person,
    quarrel,
    stage,
    took_part,
)
from tests.desk.branch_village import LIU, opened
from tests.desk.willow_village import add
from villagedesk.ledgers.decisions.tables import StageKind
from villagedesk.ledgers.mediation.tables import Part, Sage
from villagedesk.people import HEAD, Presence
from villagedesk.period import parse_period


@pytest.fixture
def desk(tmp_path):
    made = opened(tmp_path)
    yield made
    made.close()


def sheet(desk, tmp_path, title):
    """The rows of a sheet as words by the labels of its columns."""
    desk.export(parse_period("2026"), tmp_path / "表.xlsx")
    _, _, head, *rows = load_workbook(tmp_path / "表.xlsx")[title].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows if isinstance(row[0], int)]


def test_a_contact_says_where_the_household_is_and_who_lives_there(desk, tmp_path):
    home = {"household": "h", "group": "g"}
    add(
        desk,
        *(group(uid="g"), cell("第一网格", uid="c"), lies_in("c", "g")),
        household(uid="h", number="001", group="g"),
        person("王老汉", uid="a", relation=HEAD, presence=Presence.DEAD, **home),
        person("王秀英", uid="b", relation=HEAD, phone="13800001111", **home),
        *(person("王小明", **home), person("王老", presence=Presence.DEAD, **home)),
        *(looks_after(LIU, "h"), looks_after("qian", "h")),
    )
    first, second = sheet(desk, tmp_path, "联系户")
    known = {"网格": "第一网格", "家庭人口": 2, "户主": "王秀英", "户主电话": "13800001111"}
    assert known.items() <= first.items()
    assert {first["党小组"], second["党小组"]} == {"一组", None}


@pytest.mark.parametrize(
    ("values", "held", "reached"),
    [
        ({}, (), "动议"),
        ({}, (StageKind.PROPOSED,), "提议"),
        ({}, (StageKind.EXAMINED, StageKind.PROPOSED), "审议"),
        ({"published_on": "2026-05-08"}, (StageKind.RESOLVED,), "决议公开"),
        ({"published_on": "2026-05-08", "result_on": "2026-08-01"}, (), "结果公开"),
        ({"published_on": "2026-05-08", "stopped_on": "2026-08-01"}, (), "已终止"),
    ],
)
def test_a_matter_says_how_far_it_has_come(desk, tmp_path, values, held, reached):
    one = decision(**values)
    add(desk, one, *(stage(one, kind, "2026-05-06") for kind in held))
    (row,) = sheet(desk, tmp_path, "决策事项")
    assert row["当前阶段"] == reached


def test_a_sage_says_how_many_cases_he_helped_in_and_in_how_many_they_agreed(desk, tmp_path):
    sage = Sage(uid="s", village=builders.VILLAGE, person="qian")
    settled, running, other = agreement(), quarrel("2026-002"), quarrel("2026-003")
    helped = (took_part(one, "qian", Part.SAGE) for one in (settled, running))
    add(desk, sage, settled, running, other, *helped, took_part(other, "qian"))
    (row,) = sheet(desk, tmp_path, "乡贤")
    assert (row["参与件数"], row["成功数"]) == (2, 1)
