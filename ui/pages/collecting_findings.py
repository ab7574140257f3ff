"""提醒: what falls short in all villages by the same rules, the village's own word beside it."""

from collections import Counter

from PySide6.QtWidgets import QVBoxLayout

from ui.folding import Sieve
from ui.page import Frame
from ui.pages.collecting_seen import TownSeen, TownView
from ui.pages.collecting_table import Line, Told, TownTable, state
from ui.pages.found_rows import LEVELS, said_words
from ui.parts import Chip, Empty, Tag, link_button, plain_button, words
from ui.theme import gap, px
from villagedesk.desk.overseeing import TownFound

LABELS = ("村", "级别", "什么事", "村里说明", "规定")
SHORT = 22
"""Characters of a rule that a menu shows."""


class FindingsView(TownView):
    """提醒."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.found: tuple[TownFound, ...] = ()
        self.shown: list[TownFound] = []
        self.village, self.norm, self.level = Chip("村", []), Chip("规定", []), Chip("级别", [])
        self.level.offer([(word, level) for level, (word, _) in LEVELS.items()])
        self.unexplained = Chip("只看没有说明的")
        for chip in (self.village, self.norm, self.level, self.unexplained):
            chip.chosen.connect(lambda _: self._fill())
        self.said = words("", "soft")
        self.said.setFixedHeight(px(38))
        self.table = TownTable(frame.memory, "findings", LABELS)
        self.table.chosen.connect(self._tell)
        self.told = Told()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        chips = (self.village, self.norm, self.level, self.unexplained)
        whole.addWidget(Sieve(chips[0], *chips[1:], self.said))
        whole.addWidget(self.table, 1)
        whole.addWidget(self.told)

    def show_town(self, seen: TownSeen) -> None:
        super().show_town(seen)
        desk = self.frame.desk
        self.frame.ask(lambda: desk.findings_of(seen.period), self._show, owner=self)

    def _show(self, found: tuple[TownFound, ...]) -> None:
        self.found = found
        names = {one.village: one.name for one in found}
        self.village.offer([(name, code) for code, name in names.items()])
        rules = {one.found.norm: one.found.rule for one in found}
        counts = Counter(one.found.norm for one in found).most_common()
        self.norm.offer([(f"{_short(rules[norm])}（{count}）", norm) for norm, count in counts])
        self._fill()

    def _fill(self) -> None:
        self.shown = [one for one in self.found if self._passes(one)]
        lines = [_line(str(place), one) for place, one in enumerate(self.shown)]
        self.said.setText(f"{len(self.shown)} 条")
        self.told.hide()
        self.table.show_lines(lines, self._nothing())

    def _passes(self, one: TownFound) -> bool:
        pairs = (
            (self.village, one.village),
            (self.norm, one.found.norm),
            (self.level, str(one.found.level)),
        )
        explained = self.unexplained.value is not None and one.found.remark
        return not explained and all(chip.value in (None, value) for chip, value in pairs)

    def _nothing(self) -> Empty:
        if self.found:
            return Empty("按现在的筛选没有提醒。", plain_button("看全部", self._show_all))
        handed = self.seen is not None and any(one.parcel for one in self.seen.standing.villages)
        return Empty(
            "报来的表各项规定都已达到，没有提醒。" if handed else "这一期还没有收到表，没有提醒。"
        )

    def _show_all(self) -> None:
        for chip in (self.village, self.norm, self.level, self.unexplained):
            chip.choose(None)

    def _tell(self, place: str) -> None:
        one = self.shown[int(place)]
        found = one.found
        rule = " · ".join(filter(None, (found.rule, found.source)))
        remark = f"村里说明：{found.remark}" if found.remark else "村里没有写说明"
        away = link_button("收起", self.told.hide)
        self.told.tell(
            Tag(*LEVELS[found.level]),
            f"{one.name} · {said_words(found)}",
            rule,
            remark,
            button=away,
        )


def _line(key: str, one: TownFound) -> Line:
    found = one.found
    word, tone = LEVELS[found.level]
    level = state(word, tone, list(LEVELS).index(found.level))
    return (key, one.name, level, said_words(found), found.remark, found.rule)


def _short(rule: str) -> str:
    return rule if len(rule) <= SHORT else f"{rule[:SHORT]}…"
