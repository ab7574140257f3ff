"""Characters and numbers no database keeps: they cost themselves, or one sentence."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.postgresql import Server
from tests.town import hostile
from tests.town.conftest import NewTown
from tests.town.test_collect import content
from tests.town.villages import Handed
from villagedesk.books.reading.worksheet import unescape
from villagedesk.desk import Desk, open_existing
from villagedesk.errors import UserError
from villagedesk.store.trouble import UNKEPT
from villagedesk.town.expected import Expected

STORES = ("server",)  # a file takes what a server takes, and a NUL besides


def rows(desk: Desk) -> dict[str, Any]:
    """All records of the town, without the files they came in."""
    return {name: those for name, those in content(desk).items() if "parcel" not in name}


def with_nul(content: bytes) -> bytes:
    """The workbook with a NUL, as Excel notes it, in each of its texts."""
    parts = hostile.parts_of(content)
    sheets = {name: part for name, part in parts.items() if name.startswith("xl/")}
    odd = {name: part.replace(b"</t>", b"_x0000_</t>") for name, part in sheets.items()}
    assert odd != sheets
    return hostile.packed(parts | odd)


def saved_by_others(source: Path, out: Path) -> bytes:
    load_workbook(source).save(out)
    return out.read_bytes()


@pytest.mark.parametrize("other", [False, True], ids=["ours", "saved by another program"])
def test_a_nul_in_every_cell_is_read_over(
    new_town: NewTown, villages: tuple[Handed, ...], tmp_path: Path, *, other: bool
) -> None:
    sound, odd = tmp_path / "原.xlsx", tmp_path / "怪.xlsx"
    book = villages[0].book
    sound.write_bytes(saved_by_others(book, sound) if other else book.read_bytes())
    odd.write_bytes(with_nul(sound.read_bytes()))
    desks = new_town(), new_town()
    seen = [desk.collect([path]).files[0] for desk, path in zip(desks, (sound, odd), strict=True)]
    assert seen[0].status == seen[1].status
    assert rows(desks[0]) == rows(desks[1])


def test_excels_notation_gives_no_half_of_a_character() -> None:
    assert unescape("一_x000D_二_x0000_三_xD800_四_xdfff_五_xFFFD_") == "一\r二三四五\ufffd"


def test_a_cover_that_no_store_could_keep_costs_one_sentence_and_no_other_file(
    desk: Desk, villages: tuple[Handed, ...], tmp_path: Path
) -> None:
    odd = {"town": "镇\0", "county": "县\ud800", "population": 10**30}
    books = [villages[1].book]
    for key, value in odd.items():
        books.append(tmp_path / f"{key}.xlsx")
        spoilt = hostile.with_meta(villages[0].book.read_bytes(), _putting(key, value))
        books[-1].write_bytes(spoilt)
    sound, *others = desk.collect(books).files
    assert sound.status == "new"
    assert all("标记被改坏了" in one.problems[0].message for one in others)


def _putting(key: str, value: object) -> Any:
    return lambda lines: lines[0].update({key: value})


def test_a_nul_that_comes_as_far_as_the_server_is_said_in_words(
    server: Server, database: str
) -> None:
    desk = Desk(open_existing(server.url(database)), lambda: pytest.fail("asked for no time"))
    with pytest.raises(UserError, match=UNKEPT):
        desk.expect([Expected("9" * 12, "远\0村")])
    assert desk.expected() == ()
    desk.close()
