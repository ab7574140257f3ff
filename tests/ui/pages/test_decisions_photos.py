"""The photos of a matter: those of what hung on the wall, and all other papers."""

import pytest
from PIL import Image

from tests.ui.pages.decisions_village import CANAL, settle
from ui.pages.decisions_photos import PhotosCard
from villagedesk.desk.attaching import clean


@pytest.fixture
def card(frame, worker, settled, qtbot):
    made = PhotosCard(frame)
    qtbot.addWidget(made)
    matter = worker.call(lambda: settle(frame.desk))[CANAL]
    frame.changed.connect(lambda _: made.load(matter))
    made.load(matter)
    settled()
    return made


@pytest.fixture
def put_on(tmp_path, settled):
    def bring(row, name, colour):
        path = tmp_path / name
        Image.new("RGB", (40, 30), colour).save(path)
        row.take([lambda: clean(path)])
        settled()

    return bring


def names(row):
    return [tile.shown.name for tile in row.tiles]


def test_a_photo_put_on_as_one_of_the_wall_is_named_so(card, put_on):
    hung, other = card.rows
    put_on(hung, "IMG_1.png", "white")
    put_on(hung, "公开栏.png", "red")
    put_on(other, "合同.png", "black")
    assert names(hung) == ["公开栏.png", "公示照片 IMG_1.png"]
    assert names(other) == ["合同.png"]
    assert card.rows[0].add.text() == "+ 附公示照片"
