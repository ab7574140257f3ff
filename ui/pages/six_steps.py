"""四议两公开 as a line of six circles: what is done, what does not count, what comes now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.pages.year_board import sized
from ui.theme import colour, px
from villagedesk.ledgers.decisions.seen import RESULT, StageSeen, Step

CIRCLE, SMALL = 32, 20
"""Diameters in pixels of the drawings: on the page of a matter, and in a list of matters."""
_TOP, _NAME = 10, 52
"""Where the circles and the names below them begin."""
BY = {RESULT: "计划"}
"""How the day is said by which a step is due: the result has a plan, all else a last day."""
_ROOMY = 100
"""Width of a step from which on there is room between the frames of two."""
_LEAST = 4
"""Characters that are too few to be broken."""
_BREAKS = {" / ": "\n/ ", " ": "\n", "年": "年\n", "月": "月\n"}
"""Where words below a circle may be broken, the best place first."""
_SMALL_STEP = 40
"""From one small circle to the next."""


@dataclass(frozen=True)
class Looks:
    """How a circle is drawn: colour tokens, and the sign where it is not the step's number."""

    fill: str
    ring: str
    ink: str
    sign: str = ""
    name: str = "text"


LOOKS = {
    Step.DONE: Looks("ok", "ok", "surface", "✓"),
    Step.MERGED: Looks("surface", "ok", "ok", "合"),
    Step.INVALID: Looks("surface", "bad", "bad", "!"),
    Step.NOW: Looks("accent", "accent", "on_accent"),
    Step.LATER: Looks("surface", "edge", "soft", name="soft"),
    Step.SKIPPED: Looks("surface", "warn", "warn", "缺"),
}
REFUSED = Looks("surface", "bad", "bad", "✗")
_BROKEN = (Step.INVALID, Step.SKIPPED)
_NOT_CARRIED = ("没有通过", "不能通过")


def is_refused(seen: StageSeen) -> bool:
    """Whether a stage was held as it should be, and did not agree."""
    return seen.step is Step.DONE and any(words in seen.words for words in _NOT_CARRIED)


def looks_of(seen: StageSeen) -> Looks:
    """How a stage's circle is drawn."""
    return REFUSED if is_refused(seen) else LOOKS[seen.step]


def draw_circle(painter: QPainter, place: QRectF, number: int, seen: StageSeen) -> None:
    """One step's circle; sign, colour and shape say the same."""
    made = looks_of(seen)
    painter.setPen(QPen(colour(made.ring), 2))
    painter.setBrush(colour(made.fill))
    painter.drawEllipse(place.adjusted(1, 1, -1, -1))
    painter.setPen(colour(made.ink))
    font = sized(painter.font(), bold=True)
    font.setPixelSize(round(place.height() / 2))
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, made.sign or str(number))


def draw_way(painter: QPainter, start: QPointF, end: QPointF, before: StageSeen) -> None:
    """The line from one circle to the next: dashed where it goes on over what does not count."""
    broken = before.step in _BROKEN or is_refused(before)
    whole = before.step in (Step.DONE, Step.MERGED)
    pen = QPen(colour("faint" if broken else "ok" if whole else "line"), px(3))
    if broken:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawLine(start, end)


def spoken(number: int, seen: StageSeen) -> str:
    """第4步 决议：已办，11月8日，到会 29/35，赞成 27 ≥ 15."""
    said = (str(seen.step), seen.words, seen.on, *seen.lines)
    return f"第{number}步 {seen.kind}：{'，'.join(one for one in said if one)}"


def day_said(day: str, today: date) -> str:
    """10月12日; a day of another year, or one known less well, is said in full."""
    parts = [int(part) for part in day.split("-") if part.isdigit()]
    if len(parts) != 3:
        return day
    year, month, of_month = parts
    return f"{'' if year == today.year else f'{year}年'}{month}月{of_month}日"


def in_lines(said: str, width: Callable[[str], int], room: int) -> str:
    """Words broken where a reader would, as often as the room asks; no character stands alone."""
    if width(said) <= room or len(said) < _LEAST:
        return said
    middle = (len(said) + 1) // 2
    halves = [said[:middle], said[middle:]]
    for mark, broken in _BREAKS.items():
        if mark in said[:-1]:
            halves = said.replace(mark, broken, 1).split("\n")
            break
    return "\n".join(in_lines(half, width, room) for half in halves)


def _aside(width: int) -> int:
    """How far the frame around a step keeps from the next one."""
    return px(6) if width > px(_ROOMY) else 1


class StepButton(QAbstractButton):
    """One step: its circle, half of the way on either side, its name and numbers below."""

    moved = Signal(int)
    """An arrow key: to the step before or after."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.seen: StageSeen | None = None
        self._before: StageSeen | None = None
        self._last, self._today = False, date.min
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_step(
        self, seen: StageSeen, before: StageSeen | None, *, last: bool, today: date
    ) -> None:
        """Another state in the same place."""
        self.seen, self._before, self._last, self._today = seen, before, last, today
        self.setAccessibleName(spoken(self.number, seen))
        self.setToolTip(seen.words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(90), self.height_at(px(170)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(56), px(_NAME))

    def height_at(self, width: int) -> int:
        """How high it must be so that every word finds room."""
        return self._write(None, width) + px(10)

    def _rows(self) -> list[tuple[str, str, int, bool]]:
        """What stands below the circle: words, colour, size, bold."""
        seen = self.seen
        if seen is None:
            return []
        now, name = seen.step is Step.NOW, LOOKS[seen.step].name
        rows = [(seen.kind, name, 15, now)]
        if is_refused(seen):
            rows.append(("没有通过", REFUSED.ink, 13, True))
        elif seen.step in (*_BROKEN, Step.MERGED):
            rows.append((str(seen.step), LOOKS[seen.step].ink, 13, True))
        day = day_said(seen.on, self._today)
        if not day and seen.due:
            day = f"{BY.get(seen.kind, '最迟')} {day_said(seen.due, self._today)}"
        return rows + [(said, "soft", 13, False) for said in (day, *seen.lines) if said]

    def _write(self, painter: QPainter | None, width: int) -> int:
        """Writes the rows, or only measures them; where they end."""
        top = px(_NAME)
        for said, token, size, bold in self._rows():
            font = sized(self.font(), size, bold=bold)
            flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            metrics = QFontMetrics(font)
            edge = _aside(width) + px(2)
            room = QRect(edge, top, max(width - 2 * edge, 1), px(400))
            said = in_lines(said, metrics.horizontalAdvance, room.width())
            height = metrics.boundingRect(room, flags, said).height()
            if painter is not None:
                painter.setFont(font)
                painter.setPen(colour(token))
                painter.drawText(room, flags, said)
            top += height + px(2 if size == 13 else 3)
        return top

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        if self.seen is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        side, middle = px(CIRCLE), self.width() / 2
        circle = QRectF(middle - side / 2, px(_TOP), side, side)
        height, clear = circle.center().y(), side / 2 + px(4)
        if self._before is not None:
            draw_way(painter, QPointF(0, height), QPointF(middle - clear, height), self._before)
        if not self._last:
            end = QPointF(self.width(), height)
            draw_way(painter, QPointF(middle + clear, height), end, self.seen)
        draw_circle(painter, circle, self.number, self.seen)
        self._write(painter, self.width())
        painter.end()

    def _ground(self, painter: QPainter) -> None:
        """Where the keys are, and which step is shown below."""
        shown = self.isChecked() or self.underMouse()
        painter.setBrush(colour("hover") if shown else QColor(Qt.GlobalColor.transparent))
        focused = self.hasFocus()
        painter.setPen(QPen(colour("accent_text"), 2) if focused else Qt.PenStyle.NoPen)
        side = _aside(self.width())
        place = QRectF(self.rect()).adjusted(side, px(2), -side, -px(2))
        painter.drawRoundedRect(place, px(8), px(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the page scrolls; a button of itself would look for a neighbour
        else:
            super().keyPressEvent(event)


class SixSteps(QWidget):
    """The line of a matter; arrows go along it, Enter or a press picks a step."""

    picked = Signal(str)
    """The kind of the stage the clerk wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("六个环节")
        self.buttons = [StepButton(number) for number in range(1, 7)]
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for button in self.buttons:
            button.clicked.connect(self._picker(button))
            button.moved.connect(self._mover(button))
            whole.addWidget(button, 1)

    def _picker(self, button: StepButton) -> Callable[[], None]:
        def pick() -> None:
            if button.seen is not None:
                self.choose(button.seen.kind)
                self.picked.emit(button.seen.kind)

        return pick

    def _mover(self, button: StepButton) -> Callable[[int], None]:
        def move(by: int) -> None:
            place = button.number - 1 + by
            if 0 <= place < len(self.buttons):
                self.buttons[place].setFocus()

        return move

    def show_stages(self, stages: Sequence[StageSeen], today: date) -> None:
        """Another line in the same place."""
        befores = (None, *stages)
        for button, seen, before in zip(self.buttons, stages, befores, strict=False):
            button.show_step(seen, before, last=button is self.buttons[-1], today=today)
        self._fit()

    def choose(self, kind: str) -> None:
        """Marks a step as the one shown below; Tab stops at it."""
        for button in self.buttons:
            chosen = button.seen is not None and button.seen.kind == kind
            button.setChecked(chosen)
            stops = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(stops)

    def focus_chosen(self) -> None:
        """The keys go to the step that is shown."""
        next((one for one in self.buttons if one.isChecked()), self.buttons[0]).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width() // len(self.buttons)
        height = max(button.height_at(width) for button in self.buttons)
        for button in self.buttons:
            button.setFixedHeight(height)  # a layout within its own resizing is a step behind
        self.setFixedHeight(height)


class SmallSteps(QWidget):
    """The same line in small, to be seen at a glance in a list."""

    def __init__(self, stages: Sequence[StageSeen]) -> None:
        super().__init__()
        self._stages = tuple(stages)
        self.setFixedSize(px(_SMALL_STEP * 5 + SMALL), px(SMALL + 2))
        done = sum(step in (Step.DONE, Step.MERGED) for step in (one.step for one in stages))
        at = next((one.kind for one in stages if one.step is Step.NOW), "")
        self.setAccessibleName(f"六个环节：已办 {done}" + (f"，现在是{at}" if at else ""))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  # Qt's own signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, pace, middle = px(SMALL), px(_SMALL_STEP), self.height() / 2
        for place, seen in enumerate(self._stages):
            left = place * pace
            if place < len(self._stages) - 1:
                start = QPointF(left + side + px(2), middle)
                draw_way(painter, start, QPointF(left + pace - px(2), middle), seen)
            circle = QRectF(left, middle - side / 2, side, side)
            draw_circle(painter, circle, place + 1, seen)
        painter.end()
