"""A paper as it will be printed: its pages one below the other, 打印 and 存为 PDF."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import messages
from ui.page import Frame, Page
from ui.pages.period_choice import months
from ui.pages.reports import show_report
from ui.paper import Laid, laid, show_paper
from ui.paper.marks import Sheet, draw
from ui.paper.output import pdf, print_on
from ui.paper.pages import sheets
from ui.parts import Empty, PageHeader, clear, main_button, plain_button
from ui.theme import colour, gap, px
from villagedesk.desk import Paper
from villagedesk.period import quarter_of

BROADEST = 794
"""Pixels of a page on the screen at the ordinary text size: that of A4 at 96 dots an inch."""
EDGE = 16
_TO_PAPERS = (
    "到“三会一课”里打开一次会议，点“打印签到表”或“打印会议记录”，纸张就显示在这里。",
    "去三会一课",
)
_TO_TOWN_PAPERS = ("到“汇总”的“通知”里点“打印”，通报就显示在这里。", "去汇总")


class SheetView(QWidget):
    """One page of a paper: black on white, whatever the colours of the window are."""

    def __init__(self, sheet: Sheet, number: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.setAccessibleName(number)

    def show_across(self, width: int) -> None:
        """Takes that many pixels, and the height that goes with them."""
        self.setFixedSize(width, round(width * self.sheet.height / self.sheet.width))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.white)
        draw(self.sheet, painter, self.width())
        painter.setPen(colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PaperPage(Page):
    """打印: the paper that somebody laid out with `show_paper`."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.shown: Laid | None = None
        self.back = plain_button("返回", self._go_back)
        self.keep = plain_button("存为 PDF", self._keep)
        self.print = main_button("打印", self._print)
        self.earlier = plain_button("上期", lambda: self._turn(later=False))
        self.later = plain_button("下期", lambda: self._turn(later=True))
        buttons = (self.back, self.earlier, self.later, self.keep, self.print)
        self.header = PageHeader("打印", "", buttons)
        self.column.addWidget(self.header)
        body = QWidget()
        self.pages = QVBoxLayout(body)
        self.pages.setContentsMargins(0, 0, 0, 0)
        self.pages.setSpacing(gap(EDGE))
        self.body = body
        body.installEventFilter(self)
        self.add_scrolled(body)
        QShortcut(QKeySequence.StandardKey.Print, self, self._print)

    @property
    def led_from(self) -> str:
        shown = laid(self.frame)
        return shown.back[0] if shown else ""

    def refresh(self) -> None:
        found = laid(self.frame)
        if found is not None and found is self.shown:
            return
        self.shown = found
        clear(self.pages)
        for button in (self.back, self.keep, self.print):
            button.setVisible(found is not None)
        turns = (self.earlier, found and found.earlier), (self.later, found and found.later)
        for button, way in turns:
            button.setVisible(bool(found and (found.earlier or found.later)))
            button.setEnabled(way is not None)
        if found is None:
            self._show_nothing()
        else:
            self._show(found)

    def _show_nothing(self) -> None:
        self.header.say("还没有要打印的")
        said, way = _TO_TOWN_PAPERS if self.frame.in_town else _TO_PAPERS
        self.pages.addWidget(Empty(said, plain_button(way, self._go_back)))

    def _show(self, shown: Laid) -> None:
        every = sheets(shown.paper)
        self.header.title.setText(shown.paper.title)
        self.header.say(f"A4 纸 · 共 {len(every)} 页 · 打印出来和下面一样")
        for number, sheet in enumerate(every, 1):
            view = SheetView(sheet, f"第 {number} 页")
            view.show_across(self._across())
            self.pages.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        self.pages.addStretch(1)
        for area in self.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)

    def views(self) -> list[SheetView]:
        """The pages on the screen."""
        items = [self.pages.itemAt(place) for place in range(self.pages.count())]
        found = (item.widget() for item in items if item is not None)
        return [widget for widget in found if isinstance(widget, SheetView)]

    def _across(self) -> int:
        return max(1, min(px(BROADEST), self.width() - 2 * gap(28)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.body and event.type() == QEvent.Type.Resize:
            for view in self.views():
                view.show_across(self._across())
        return super().eventFilter(watched, event)

    def _go_back(self) -> None:
        first = "collect" if self.frame.in_town else "meetings"
        self.frame.go(*(self.shown.back if self.shown else (first,)))

    def _turn(self, *, later: bool) -> None:
        way = self.shown and (self.shown.later if later else self.shown.earlier)
        if way:
            way()

    def _keep(self) -> None:
        if self.shown is None:
            return
        paper = self.shown.paper
        path = messages.choose_save(self, "存为 PDF", name=f"{paper.title}.pdf", kinds=messages.PDF)
        if path is None:
            return
        try:
            path.write_bytes(pdf(paper))
        except OSError:
            messages.tell(
                self,
                f"没能存到“{path}”：可能这个文件正开着，或这里不许写。"
                "请关掉它，或换个名字、换个文件夹再存一次。",
            )
            return
        self.frame.say(f"已存为 {path.name}")

    def _print(self) -> None:
        if self.shown is None:
            return
        paper = self.shown.paper
        printer = messages.choose_printer(self, name=paper.title, pages=len(self.views()))
        if printer is None:
            return
        if print_on(printer, paper):
            self.frame.say("已送到打印机")
        else:
            messages.tell(
                self, "打印机没有反应。请看看它开了没有、连着没有、有没有纸，再打印一次。"
            )

    def states(self) -> dict[str, Callable[[], None]]:
        """For pictures: the papers of the latest sitting; a town has its 通报."""
        desk = self.frame.desk
        if self.frame.in_town:
            paper_of, period = desk.circular_paper, quarter_of(desk.today)
            return {"circular": lambda: show_report(self.frame, paper_of, period, back="collect")}
        return {
            "sign-in": lambda: self._lay(lambda uid: desk.sign_in_paper(desk.sitting(uid))),
            "minutes": lambda: self._lay(desk.minutes_paper),
            "report": lambda: show_report(
                self.frame, desk.visits_paper, months(desk.today)[0], back="contacts"
            ),
        }

    def _lay(self, paper_of: Callable[[str], Paper]) -> None:
        from villagedesk.ledgers.meetings.rolls import MEETINGS

        def job() -> Paper | None:
            held = self.frame.desk.rows(MEETINGS)
            return paper_of(str(held[-1][0])) if held else None

        def show(paper: Paper | None) -> None:
            if paper is not None:
                show_paper(self.frame, paper)

        self.frame.ask(job, show, owner=self)
