"""A paper drawn: the same pages on the screen, in a PDF and on a printer, nothing lost or cut."""

import subprocess
import time
import unicodedata
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from ui import messages
from ui.page import Frame
from ui.pages.paper import PaperPage
from ui.paper import show_paper
from ui.paper.fonts import Hand
from ui.paper.marks import Ink, Stroke, Written, draw
from ui.paper.output import pdf, print_on
from ui.paper.pages import FOOT, sheets
from villagedesk.books.papers.paper import (
    BOUND,
    OFFICIAL,
    ROOMY,
    Closing,
    Column,
    Form,
    Lines,
    NextPage,
    Paper,
    Passage,
    Signatures,
    Table,
)

LONG = "会议讨论了矮砧苹果园的冬季管护、人居环境整治和防返贫监测，逐项提出了意见。" * 60
NAMES = "、".join(f"王某{number}" for number in range(400))
ROSTER = Table(
    (Column("序号", 10), Column("姓名", 40), Column("签名", 60)),
    tuple((str(number), f"党员{number}", "") for number in range(1, 71)),
)
PAPERS = {
    "roster": Paper("签到表", (ROSTER,), margins=ROOMY),
    "text": Paper(
        "会议记录",
        (Passage("主要内容", LONG + "\n" + LONG), Signatures(("主持人签字", "记录人签字"))),
        foot="2026年11月22日补录",
    ),
    "tall": Paper("名单", (Form(((("缺席及原因", NAMES),),)),), margins=BOUND),
    "subtitle": Paper("公示照片", (Lines((LONG[:120],)),), margins=BOUND),
    "blank": Paper("会议记录", (Passage("主要内容", blank_lines=40), Signatures(("签字",)))),
    "wide": Paper("横排", (Lines(("一行",)), ROSTER), landscape=True),
    "pages": Paper(
        "第一表",
        (
            Passage("内容", "一句话"),
            NextPage("第二表"),
            Lines(("副题",)),
            NextPage("第三表"),
            ROSTER,
        ),
    ),
    "closed": Paper(
        "公示", (Passage("事项", LONG), Closing(("村民委员会（盖章）", "2026年3月8日")))
    ),
    "title": Paper("很长的名称" * 12, (Form(((("一", "二"), ("三", "四"), ("五", "六")),)),)),
}
# Noto's own radicals, which its PDFs name instead of the characters (the page looks right)
RADICALS = str.maketrans("⺠⻓⻅⻋⻢⻔⻛⻜⻝⻨", "民长见车马门风飞食麦")


@pytest.fixture(autouse=True)
def fonts(qapp):
    """Fonts need the program."""


def text_of(data, tmp_path, *options):
    """What a reader of the PDF finds in it."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(data)
    command = ["pdftotext", *options, str(file), "-"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return unicodedata.normalize("NFKC", found).translate(RADICALS)


def body_of(pages):
    """All words but those at the foot."""
    marks = [mark for page in pages for mark in page.marks if isinstance(mark, Written)]
    return "".join(mark.words for mark in marks if mark.ink.points != FOOT.points)


def squeezed(words):
    return "".join(words.split())


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_stands_outside_the_margins_but_the_foot(name):
    paper = PAPERS[name]
    edge = paper.margins
    for sheet in sheets(paper):
        right, bottom = sheet.width - edge.right, sheet.height - edge.bottom
        for mark in sheet.marks:
            if isinstance(mark, Stroke):
                assert edge.left - 0.01 <= mark.x1 <= mark.x2 <= right + 0.01
                assert edge.top - 0.01 <= mark.y1 <= mark.y2 <= bottom + 0.01
            else:
                assert isinstance(mark, Written)
                assert edge.left - 0.01 <= mark.x
                assert mark.x + mark.ink.breadth(mark.words) <= right + 0.5
                assert edge.top <= mark.y < sheet.height - 5


@pytest.mark.parametrize("name", PAPERS)
def test_lines_do_not_lie_on_one_another(name):
    for sheet in sheets(PAPERS[name]):
        written = [mark for mark in sheet.marks if isinstance(mark, Written)]
        for one in written:
            for other in written:
                apart = abs(one.y - other.y) >= min(one.ink.points, other.ink.points) * 0.34
                beside = other.x >= one.x + one.ink.breadth(one.words) - 0.5
                assert one is other or apart or beside or one.x >= other.x


def test_no_word_of_a_long_text_is_lost_at_the_end_of_a_page():
    pages = sheets(PAPERS["text"])
    assert len(pages) >= 3
    assert body_of(pages).count(LONG) == 2


def test_a_number_keeps_its_unit_on_its_line():
    for before in range(20, 32):
        paper = Paper("记录", (Passage("决议", "字" * before + "赞成 9 票，反对 12 票。"),))
        lines = sheets(paper)[0].words
        assert any("9\N{NO-BREAK SPACE}票" in line for line in lines)
        assert any("12\N{NO-BREAK SPACE}票" in line for line in lines)


def test_a_row_taller_than_a_page_goes_on_overleaf_and_is_closed_on_both():
    first, second, *_ = sheets(PAPERS["tall"])
    assert NAMES in body_of(sheets(PAPERS["tall"]))
    for page, at in ((first, max), (second, min)):
        sides = [mark for mark in page.marks if isinstance(mark, Stroke) and mark.x1 == mark.x2]
        across = [mark for mark in page.marks if isinstance(mark, Stroke) and mark.y1 == mark.y2]
        end = at(side.y2 if at is max else side.y1 for side in sides)
        assert any(abs(line.y1 - end) < 0.01 for line in across)


def test_the_header_of_a_table_stands_on_every_page():
    pages = sheets(PAPERS["roster"])
    assert len(pages) == 3
    assert all(page.words.count("姓名") == 1 for page in pages)


def test_a_table_that_fits_a_page_is_not_torn():
    rows = ROSTER.rows[:20]
    before = Passage("甲", blank_lines=10)
    whole = Paper("表", (before, replace(ROSTER, rows=rows, whole=True)))
    first, second = sheets(whole)
    assert "姓名" not in first.words
    assert second.words.count("姓名") == 1
    torn = sheets(Paper("表", (before, replace(ROSTER, rows=rows))))
    assert torn[0].words.count("姓名") == 1


@pytest.mark.parametrize("lines", range(15, 23))
def test_signatures_never_stand_alone_on_a_page(lines):
    paper = Paper("记录", (Passage("内容", "一行。\n" * lines), Signatures(("主持人签字",))))
    last = sheets(paper)[-1]
    assert "主持人签字：" in last.words
    assert "一行。" in last.words


@pytest.mark.parametrize("lines", range(15, 23))
def test_who_publishes_a_paper_never_stands_alone_on_a_page(lines):
    closing = Closing(("村民委员会（盖章）", "2026年3月8日"))
    last = sheets(Paper("公示", (Passage("事项", "一行。\n" * lines), closing)))[-1]
    assert {"村民委员会（盖章）", "2026年3月8日", "一行。"} <= set(last.words)


@pytest.mark.parametrize("lines", [0, 1, 24, 25, 26, 60])
def test_what_begins_a_page_of_its_own_has_its_title_at_the_top_of_it(lines):
    pages = sheets(Paper("甲表", (Passage("内容", "一行。\n" * lines), NextPage("乙表"))))
    assert [page.words[0] for page in pages if "乙表" in page.words] == ["乙表"]
    assert "一行。" not in pages[-1].words
    assert all(len(page.words) > 1 for page in pages)


def test_a_page_never_ends_with_a_heading():
    for lines in range(12, 24):
        paper = Paper("记录", (Passage("甲", "一行。\n" * lines), Passage("乙", LONG)))
        for sheet in sheets(paper):
            body = [mark for mark in sheet.marks if isinstance(mark, Written)]
            lowest = max((m for m in body if m.ink.points > 11), key=lambda mark: mark.y)
            assert lowest.words != "乙"


def test_every_page_says_which_of_how_many_and_what_stands_at_its_foot():
    pages = sheets(PAPERS["text"])
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page.words
        assert "2026年11月22日补录" in page.words


def test_an_empty_page_is_never_added():
    for rows in range(15, 30):
        for sheet in sheets(Paper("表", (replace(ROSTER, rows=ROSTER.rows[:rows]),))):
            assert len(sheet.words) > 1


def test_a_name_of_rare_characters_is_broken_between_characters():
    ink = Ink(Hand.BODY, 12)
    lines = ink.broken("𬀩䶮" * 20, 30)
    assert "".join(lines) == "𬀩䶮" * 20
    assert all(ink.breadth(line) <= 30.5 for line in lines)


def test_a_narrow_cell_takes_smaller_letters_before_a_second_line():
    columns = (Column("姓名", 20), Column("说明", 130))
    paper = Paper("表", (Table(columns, (("买买提阿不都", "字"),)),))
    written = [mark for mark in sheets(paper)[0].marks if isinstance(mark, Written)]
    name = next(mark for mark in written if mark.words.startswith("买"))
    assert 9 <= name.ink.points < 12


@pytest.mark.parametrize("name", PAPERS)
def test_a_pdf_has_the_same_pages_and_words(name, tmp_path):
    paper = PAPERS[name]
    pages = text_of(pdf(paper), tmp_path).split("\f")[:-1]
    drawn = sheets(paper)
    assert len(pages) == len(drawn)
    for page, sheet in zip(pages, drawn, strict=True):
        assert sorted(squeezed(page)) == sorted(
            squeezed(unicodedata.normalize("NFKC", "".join(sheet.words)))
        )


def test_a_pdf_holds_its_fonts_and_is_a4(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf(PAPERS["text"]))
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    embedded = [line.split()[-5] for line in fonts.stdout.splitlines()[2:]]
    assert embedded
    assert set(embedded) == {"yes"}
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True)
    assert "(A4)" in info.stdout


def printed(tmp_path, paper, **asked):
    """What a printer that writes to a file made of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    if asked:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(asked["first"], asked["last"])
    assert print_on(printer, paper)
    return (tmp_path / "printed.pdf").read_bytes()


def test_a_printer_gets_what_the_pdf_has(tmp_path):
    for name in ("roster", "wide"):
        on_paper = text_of(printed(tmp_path, PAPERS[name]), tmp_path, "-bbox")
        in_file = text_of(pdf(PAPERS[name]), tmp_path, "-bbox")
        assert on_paper.count("<word") == in_file.count("<word")
        assert on_paper.count("<page") == in_file.count("<page")


def test_only_the_pages_that_were_asked_for_are_printed(tmp_path):
    words = text_of(printed(tmp_path, PAPERS["roster"], first=2, last=2), tmp_path)
    assert "2/3" in squeezed(words)
    assert "1/3" not in squeezed(words)


def test_a_printer_that_does_not_take_it_is_noticed(tmp_path, qtlog):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    with qtlog.disabled():
        assert not print_on(printer, PAPERS["roster"])


def test_the_picture_on_the_screen_has_ink_inside_the_page_only():
    sheet = sheets(PAPERS["roster"])[0]
    picture = QImage(420, 594, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    draw(sheet, painter, 420)
    painter.end()
    dark = [
        (x, y) for x in range(420) for y in range(594) if picture.pixelColor(x, y).value() < 200
    ]
    assert len(dark) > 2000
    assert min(x for x, _ in dark) >= 34
    assert max(x for x, _ in dark) <= 386
    assert min(y for _, y in dark) >= 34


def pressed(page, name):
    next(button for button in page.findChildren(QPushButton) if button.text() == name).click()


@pytest.fixture
def shown(frame: Frame, qtbot):
    """The page with a paper on it, and where it asks to go."""
    went: list[tuple[str, ...]] = []
    frame.asked.connect(lambda *place: went.append(place))
    page = PaperPage(frame)
    qtbot.addWidget(page)
    page.resize(1158, 740)
    page.show()
    show_paper(frame, PAPERS["roster"], back=("sitting", "m1", ""))
    page.refresh()
    return page, went


def test_a_paper_is_shown_page_by_page_and_leads_back(shown):
    page, went = shown
    assert [view.accessibleName() for view in page.views()] == ["第 1 页", "第 2 页", "第 3 页"]
    assert page.header.title.text() == "签到表"
    pressed(page, "返回")
    assert went == [("paper", "", ""), ("sitting", "m1", "")]


def test_a_paper_is_shown_in_time(frame, qtbot):
    page = PaperPage(frame)
    qtbot.addWidget(page)
    page.resize(1158, 740)
    page.show()
    began = time.perf_counter()
    show_paper(frame, PAPERS["text"])
    page.refresh()
    page.grab()
    assert time.perf_counter() - began < 1.0  # 0.3 s by the clock; the machine may be busy


def test_without_a_paper_the_page_says_where_to_find_one(frame, qtbot):
    page = PaperPage(frame)
    qtbot.addWidget(page)
    page.refresh()
    assert page.views() == []
    assert page.print.isHidden()
    assert page.keep.isHidden()


def test_a_kept_pdf_lies_where_it_was_asked_for(shown, tmp_path, monkeypatch):
    page, _ = shown
    monkeypatch.setattr(messages, "choose_save", lambda *_, **__: tmp_path / "签到表.pdf")
    said: list[str] = []
    page.frame.said.connect(lambda words, _: said.append(words))
    pressed(page, "存为 PDF")
    assert (tmp_path / "签到表.pdf").read_bytes().startswith(b"%PDF")
    assert said == ["已存为 签到表.pdf"]


def test_a_pdf_that_cannot_be_kept_says_what_to_do(shown, tmp_path, monkeypatch):
    page, _ = shown
    told: list[str] = []
    monkeypatch.setattr(messages, "choose_save", lambda *_, **__: tmp_path / "no" / "a.pdf")
    monkeypatch.setattr(messages, "tell", lambda _, words: told.append(words))
    pressed(page, "存为 PDF")
    assert "换个名字" in told[0]


def test_the_paper_is_printed_on_the_printer_that_was_chosen(shown, tmp_path, monkeypatch):
    page, _ = shown
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(messages, "choose_printer", lambda *_, **__: printer)
    pressed(page, "打印")
    assert (tmp_path / "printed.pdf").exists()


def test_without_a_printer_the_clerk_is_told_of_the_pdf(qapp, monkeypatch):
    from PySide6.QtPrintSupport import QPrinterInfo

    told: list[str] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: []))
    monkeypatch.setattr(messages, "tell", lambda _, words: told.append(words))
    assert messages.choose_printer(None, name="签到表", pages=1) is None
    assert "存为 PDF" in told[0]


def test_margins_of_official_papers_are_those_of_the_standard():
    assert (OFFICIAL.top, OFFICIAL.bottom, OFFICIAL.left, OFFICIAL.right) == (37, 35, 28, 26)
