"""One village at the side of 上报情况: its workbooks, what is doubtful in them, what changed."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.choosing import Choose
from ui.flow import Flow
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen, day_and_time, times
from ui.pages.found_rows import parted, said_words, tag_words
from ui.panel import Panel
from ui.parts import (
    Elided,
    Progress,
    Segments,
    Tag,
    clear,
    link_button,
    plain_button,
    row,
    scrolled,
    words,
)
from ui.theme import px
from villagedesk.desk.collecting import CellProblem
from villagedesk.desk.importing import fields_to_choose
from villagedesk.desk.overseeing import (
    Alike,
    Change,
    Differences,
    ParcelSeen,
    TownFound,
    VillageStanding,
)
from villagedesk.period import parse_period

PARTS = ("上报表", "读不准的", "提醒", "和上期比")
MOST = 60
"""Lines of one kind that are shown at once."""
Answer = tuple[tuple[ParcelSeen, ...], tuple[TownFound, ...], dict[str, str]]


class VillagePanel(Panel):
    """One village."""

    closed = Signal()
    slip_wanted = Signal(str)
    """The village, by its code, is to be given back what falls short."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.code = ""
        self._town: TownSeen | None = None
        self._one: VillageStanding | None = None
        self.parcels: tuple[ParcelSeen, ...] = ()
        self.found: tuple[TownFound, ...] = ()
        self.remembered: dict[str, str] = {}
        """What the village's own headers stand for, as it was said here."""
        self.compared: Differences | None = None
        self.name, self.tag, self.said = Elided("", "heading"), Tag(), words("", "soft", wrap=True)
        close = link_button("收起", self.drop)
        close.setAccessibleName("收起右边的村")
        self.slip = link_button("退回单", lambda: self.slip_wanted.emit(self.code))
        head = row(self.name, self.tag, self.slip, close)
        head.setStretch(0, 1)
        self.parts = Segments(PARTS)
        self.parts.be_quiet()
        self.parts.chosen.connect(lambda _: self._fill())
        self.progress = Progress()
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, px(12), 0)
        self.rows.setSpacing(px(10))
        sheet = QWidget()
        sheet.setLayout(self.rows)
        self.body.addLayout(head)
        self.body.addWidget(self.said)
        self.body.addWidget(self.parts)
        self.body.addWidget(self.progress)
        self.body.addWidget(scrolled(sheet), 1)
        self.dropped.connect(self.closed)

    def show_village(self, town: TownSeen, one: VillageStanding) -> None:
        """Shows a village as it stands in the period."""
        if one.code != self.code or self._town is None or self._town.period != town.period:
            self.compared = None
            self.parcels, self.found, self.remembered = (), (), {}
            if one.alike:
                self.parts.choose(0)
        self.code, self._town, self._one = one.code, town, one
        self.name.setText(one.name)
        self.tag.show_status(one.state, town.tone(one.state))
        self.said.setText(_sentence(one))
        self.slip.setVisible(bool(one.parcel))
        desk, period = self.frame.desk, town.period

        def job() -> Answer:
            found = desk.findings_of(period, one.code)
            return desk.parcels_of(one.code), found, desk.mapped_columns(one.code)

        def show(answer: Answer) -> None:
            if self.code == one.code:
                self.parcels, self.found, self.remembered = answer
                self._fill()

        self.frame.ask(job, show, owner=self)

    def choose_part(self, name: str) -> None:
        """Shows another part."""
        self.parts.choose(PARTS.index(name))
        self._fill()

    def _fill(self) -> None:
        clear(self.rows)
        kinds = (self._workbooks, self._doubtful, self._reminders, self._compare)
        for widget in kinds[self.parts.place]():
            self.rows.addWidget(widget)
        self.rows.addStretch(1)

    def _workbooks(self) -> Iterable[QWidget]:
        if not self.parcels:
            yield words("这个村还没有报来过表。", "soft", wrap=True)
        yield from map(self._sent_twice, self._one.alike if self._one else ())
        period = self._town.period if self._town else ""
        for one in sorted(self.parcels, key=lambda one: one.period != period):
            yield parted(ParcelRow(one, self._decide))

    def _sent_twice(self, two: Alike) -> QWidget:
        """Two rosters that seem one: which of them is out, or that both count."""
        desk = self.frame.desk

        def withdraw(what: str, uid: str) -> QWidget:
            name = next((one.name for one in self.parcels if one.uid == uid), "")
            act = partial(self._act, lambda: desk.withdraw(uid), f"已撤下 {name}")
            button = plain_button(what, act)
            button.setAccessibleName(f"{what}：{name}")
            return button

        both = partial(self._act, lambda: desk.keep_both(two.one, two.other), "记住了，两份都算")
        if two.is_older:
            offered: tuple[QWidget, ...] = (withdraw("撤下旧的", two.one),)
        else:
            offered = (withdraw("撤下前一份", two.one), withdraw("撤下后一份", two.other))
        said, acts = QWidget(), QWidget()
        acts.setLayout(Flow(*offered, link_button("两份都算", both)))
        whole = QVBoxLayout(said)
        whole.setContentsMargins(0, px(8), 0, px(8))
        whole.addLayout(row(Tag("像重复", "warn"), 1))
        whole.addWidget(words(two.said, wrap=True))
        whole.addWidget(acts)
        return parted(said)

    def _decide(self, one: ParcelSeen, what: str) -> None:
        desk = self.frame.desk
        acts: dict[str, Callable[[], None]] = {
            "选定": lambda: desk.choose(one.uid),
            "撤下": lambda: desk.withdraw(one.uid),
            "恢复": lambda: desk.withdraw(one.uid, back=True),
        }
        self._act(acts[what], f"已{what} {one.name}")

    def _act(self, act: Callable[[], None], said: str) -> None:
        """Does what a person decided; what is shown cannot be pressed meanwhile."""
        shown = self.rows.parentWidget()
        shown.setEnabled(False)

        def done(_: None) -> None:
            shown.setEnabled(True)
            self.compared = None
            self.frame.say(said)
            self.frame.changed.emit("")

        def failed(why: str) -> None:
            shown.setEnabled(True)
            self._fill()
            self.frame.say(why)

        self.frame.ask(act, done, owner=self, failed=failed)

    def _doubtful(self) -> Iterable[QWidget]:
        problems = self._one.problems if self._one else ()
        if not problems:
            yield words(self._none("每一格都读得准。"), "soft", wrap=True)
        for one in problems[:MOST]:
            spot = f"{one.column}{one.row}" if one.row else ""
            where = f"“{one.sheet}”{spot}" if one.sheet else ""
            below = self._field_of(one) if one.header else None
            yield parted(_lines(Tag("读不准", "bad"), one.message, where, below=below))
        yield from _rest(len(problems))
        for header, label in self.remembered.items():
            yield parted(self._kept_column(header, label))

    def _field_of(self, one: CellProblem) -> QWidget:
        """Where the town says what a header of the village's own stands for."""
        choose = Choose(f"“{one.header}”这一栏是")
        fields = {key: label for key, label in fields_to_choose(one.ledger)}
        choose.offer([(label, key) for key, label in fields.items()], None)
        choose.chosen.connect(lambda key: self.map_column(one.header, key, fields[key]))
        made = QWidget()
        made.setLayout(row(words("这一栏是", "soft"), choose, 1))
        return made

    def _kept_column(self, header: str, label: str) -> QWidget:
        forget = link_button("不这样认了", lambda: self.map_column(header, "", ""))
        forget.setAccessibleName(f"不再把“{header}”当作“{label}”")
        said = f"这个村的“{header}”一栏当作“{label}”，以后都这样认。"
        return _lines(Tag("记住了", "ok"), said, below=forget)

    def map_column(self, header: str, key: str, label: str) -> None:
        """Remembers for this village what a header stands for, with "" no more, and reads anew."""
        desk, code = self.frame.desk, self.code
        said = f"记住了：“{header}”当作“{label}”" if key else f"“{header}”不再当作别的栏"
        self._act(lambda: desk.map_columns(code, {header: key}), said)

    def _reminders(self) -> Iterable[QWidget]:
        if not self.found:
            yield words(self._none("各项规定都已达到，没有提醒。"), "soft", wrap=True)
        for one in (town.found for town in self.found[:MOST]):
            rule = " · ".join(filter(None, (one.rule, one.source)))
            remark = f"村里说明：{one.remark}" if one.remark else ""
            yield parted(_lines(Tag(*tag_words(one)), said_words(one), rule, remark))
        yield from _rest(len(self.found))

    def _none(self, said: str) -> str:
        return said if self._one and self._one.parcel else "这一期还没有算数的表。"

    def _compare(self) -> Iterable[QWidget]:
        if self.compared is not None:
            yield from _difference_rows(self.compared)
        elif self._one and self._one.parcel:
            said = "谁来了、谁走了、改了什么：把这一期和这个村上一期的表放在一起比。"
            yield words(said, "soft", wrap=True)
            holder = QWidget()
            holder.setLayout(row(plain_button("比一比", self.compare), 1))
            yield holder
        else:
            yield words(self._none(""), "soft", wrap=True)

    def compare(self) -> None:
        """Reads both workbooks beside the desk's thread and shows what changed."""
        if self._town is None:
            return
        desk, period, code = self.frame.desk, self._town.period, self.code

        def show(seen: Differences) -> None:
            if (seen.village, seen.period) == (self.code, period):
                self.compared = seen
                self._fill()

        errand = self.frame.worker.run_long(
            lambda *_: desk.differences(period, code), show, owner=self, failed=self.frame.say
        )
        self.progress.follow(errand, "正在比两期的表")


class ParcelRow(QWidget):
    """One workbook of a village, and what a person may decide about it."""

    def __init__(self, one: ParcelSeen, decide: Callable[[ParcelSeen, str], None]) -> None:
        super().__init__()
        tone, word, offered = parcel_state(one)
        period = parse_period(one.period).words
        buttons = []
        for what in offered:
            button = plain_button(what, partial(decide, one, what))
            button.setAccessibleName(f"{what} {one.name}")
            buttons.append(button)
        edited = " · 导出后手工改过" if one.edited else ""
        said = f"{period} {times(one.sequence)}{edited}"
        came = f"收到 {day_and_time(one.received_at)}"
        if one.sequence is not None:
            came += f" · 村里导出 {day_and_time(one.exported_at)}"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, px(8), 0, px(8))
        whole.setSpacing(px(4))
        beside = buttons if len(buttons) == 1 else []
        head = row(Tag(word, tone), words(said, wrap=True), *beside, gap=10)
        head.setStretch(1, 1)
        whole.addLayout(head)
        whole.addWidget(words(f"{one.name}\n{came}", "rule", wrap=True))
        if one.conflict:
            whole.addWidget(words(one.conflict, "error", wrap=True))
        if not beside:  # two to choose from stand below the reason
            whole.addLayout(row(*buttons, 1))


def parcel_state(one: ParcelSeen) -> tuple[str, str, tuple[str, ...]]:
    """A workbook's tone and word, and what may be done with it."""
    if one.withdrawn:
        return "plain", "已撤下", ("恢复",)
    if one.standing:
        return "ok", "算数", ("撤下",)
    if one.conflict:
        return "info", "待定", ("选定", "撤下")
    return "plain", "不算数", ("选定",)


def _sentence(one: VillageStanding) -> str:
    came = f"收到 {day_and_time(one.received_at)} · {times(one.sequence)} · {one.rows} 行"
    whom = " ".join(filter(None, (one.contact, one.phone)))
    return "\n".join(filter(None, (came if one.parcel else "", whom))) or f"代码 {one.code}"


def _lines(tag: Tag, said: str, *rules: str, below: QWidget | None = None) -> QWidget:
    made = QWidget()
    text = QVBoxLayout()
    text.setSpacing(px(2))
    text.addWidget(words(said, wrap=True))
    for rule in filter(None, rules):
        text.addWidget(words(rule, "rule", wrap=True))
    if below is not None:
        text.addWidget(below, 0, Qt.AlignmentFlag.AlignLeft)
    tag.setMinimumWidth(px(78))
    whole = row(gap=12)
    whole.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
    whole.setContentsMargins(0, px(8), 0, px(8))
    whole.addLayout(text, 1)
    made.setLayout(whole)
    return made


def _rest(count: int) -> Iterable[QWidget]:
    if count > MOST:
        yield words(f"还有 {count - MOST} 条，都写在退回单里。", "soft", wrap=True)


def _difference_rows(seen: Differences) -> Iterable[QWidget]:
    if not seen.before:
        yield words("这个村以前没有报过别的期，没有可比的。", "soft", wrap=True)
        return
    yield words(f"和{parse_period(seen.before).words}比", "soft", wrap=True)
    if not (seen.came or seen.left or seen.changed):
        yield words("没有变化。", wrap=True)
    for word, tone, those in (("新增", "ok", seen.came), ("减少", "warn", seen.left)):
        for sheet, inside in groupby(those, lambda one: one.sheet):
            names = [one.subject for one in inside]
            yield parted(_lines(Tag(word, tone), f"{sheet} {len(names)} 条", _listed(names)))
    for one in seen.changed[:MOST]:
        yield parted(_lines(Tag("改了", "info"), f"{one.sheet} · {one.subject}", _change(one)))
    if len(seen.changed) > MOST:
        yield words(f"还有 {len(seen.changed) - MOST} 处改动。", "soft", wrap=True)


def _listed(names: list[str]) -> str:
    said = "、".join(names[:MOST])
    return f"{said}……" if len(names) > MOST else said


def _change(one: Change) -> str:
    return f"{one.label}：{one.before or '空'} → {one.after or '空'}"
