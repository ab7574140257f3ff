"""Words over several lines: none of their last characters stands alone."""

import pytest

from ui.parts import words
from ui.wrapping import JOINER, SPACE, joined, parted

LABEL = "是否盖调委会印章"


@pytest.mark.parametrize(
    ("line", "held"),
    [
        (LABEL, "印章"),
        ("早于任职时间，请核对。", "核对。"),
        ("到 2026-11-22", ""),
        ("共 3 户", ""),
        ("共 12 条，还要办 10 条", "0 条"),
        ("金额（元）", ""),
        ("两字", ""),
        ("", ""),
    ],
)
def test_the_last_two_characters_stay_together(line, held):
    assert joined(line) == line.removesuffix(held) + JOINER.join(held).replace(" ", SPACE)


def test_a_label_as_wide_as_all_but_one_character_leaves_none_alone(qtbot):
    label = words(LABEL, wrap=True)
    qtbot.addWidget(label)
    letter = label.fontMetrics().horizontalAdvance("印")
    label.resize(letter * (len(LABEL) - 1) + 2, 80)
    label.show()
    held = letter * 5  # the second line is as wide as two characters: both are painted there
    picture = label.grab().toImage()
    height = label.fontMetrics().lineSpacing()
    lower = range(label.height() // 2, label.height() // 2 + height)
    ground = picture.pixel(picture.width() - 1, picture.height() - 1)
    inked = {x for x in range(held) for y in lower if picture.pixel(x, y) != ground}
    assert max(inked) > letter + 2


@pytest.mark.parametrize("said", [LABEL, "共 12 条，还要办 10 条"])
def test_what_a_label_says_is_what_was_set(qtbot, said):
    label = words("原来的话", wrap=True)
    qtbot.addWidget(label)
    label.setText(said)
    assert label.text() == said


def test_a_line_ends_between_the_parts_of_a_sentence():
    said = "督促履行 · 用了 15 天 · 受理 2026-10-13"
    held = parted(said)
    assert [part.count(JOINER) for part in held.split(f"{SPACE}· ")] == [3, 6, 12]
    assert f"15{SPACE}" in held.replace(JOINER, "")
    assert words(said, wrap=True).text() == said
