"""The fonts of printed papers: those of official documents, or what the computer has instead."""

from enum import StrEnum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from ui import theme

UNITS = 20
"""Units of a millimetre in which papers are measured and drawn, so that fonts have whole sizes."""
MM_OF_POINT = 25.4 / 72


class Hand(StrEnum):
    """What a font is for."""

    TITLE = "小标宋"
    HEADING = "黑体"
    BODY = "仿宋"


_SERIF = ("SimSun", "宋体", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC")
_WANTED = {
    Hand.TITLE: (
        "方正小标宋简体",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "华文中宋",
        "STZhongsong",
        *_SERIF,
    ),
    Hand.HEADING: ("SimHei", "黑体", "Noto Sans CJK SC"),
    Hand.BODY: (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "FangSong",
        "仿宋",
        "方正仿宋简体",
        "方正仿宋_GBK",
        "华文仿宋",
        "STFangsong",
        *_SERIF,
    ),
}
_STAND_IN = {Hand.TITLE: (*_SERIF, ""), Hand.HEADING: ("Noto Sans CJK SC", ""), Hand.BODY: ()}
"""Fonts that take bold to look as the one wanted; "" is the program's own."""


@cache
def font(hand: Hand, points: float) -> QFont:
    """The first font there is of those wanted; the program's own has the rarest characters."""
    there = set(QFontDatabase.families())
    found = next((family for family in _WANTED[hand] if family in there), "")
    made = QFont()
    made.setFamilies([*([found] if found else []), theme.family()])
    made.setPixelSize(round(points * MM_OF_POINT * UNITS))
    made.setBold(found in _STAND_IN[hand])
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
