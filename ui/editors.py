"""One widget for each kind of value: it shows words, takes words, and never corrects a key."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ui.page import Frame
from ui.parts import plain_button, row
from ui.picker import Answer, Option, PickLine
from ui.theme import px
from villagedesk import pinyin
from villagedesk.declare import Face
from villagedesk.errors import Refused
from villagedesk.kinds import (
    Choice,
    Code,
    Day,
    IdNumber,
    Kind,
    Link,
    Money,
    Name,
    OpenChoice,
    Phone,
    Several,
    StudyHours,
    Text,
    TimeOfDay,
    WholeNumber,
    YesNo,
    mask,
)
from villagedesk.people import Person

SHOWN_FOR = 30_000
"""Milliseconds for which a private value stays in sight."""

PERSON = str(Person.__tablename__)
NEW_PERSON = "新建人员"
JOINT = "、"


class Editor(QWidget):
    """What a form knows of a field's widget."""

    edited = Signal()
    finished = Signal()
    """The clerk is done with it: Enter, or a line of the list was taken."""
    left = Signal()
    least = 38
    """Height of one line of it."""

    def __init__(self, face: Face, line: QWidget) -> None:
        super().__init__()
        self.face, self.line = face, line
        line.setAccessibleName(face.label)
        line.setObjectName(face.key)
        line.installEventFilter(self)
        self.setFocusProxy(line)

    @property
    def uid(self) -> str | None:
        """The record that is linked to; None for every kind but links."""
        return None

    def words(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def show_words(self, words: str, uid: str | None = None) -> None:
        """Puts something in it, as if nobody had typed."""
        raise NotImplementedError

    def mark(self, *, wrong: bool) -> None:
        """Reddens or clears its edge; the words for it stand below."""
        self.line.setProperty("wrong", "true" if wrong else "false")
        self.line.style().polish(self.line)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        elif event.type() == QEvent.Type.ShortcutOverride and self._has_no_use_for(event):
            event.ignore()  # what is saved is taken back by the window
            return True
        return super().eventFilter(watched, event)

    def _has_no_use_for(self, event: Any) -> bool:
        line = self.line
        if not isinstance(line, QLineEdit):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) and not line.isUndoAvailable()
        return undo or (event.matches(QKeySequence.StandardKey.Redo) and not line.isRedoAvailable())


class LineEditor(Editor):
    """One line of words: text, names, numbers, money, dates as people write them."""

    def __init__(self, face: Face, frame: Frame) -> None:  # noqa: ARG002  # every editor is made alike
        line = QLineEdit()
        super().__init__(face, line)
        self._line = line
        self.setLayout(row(line))
        line.textEdited.connect(self.edited)
        line.returnPressed.connect(self.finished)

    def words(self) -> str:
        return self._line.text()

    def show_words(self, words: str, uid: str | None = None) -> None:  # noqa: ARG002
        self._line.setText(words)
        self._line.setCursorPosition(0)


class TextEditor(Editor):
    """Several lines of words; Enter goes on to the next field, Shift+Enter breaks the line."""

    def __init__(self, face: Face, frame: Frame) -> None:  # noqa: ARG002
        box = QPlainTextEdit()
        super().__init__(face, box)
        self._box, self._showing = box, False
        self.setLayout(row(box))
        box.setTabChangesFocus(True)
        lines = face.kind.lines if isinstance(face.kind, Text) else 2
        box.setFixedHeight(box.fontMetrics().lineSpacing() * lines + px(22))
        box.textChanged.connect(self._changed)

    def words(self) -> str:
        return self._box.toPlainText()

    def show_words(self, words: str, uid: str | None = None) -> None:  # noqa: ARG002
        self._showing = True
        self._box.setPlainText(words)
        self._showing = False

    def _changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
                self.finished.emit()
                return True
        return super().eventFilter(watched, event)


class PrivateEditor(LineEditor):
    """A number that others in the room need not read: masked until 显示 is pressed."""

    def __init__(self, face: Face, frame: Frame) -> None:
        super().__init__(face, frame)
        self._kept = ""
        self._masked = False
        self.reveal: QPushButton = plain_button("显示", self.show_all, look="inside")
        self.reveal.setAccessibleName(f"显示{face.label}")
        self.reveal.setParent(self)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.hide_again)

    def words(self) -> str:
        return self._kept if self._masked else self._line.text()

    def show_words(self, words: str, uid: str | None = None) -> None:  # noqa: ARG002
        self._kept = words
        self.hide_again()

    def show_all(self) -> None:
        """Shows the whole for half a minute, and lets it be changed."""
        self._unmask()
        self._line.setFocus()
        self._timer.start()

    def hide_again(self) -> None:
        """Masks what stands there; an empty field stays open for typing."""
        if self._line.isModified() and not self._masked:
            self._kept = self._line.text()
        shown = hidden(self.face, self._kept)
        self._masked = shown != self._kept
        self._line.setReadOnly(self._masked)
        self._line.setText(shown)
        self._line.setCursorPosition(0)
        self.reveal.setVisible(self._masked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.reveal.sizeHint().width()
        self.reveal.setGeometry(self.width() - width - 1, 1, width, self.height() - 2)

    def _unmask(self) -> None:
        self._masked = False
        self._line.setReadOnly(False)
        self._line.setText(self._kept)
        self.reveal.hide()


class OptionEditor(Editor):
    """One word of a list: typed, typed in part, by pinyin initials, or chosen from below."""

    def __init__(self, face: Face, frame: Frame) -> None:
        self._words, self._frame = _words_of(face.kind), frame
        line = PickLine(self._find)
        super().__init__(face, line)
        self._line = line
        self.setLayout(row(line))
        line.setPlaceholderText("选择" if face.required else "")
        line.textEdited.connect(self.edited)
        line.returnPressed.connect(self.finished)
        line.picked.connect(self._take)

    def words(self) -> str:
        shown = self._line.text()
        own = self._frame.own_words.items()
        return next((word for word, said in own if said == shown), shown)

    def show_words(self, words: str, uid: str | None = None) -> None:  # noqa: ARG002
        self._line.setText(self._frame.own_words.get(words, words))
        self._line.setCursorPosition(0)

    def _find(self, typed: str, answer: Answer) -> None:
        said = (self._frame.own_words.get(word, word) for word in self._words)
        answer([Option(word, word) for word in said if fits(word, typed)])

    def _take(self, option: Option) -> None:
        self._line.setText(option.title)
        self.edited.emit()
        self.finished.emit()


class OpenOptionEditor(OptionEditor):
    """One word of the village's own list, or any other: nothing typed is refused."""

    def _find(self, typed: str, answer: Answer) -> None:
        desk, kind = self._frame.desk, self.face.kind
        assert isinstance(kind, OpenChoice)

        def offer(listed: Any) -> None:
            answer([Option(word, word) for word in listed if fits(word, typed)])

        self._frame.ask(lambda: tuple(desk.setting(kind.setting)), offer, owner=self)


class SeveralEditor(OptionEditor):
    """Some words of a list; each line of the list puts its word in or takes it out."""

    def _find(self, typed: str, answer: Answer) -> None:
        last = typed.split(JOINT)[-1]
        have = self._line.text().split(JOINT)
        fitting = [word for word in self._words if fits(word, last)]
        answer([Option(word, word, "✓ 已选" if word in have else "") for word in fitting])

    def _take(self, option: Option) -> None:
        have = set(self._line.text().split(JOINT)) ^ {option.title}
        now = [word for word in self._words if word in have]
        self._line.setText(JOINT.join(now))
        self.edited.emit()


class LinkEditor(Editor):
    """Another record, found by a part of its name, by pinyin initials, ID tail or phone."""

    def __init__(self, face: Face, frame: Frame) -> None:
        line = PickLine(self._find)
        super().__init__(face, line)
        assert isinstance(face.kind, Link)
        self._table, self._frame, self._line = face.kind.table, frame, line
        self._uid: str | None = None
        self.setLayout(row(line))
        people = self._table == PERSON
        line.setPlaceholderText("姓名、拼音首字母、证件尾号" if people else "选择")
        line.textEdited.connect(self._typed)
        line.returnPressed.connect(self.finished)
        line.picked.connect(self._take)
        self.left.connect(self.settle)

    @property
    def uid(self) -> str | None:
        return self._uid

    def words(self) -> str:
        return self._line.text()

    def show_words(self, words: str, uid: str | None = None) -> None:
        self._uid = uid
        self._line.setText(words)
        self._line.setCursorPosition(0)

    def _typed(self) -> None:
        self._uid = None
        self.edited.emit()

    def _find(self, typed: str, answer: Answer) -> None:
        def show(picks: list[Any]) -> None:
            options = [Option(pick.uid, pick.title, pick.hint) for pick in picks]
            if self._table == PERSON and typed.strip() and not typed.isascii():
                options.append(Option(None, f"{NEW_PERSON} “{typed.strip()}”", "不在名册里"))
            answer(options)

        desk = self._frame.desk
        self._frame.ask(lambda: desk.picks(self._table, typed.strip()), show, owner=self)

    def _take(self, option: Option) -> None:
        if option.value is None:
            self._add_person(self._line.text().strip())
            return
        self.show_words(option.title, option.value)
        self.edited.emit()
        self.finished.emit()

    def settle(self) -> None:
        """Takes the one record that is called just as it was typed; two of a name stay open."""
        words = self.words().strip()
        if self._uid or not words:
            return

        def take(picks: list[Any]) -> None:
            same = [pick for pick in picks if pick.title == words]
            if len(same) == 1 and self.words().strip() == words and not self._uid:
                self.show_words(words, same[0].uid)
                self.edited.emit()

        desk = self._frame.desk
        self._frame.ask(lambda: desk.picks(self._table, words), take, owner=self)

    def _add_person(self, name: str) -> None:
        desk = self._frame.desk

        def added(pick: Any) -> None:
            self._frame.changed.emit("residents")
            self._frame.say(f"已在人员名册里新建“{pick.title}”", undo=True)
            self._take(Option(pick.uid, pick.title))

        self._frame.ask(lambda: desk.add_person(name), added, owner=self)


def hidden(face: Face, words: str) -> str:
    """The words of a private field with some digits hidden."""
    try:
        return mask(face.kind, face.kind.parse(words)) if words and face.private else words
    except Refused:
        return words  # unfinished: it must be seen to be mended


def fits(word: str, typed: str) -> bool:
    """Whether typed characters, pinyin initials or whole pinyin lead to a word."""
    typed = typed.strip().lower()
    return (
        typed in word.lower()
        or pinyin.initials(word).startswith(typed)
        or pinyin.full(word).startswith(typed)
    )


def _words_of(kind: Kind) -> tuple[str, ...]:
    if isinstance(kind, Choice):
        return tuple(str(word) for word in kind.words)
    if isinstance(kind, Several):
        return kind.words
    if isinstance(kind, Code):
        return tuple(label for _, label in kind.options())
    return ("是", "否")


EDITORS: dict[type[Kind], Callable[[Face, Frame], Editor]] = {
    Choice: OptionEditor,
    Code: OptionEditor,
    Day: LineEditor,
    IdNumber: PrivateEditor,
    Link: LinkEditor,
    Money: LineEditor,
    Name: LineEditor,
    OpenChoice: OpenOptionEditor,
    Phone: PrivateEditor,
    Several: SeveralEditor,
    StudyHours: LineEditor,
    Text: LineEditor,
    TimeOfDay: LineEditor,
    WholeNumber: LineEditor,
    YesNo: OptionEditor,
}


def editor_for(face: Face, frame: Frame) -> Editor:
    """The widget for a field."""
    if isinstance(face.kind, Text) and face.kind.lines > 1:
        return TextEditor(face, frame)
    editor = EDITORS[type(face.kind)](face, frame)
    if isinstance(face.kind, Day):
        editor.line.setProperty("placeholderText", day_hint(face, frame.desk.today))
    return editor


def day_hint(face: Face, today: date) -> str:
    """How a day may be written, by one that could stand there: births lie long ago."""
    day = "1985-03-07" if face.key == "birth" else today.isoformat()
    return f"如 {day} 或 {day[:7].replace('-', '.')}"
