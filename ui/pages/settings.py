"""What is set once: the village, how the windows look, the county's rules, the departments."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui import messages, theme
from ui.page import Frame, Page
from ui.pages.numbers_card import NumbersCard
from ui.pages.place_form import PlaceForm
from ui.pages.settings_cards import DepartmentsCard, DisputesCard, RulesCard
from ui.parts import Card, PageHeader, Segments, plain_button, row, words
from ui.theme import px
from villagedesk.declare import Rule
from villagedesk.desk import Adjustable, Desk, Place
from villagedesk.ledgers.committees.tables import SUPERVISORY_LABELS

DARK = (("auto", "跟随系统"), ("off", "浅色"), ("on", "深色"))
RULE_FILES = "规定文件 (*.toml)"


@dataclass(frozen=True)
class Kept:
    """Everything the page shows that the store keeps."""

    place: Place
    departments: tuple[str, ...]
    disputes: dict[str, str]
    label: str
    has_profile: bool
    rules: tuple[Rule, ...]
    numbers: tuple[Adjustable, ...]


def kept(desk: Desk) -> Kept:
    """Reads the settings; runs on the desk's thread."""
    rules = desk.rules()
    in_force = (rules.on(key, desk.today) for key in rules.versions)
    return Kept(
        desk.place(),
        tuple(desk.setting("departments")),
        dict(desk.setting("dispute_kinds")),
        str(desk.setting("supervisory_label")),
        bool(desk.setting("county_profile")),
        tuple(rule for rule in in_force if rule),
        desk.numbers(),
    )


class SettingsPage(Page):
    """设置."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        other = plain_button("换一个台账", frame.other_store_wanted.emit)
        self.column.addWidget(PageHeader("设置", "改一处存一处，随时可以再改", (other,)))
        self.place = PlaceForm()
        self.place.changed.connect(self._change_place)
        self.labels = Segments(SUPERVISORY_LABELS)
        self.labels.chosen.connect(
            lambda place: self._change("supervisory_label", SUPERVISORY_LABELS[place])
        )
        self.departments = DepartmentsCard()
        self.departments.changed.connect(lambda names: self._change("departments", names or None))
        self.disputes = DisputesCard()
        self.disputes.changed.connect(lambda known: self._change("dispute_kinds", known or None))
        self.numbers = NumbersCard()
        self.numbers.changed.connect(self._set_number)
        self.rules = RulesCard()
        self.rules.wanted.connect(self._choose_profile)
        self.rules.dropped.connect(lambda: self._change("county_profile", None))
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(16))
        whole.addWidget(self._look())
        if not frame.in_town:  # which has no words of one village
            whole.addWidget(self._village())
            whole.addLayout(self._lists())
        whole.addWidget(self.numbers)
        whole.addWidget(self.rules)
        whole.addStretch(1)
        self.add_scrolled(sheet)

    def _lists(self) -> QBoxLayout:
        narrow = theme.look.percent > 130  # large text leaves room for one column
        way = QBoxLayout.Direction
        both = QBoxLayout(way.TopToBottom if narrow else way.LeftToRight)
        both.setSpacing(px(16))
        both.addWidget(self.departments, 1)
        both.addWidget(self.disputes, 1)
        return both

    def refresh(self) -> None:
        desk = self.frame.desk
        self.frame.ask(lambda: kept(desk), self._show, owner=self)

    def leave(self) -> None:
        self.place.commit()
        self.departments.commit()
        self.disputes.commit()

    def use_profile(self, file: Path) -> None:
        """Takes over a county's rule file."""
        desk = self.frame.desk
        self.frame.ask(lambda: desk.use_county_profile(file), lambda _: self._saved(), owner=self)

    def _look(self) -> Card:
        card = Card("显示")
        self.sizes = Segments([f"{percent}%" for percent in theme.SIZES])
        percent = self.frame.memory.number("look/percent", 100)
        if percent in theme.SIZES:
            self.sizes.choose(theme.SIZES.index(percent))
        self.sizes.chosen.connect(lambda place: self._restyle("percent", theme.SIZES[place]))
        self.dark = Segments([shown for _, shown in DARK])
        values = [value for value, _ in DARK]
        self.dark.choose(values.index(self.frame.memory.words("look/dark", "auto")))
        self.dark.chosen.connect(lambda place: self._restyle("dark", values[place]))
        card.body.addLayout(_choice("字号", self.sizes))
        card.body.addLayout(_choice("颜色", self.dark))
        return card

    def _village(self) -> Card:
        card = Card("本村信息")
        card.body.addWidget(self.place)
        card.body.addLayout(_choice("监督机构", self.labels))
        said = "代码改了，所有记录一起换成新代码，不用重录。"
        card.body.addWidget(words(said, "rule", wrap=True))
        card.body.addStretch(1)
        return card

    def _restyle(self, key: str, value: Any) -> None:
        self.frame.memory.keep(f"look/{key}", value)
        self.frame.restyled.emit()

    def _change_place(self, values: Mapping[str, Any]) -> None:
        desk = self.frame.desk
        self.frame.ask(
            lambda: desk.change_place(values),
            lambda _: self._place_saved(),
            owner=self,
            failed=self.place.complain,
        )

    def _place_saved(self) -> None:
        self.place.settled()
        self._saved()

    def _change(self, key: str, value: Any) -> None:
        desk = self.frame.desk
        self.frame.ask(lambda: desk.change_setting(key, value), lambda _: self._saved(), owner=self)

    def _set_number(self, norm: str, key: str, typed: str | None) -> None:
        desk = self.frame.desk
        self.frame.ask(
            lambda: desk.set_number(norm, key, typed),
            lambda _: self._saved(),
            owner=self,
            failed=lambda message: self.numbers.complain(norm, key, message),
        )

    def _saved(self) -> None:
        self.frame.say("已保存", undo=True)
        self.frame.changed.emit("")

    def _choose_profile(self) -> None:
        file = messages.choose_file(self, "选县里发的规定文件", RULE_FILES)
        if file is not None:
            self.use_profile(file)

    def _show(self, seen: Kept) -> None:
        self.place.show_place(seen.place)
        self.departments.show_names(seen.departments)
        self.disputes.show_list(seen.disputes)
        called = (SUPERVISORY_LABELS[0], seen.label)
        if seen.label in SUPERVISORY_LABELS:
            self.labels.choose(SUPERVISORY_LABELS.index(seen.label))
        self.numbers.show_numbers(seen.numbers)
        rules = tuple(replace(one, text=one.text.replace(*called)) for one in seen.rules)
        self.rules.show_rules(rules, has_profile=seen.has_profile)


def _choice(name: str, choices: Segments) -> Any:
    label = words(name, "label")
    label.setFixedWidth(px(64))
    return row(label, choices, 1, gap=12)
