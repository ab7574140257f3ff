"""Colours can be told apart, and lengths follow the text size."""

from dataclasses import fields

import pytest

from ui import theme

LEAST = 4.5


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", theme.PAIRS, ids="-on-".join)
def test_words_stand_out_from_their_ground(palette, pair):
    words, ground = (getattr(palette, token) for token in pair)
    assert theme.contrast(words, ground) >= LEAST


def test_contrast_is_that_of_the_guidelines():
    assert theme.contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_lengths_grow_with_the_text_but_hairlines_stay_thin():
    sheet = theme.style_sheet(theme.LIGHT, 150)
    assert "font-size: 21px" in sheet
    assert "1px solid" in sheet
    assert "$" not in sheet


def test_dark_maps_every_colour():
    same = [f.name for f in fields(theme.Palette) if f.default == getattr(theme.DARK, f.name)]
    assert set(same) <= {"on_accent", "on_toast", "link_on_toast"}


def test_the_program_wears_what_is_applied(qapp):
    app = qapp
    theme.apply(app, dark=True, percent=150)
    assert theme.px(20) == 30
    assert app.font().pixelSize() == 21
    assert theme.colour("text").name().upper() == theme.DARK.text
    theme.apply(app)
    assert theme.px(20) == 20


def test_the_chinese_font_is_there():
    from PySide6.QtGui import QFont, QRawFont

    font = QRawFont.fromFont(QFont(theme.family()))
    assert all(font.supportsCharacter(char) for char in "村务台账✓●→×▾▲")
