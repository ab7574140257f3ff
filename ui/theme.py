"""Colours, sizes and fonts of every window, in one place: light, dark, and any text size."""

import re
from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from villagedesk.paths import resource

SIZES = (100, 115, 130, 150, 175, 200, 225)
"""Text sizes on offer, in percent."""

NAV = (36, 40)
"""Height of a page in the navigation, in pixels: it grows little, so that all fit on the screen."""

CELL_EDGE = 3
"""Pixels Qt leaves at the side of a cell beyond its padding, at any text size; headers must too."""

FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
)


@dataclass(frozen=True)
class Palette:
    """Every colour by its use; `resources/style.qss` names them with a dollar sign."""

    page: str = "#F5F6F8"
    surface: str = "#FFFFFF"
    line: str = "#E3E6EB"
    edge: str = "#C9CDD4"
    hover: str = "#F0F2F5"
    text: str = "#1F2329"
    soft: str = "#646A73"
    faint: str = "#6B7178"
    accent: str = "#A8201A"
    accent_down: str = "#8C1914"
    on_accent: str = "#FFFFFF"
    accent_text: str = "#A8201A"
    accent_soft: str = "#FBEDEC"
    ok: str = "#187346"
    ok_soft: str = "#E8F5EE"
    warn: str = "#A84D07"
    warn_soft: str = "#FDF3E3"
    bad: str = "#B42318"
    bad_soft: str = "#FDECEA"
    info: str = "#245BDB"
    info_soft: str = "#EAF0FE"
    toast: str = "#2B3038"
    on_toast: str = "#FFFFFF"
    link_on_toast: str = "#FFB4AD"


LIGHT = Palette()
DARK = Palette(
    page="#15171A",
    surface="#1E2125",
    line="#32363D",
    edge="#4A505A",
    hover="#282C32",
    text="#E6E8EB",
    soft="#A8AEB8",
    faint="#9BA2AC",
    accent="#C23A33",
    accent_down="#A62E28",
    on_accent="#FFFFFF",
    accent_text="#FF9D95",
    accent_soft="#3B2422",
    ok="#6FCF97",
    ok_soft="#1B3327",
    warn="#F2B25C",
    warn_soft="#3A2D18",
    bad="#FF9087",
    bad_soft="#402422",
    info="#8FB2FF",
    info_soft="#1F2B46",
    toast="#3A4048",
    on_toast="#FFFFFF",
    link_on_toast="#FFB4AD",
)

PAIRS = (
    *((words, ground) for words in ("text", "soft", "faint") for ground in ("page", "surface")),
    ("text", "hover"),
    ("text", "accent_soft"),
    ("text", "bad_soft"),
    ("soft", "bad_soft"),
    ("soft", "accent_soft"),
    ("soft", "hover"),
    ("accent_text", "surface"),
    ("accent_text", "page"),
    ("accent_text", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_down"),
    *((tone, f"{tone}_soft") for tone in ("ok", "warn", "bad", "info")),
    *((tone, "surface") for tone in ("ok", "warn", "bad", "info")),
    *((tone, "accent_soft") for tone in ("ok", "warn", "bad", "info")),
    ("on_toast", "toast"),
    ("link_on_toast", "toast"),
)
"""Words and the ground they stand on: each pair in use, held to a contrast of 4.5 to 1."""


@dataclass
class Look:
    """How windows look now; `apply` changes it."""

    palette: Palette = LIGHT
    percent: int = 100


look = Look()


def apply(app: QApplication, *, dark: bool = False, percent: int = 100) -> None:
    """Dresses the program; pages made before keep their margins and are to be made anew."""
    look.palette, look.percent = (DARK if dark else LIGHT), percent
    font = QFont(family())
    font.setPixelSize(px(14))
    app.setFont(font)
    app.setPalette(_qt_palette(look.palette))
    app.setStyleSheet(style_sheet(look.palette, percent))


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def px(size: int) -> int:
    """A length of the drawings, in pixels at the text size in force."""
    return round(size * look.percent / 100)


def gap(size: int) -> int:
    """Blank space: it grows less than the words, which need the room."""
    return round(size * min(look.percent, 115) / 100)


def colour(token: str) -> QColor:
    """The colour of a token, for what paints itself."""
    return QColor(getattr(look.palette, token))


def style_sheet(palette: Palette, percent: int) -> str:
    """`resources/style.qss` with the palette's colours and scaled lengths; hairlines stay thin."""

    def scaled(found: re.Match[str]) -> str:
        size = int(found[1])
        return f"{size if size <= 1 else round(size * percent / 100)}px"

    written = re.sub(r"(\d+)px", scaled, resource("style.qss").read_text(encoding="utf-8"))
    nav = max(NAV[0], min(NAV[1], round(NAV[0] * percent / 100)))
    cell = round(10 * percent / 100) + CELL_EDGE
    return Template(written).substitute(asdict(palette), nav=nav, cell=cell)


@cache
def family() -> str:
    """The system's own Chinese font, or the one that comes with the program."""
    there = set(QFontDatabase.families())
    for wanted in FONTS:
        if wanted in there:
            return wanted
    from noto_cjk_sans_otc import FONT_PATH  # 20 MB that most machines never need

    QFontDatabase.addApplicationFont(str(FONT_PATH))
    return "Noto Sans CJK SC"


def contrast(words: str, ground: str) -> float:
    """The contrast of two colours after WCAG, 1 to 21."""
    light, dark = sorted((_luminance(words), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _qt_palette(palette: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: palette.page,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.surface,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.faint,
        QPalette.ColorRole.Highlight: palette.accent,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.Link: palette.info,
        QPalette.ColorRole.ToolTipBase: palette.toast,
        QPalette.ColorRole.ToolTipText: palette.on_toast,
    }
    made = QPalette()
    for role, value in roles.items():
        made.setColor(role, QColor(value))
    return made
