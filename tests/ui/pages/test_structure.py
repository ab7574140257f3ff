"""The structure table: this term beside the last, 两升一降 marked, the definition below."""

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.pages.conftest import texts
from ui.pages import structure
from ui.pages.structure import StructurePage
from villagedesk.ledgers.committees.structure import Figure, Row


@pytest.mark.parametrize(
    ("label", "now", "before", "tone"),
    [
        ("大专以上", 6, 3, "ok"),
        ("大专以上", 3, 6, "warn"),
        ("大专以上", 3, 3, "plain"),
        ("总人数", 6, 3, "plain"),
    ],
)
def test_what_should_rise_is_marked(label, now, before, tone):
    assert structure.tone_of(Row(label, Figure(now, 8), Figure(before, 8))) == tone


def test_a_younger_team_is_marked_well():
    row = Row("平均年龄", Figure(448, 8, True), Figure(583, 7, True))
    assert structure.tone_of(row) == "ok"


def test_the_table_is_shown_with_its_definition_and_copied(demo, opened, said):
    page = opened(StructurePage(demo))
    assert page.table.definition in texts(page)
    page.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"项目\t{page.table.title}\t{page.table.before}\t变化\n总人数\t")
    assert said == ["已复制，可以粘贴到 Excel、WPS 或微信里"]


def test_an_earlier_term_has_its_own_table(demo, opened, settled, worker):
    page = opened(StructurePage(demo))
    first = worker.call(demo.desk.terms)[-1]
    page.term.choose(first.uid)
    settled()
    assert page.table.title == first.title
    assert "没有上一届可比" in page.header.sentence.text()


def test_without_a_term_the_page_says_what_to_do(frame, opened):
    page = opened(StructurePage(frame))
    assert "还没有登记届次" in texts(page)
    page.copy_table()
    assert not page.copy.isEnabled()
