"""Papers to be filled in by hand take the pages they should."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtGui import QImage

from tests import builders
from ui.paper.marks import Drawn
from ui.paper.pages import A4, sheets
from villagedesk.books.papers.contacts import Door, visit_list
from villagedesk.books.papers.decisions import Course, Held, Step, notice, stage_sheets
from villagedesk.books.papers.mediation import CaseSheet, Party, Quarrel, case_sheet
from villagedesk.books.papers.mediation_figures import year_report
from villagedesk.ledgers.decisions.tables import StageKind
from villagedesk.ledgers.mediation.tables import Dispute, Outcome, SideKind
from villagedesk.ledgers.mediation.tally import statistics
from villagedesk.period import parse_period

MATTER = builders.decision("二组生产路硬化和三组水渠维修", number="2026-03")
WORDS = "同意硬化生产路六百米，资金由集体收入和上级补助解决，由村民委员会组织实施。"


@pytest.fixture(autouse=True)
def fonts(qapp):
    """Fonts need the program."""


def course(**values):
    held = [
        (Held(builders.stage(MATTER, kind, held_on="2026-05-06", **values)),) if values else ()
        for kind in StageKind
    ]
    steps = tuple(Step(kind, own) for kind, own in zip(StageKind, held, strict=True))
    return Course("河湾村", MATTER, steps)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"present": 300},
        {"present": 300, "words": WORDS},
        {"present": 300, "words": WORDS, "went_on": "镇里催办，先行实施"},
    ],
)
def test_each_stage_sheet_takes_one_page(values):
    pages = sheets(stage_sheets(course(**values)))
    assert len(pages) == 6
    assert all(any("记录表" in word for word in page.words) for page in pages)


@pytest.mark.parametrize("photos", [1, 2, 3, 5])
def test_two_photos_with_their_words_stand_on_a_page_whole(tmp_path, photos):
    path = tmp_path / "photo.png"
    shape = QImage(400, 300, QImage.Format.Format_RGB32)
    shape.fill(0)
    assert shape.save(str(path))
    shown = replace(course(), photos=((path, "公开栏"),) * photos)
    every = sheets(stage_sheets(shown))
    assert len(every) == 6 + -(-photos // 2)
    drawn = [mark for sheet in every for mark in sheet.marks if isinstance(mark, Drawn)]
    assert len(drawn) == photos
    assert all(mark.width * 3 == pytest.approx(mark.height * 4) for mark in drawn)
    assert all(mark.y + mark.height < A4[1] for mark in drawn)


def test_a_photo_that_cannot_be_read_is_said_so(tmp_path):
    shown = replace(course(), photos=((tmp_path / "gone.jpg", "公开栏"),))
    assert "（照片“公开栏”打不开）" in sheets(stage_sheets(shown))[-1].words


def test_a_notice_of_the_usual_length_takes_one_page():
    counted = {"expected": 42, "present": 31, "yes": 24, "no": 5, "abstained": 2, "passed": True}
    assert len(sheets(notice(course(words=WORDS, **counted)))) == 1


@pytest.mark.parametrize(
    ("sheet", "pages"),
    [
        (CaseSheet.ACCEPTANCE, 1),
        (CaseSheet.RECORD, 1),
        (CaseSheet.AGREEMENT, 2),
        (CaseSheet.VISIT, 1),
    ],
)
def test_a_case_that_is_to_be_written_by_hand_takes_as_few_pages_as_it_can(sheet, pages):
    quarrel = Quarrel("河湾村", builders.quarrel("2026-008"))
    assert len(sheets(case_sheet(quarrel, sheet))) == pages


@pytest.mark.parametrize("count", range(3, 12))
def test_no_party_to_a_case_is_torn_between_two_pages(count):
    parties = tuple(Party(SideKind.RESPONDENT, f"贺{place}") for place in range(count))
    quarrel = Quarrel("河湾村", builders.quarrel("2026-008"), parties)
    for page in sheets(case_sheet(quarrel, CaseSheet.ACCEPTANCE)):
        assert page.words.count("性别、民族") == page.words.count("住址")


@pytest.mark.parametrize(("doors", "pages"), [(1, 1), (15, 1), (16, 2)])
def test_fifteen_households_stand_on_one_page(doors, pages):
    door = Door("001", "王秀英", "河湾村一组12号", "13800001111", "2026-10-02")
    paper = visit_list("河湾村", "李建国", [door] * doors, day="2026-11-22")
    assert len(sheets(paper)) == pages


def test_the_figures_of_a_year_with_every_kind_take_one_page():
    every = [
        builders.quarrel(
            f"2026-{place:03}", kind=str(kind), outcome=outcome, closed_on="2026-11-02"
        )
        for place, (kind, outcome) in enumerate(product(Dispute, Outcome), 1)
    ]
    seen = statistics(builders.facts(*every), parse_period("2026"))
    assert len(sheets(year_report("黄家沟门前村", seen))) == 1
