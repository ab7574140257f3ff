"""Attaching to a record is one step that can be undone, and no kill leaves a row without a file."""

import os
import random
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.desk.conftest import CODE, NOW
from tests.store.test_crash import wait_for_first
from villagedesk import __main__ as command
from villagedesk.desk import Desk, found_town, found_village, open_existing
from villagedesk.errors import UserError
from villagedesk.ledgers import residents
from villagedesk.store import attachments

PEOPLE = residents.LEDGER.rolls[0]


def photo(path: Path, size: tuple[int, int] = (40, 30)) -> Path:
    out = BytesIO()
    Image.new("RGB", size, (180, 30, 20)).save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


def scan(path: Path, words: str = "") -> Path:
    path.write_bytes(b"%PDF-1.4\n" + words.encode() + b"\n%%EOF")
    return path


@pytest.fixture
def person(desk: Desk) -> str:
    return desk.save(PEOPLE, "", {"name": "张三"}).uid


def test_a_photo_is_attached_under_its_own_name(desk: Desk, person: str, tmp_path: Path) -> None:
    made = desk.attach(person, PEOPLE.key, photo(tmp_path / "签到表（一）.JPG"))
    assert desk.attachments(person) == (made,)
    assert (made.name, made.kind, made.missing) == ("签到表（一）.JPG", "jpg", False)
    assert made.path.parent == tmp_path / "附件"
    assert attachments.whole(made.path)
    assert desk.steps()[0][0].name == "附上照片 签到表（一）.JPG"


def test_undo_takes_it_off_and_redo_brings_it_back(desk: Desk, person: str, tmp_path: Path) -> None:
    made = desk.attach(person, PEOPLE.key, scan(tmp_path / "决议.pdf"))
    assert desk.undo() == "附上扫描件 决议.pdf"
    assert desk.attachments(person) == ()
    assert desk.check_attachments().orphans == (made.path,), "the file waits for the redo"
    desk.redo()
    assert desk.attachments(person) == (made,)


def test_what_is_taken_off_comes_back_by_undo(desk: Desk, person: str, tmp_path: Path) -> None:
    made = desk.attach(person, PEOPLE.key, photo(tmp_path / "签到.jpg"))
    assert desk.detach(made.uid) == "取下附件 签到.jpg"
    assert desk.attachments(person) == ()
    with pytest.raises(UserError, match="已经取下"):
        desk.detach(made.uid)
    desk.undo()
    assert desk.attachments(person) == (made,)


def test_the_attachments_go_with_their_record_and_come_back_with_it(
    desk: Desk, person: str, tmp_path: Path
) -> None:
    made = desk.attach(person, PEOPLE.key, photo(tmp_path / "签到.jpg"))
    desk.remove(PEOPLE, person)
    assert desk.attachments(person) == ()
    desk.undo()
    assert desk.attachments(person) == (made,)


def test_the_attachments_of_a_record_merged_into_another_go_along(
    desk: Desk, person: str, tmp_path: Path
) -> None:
    made = desk.attach(person, PEOPLE.key, photo(tmp_path / "签到.jpg"))
    kept = desk.save(PEOPLE, "", {"name": "张三"}).uid
    desk.merge_persons(kept, person)
    assert desk.attachments(kept) == (made,)


def test_several_are_one_step_and_the_same_one_is_attached_once(
    desk: Desk, person: str, tmp_path: Path
) -> None:
    papers = [attachments.clean(photo(tmp_path / f"{n}.jpg", (n, 9))) for n in (20, 30, 20)]
    assert len(desk.attach_cleaned(person, PEOPLE.key, papers)) == 2
    again = desk.attach(person, PEOPLE.key, photo(tmp_path / "又一次.jpg", (20, 9)))
    assert again.name == "20.jpg"
    assert [step.name for step in desk.steps()[0]][0] == "附上 2 张照片、扫描件"
    desk.undo()
    assert desk.attachments(person) == ()


def test_a_file_deleted_outside_is_told_and_attaching_it_again_mends_it(
    desk: Desk, person: str, tmp_path: Path
) -> None:
    made = desk.attach(person, PEOPLE.key, photo(tmp_path / "签到.jpg"))
    made.path.unlink()
    assert desk.attachments(person)[0].missing
    assert [one.name for one in desk.check_attachments().missing] == ["签到.jpg"]
    assert desk.safety().missing == 1
    assert desk.back_up() == NOW
    desk.attach(person, PEOPLE.key, tmp_path / "签到.jpg")
    assert desk.check_attachments().missing == ()
    assert desk.safety().missing == 0


def test_a_file_that_was_altered_is_told_too(desk: Desk, person: str, tmp_path: Path) -> None:
    made = desk.attach(person, PEOPLE.key, scan(tmp_path / "决议.pdf"))
    scan(made.path, "改过")
    assert [one.uid for one in desk.check_attachments().missing] == [made.uid]


def test_the_command_says_which_files_are_missing(
    desk: Desk, person: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.attach(person, PEOPLE.key, photo(tmp_path / "签到.jpg")).path.unlink()
    desk.close()
    store = str(tmp_path / "河湾村.vdesk")
    assert command.main(["check", store, "--on", "2026-11-22"]) == command.FOUND
    assert "1 个附件的文件不见了：签到.jpg" in capsys.readouterr().err


def test_a_record_that_is_not_saved_takes_no_attachment(desk: Desk, tmp_path: Path) -> None:
    for about in ("", "nobody"):
        with pytest.raises(UserError, match="先保存"):
            desk.attach(about, PEOPLE.key, photo(tmp_path / "签到.jpg"))
    assert not (tmp_path / "附件").exists()


def test_a_town_takes_no_attachment(tmp_path: Path) -> None:
    desk = Desk(found_town(str(tmp_path / "镇.vdesk"), name="青禾镇", now=NOW), lambda: NOW)
    with pytest.raises(UserError):
        desk.attach("anybody", PEOPLE.key, photo(tmp_path / "签到.jpg"))
    desk.close()


def test_a_file_is_on_the_disk_before_its_row(
    desk: Desk, person: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    path = photo(tmp_path / "签到.jpg")
    with monkeypatch.context() as power, pytest.raises(KeyboardInterrupt):
        power.setattr("villagedesk.desk.attaching.step", killed)
        desk.attach(person, PEOPLE.key, path)
    state = desk.check_attachments()
    assert (len(state.missing), len(state.orphans)) == (0, 1)


ATTACHER = """
import itertools, os, sys
from datetime import datetime
from pathlib import Path
from villagedesk.desk import Desk, open_existing

store, person = sys.argv[1:]
desk = Desk(open_existing(store), lambda: datetime(2026, 11, 22))
scan = Path(store).with_name("决议.pdf")
for number in itertools.count():
    scan.write_bytes(b"%PDF-1.4" + (f"{number} {os.getpid()}" * 20_000).encode() + b"%%EOF")
    print(desk.attach(person, "person", scan).uid, flush=True)
"""
KILLS = 20
# forked from one loaded parent, as the kills of tests/store/test_crash.py are
FORKER = f"""
import os, sys
import villagedesk.desk
code = compile({ATTACHER!r}, "attacher", "exec")
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(line.strip(), os.O_WRONLY | os.O_CREAT), 1)
        exec(code, {{}})
    print(child, flush=True)
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks; Windows has its own job")
def test_kills_while_attaching_leave_no_row_without_its_file(tmp_path: Path) -> None:
    store = tmp_path / "河湾村.vdesk"
    found = Desk(found_village(str(store), code=CODE, name="河湾村", now=NOW), lambda: NOW)
    person = found.save(PEOPLE, "", {"name": "张三"}).uid
    found.close()
    chance, promised = random.Random(7), set[str]()
    command_line = [sys.executable, "-c", FORKER, str(store), person]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command_line, **pipes) as forker:  # type: ignore[call-overload]
        for kill in range(KILLS):
            acks = tmp_path / f"acks{kill}"
            print(acks, file=forker.stdin, flush=True)
            child = int(forker.stdout.readline())
            wait_for_first(acks)
            time.sleep(chance.uniform(0, 0.03))
            os.kill(child, signal.SIGKILL)
            time.sleep(0.01)
            promised |= {line for line in acks.read_text().splitlines() if len(line) == 32}
            desk = Desk(open_existing(str(store)), lambda: NOW)
            assert desk.check_attachments().missing == ()
            assert promised <= {one.uid for one in desk.attachments(person)}
            desk.close()
        forker.stdin.close()
    assert len(promised) >= KILLS
