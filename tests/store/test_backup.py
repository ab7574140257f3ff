"""A backup is one only when it was reopened and found whole; age thins them out."""

import errno
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from villagedesk.errors import UserError
from villagedesk.people import Attachment, Person
from villagedesk.store import attachments, backup
from villagedesk.store.backup import Backup, back_up, backups, is_stale, thin
from villagedesk.store.database import Store, open_store
from villagedesk.store.records import Stamp, step, table_of

NOW = datetime(2026, 11, 22, 9, 0)


def test_a_backup_holds_what_the_store_holds(store: Store, stamp: Stamp, tmp_path: Path) -> None:
    with step(store, "新增", stamp) as write:
        write.save(Person, {"village": "990326101200", "name": "张三"})
    made = back_up(store, tmp_path / "备份", NOW)
    assert made
    copy = open_store(str(made.path))
    with copy.reading() as connection:
        assert connection.execute(select(table_of(Person).c.name)).scalars().all() == ["张三"]
    copy.close()


def test_a_copy_that_does_not_stand_the_check_gets_no_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup._copy

    def damaged(source: Store, rough: Path) -> dict[str, int]:
        counted = copy(source, rough)
        connection = sqlite3.connect(rough)
        connection.execute("DELETE FROM store_info")
        connection.commit()
        connection.close()
        return counted

    monkeypatch.setattr(backup, "_copy", damaged)
    with pytest.raises(UserError, match="核对没有通过"):
        back_up(store, tmp_path / "备份", NOW)
    assert list((tmp_path / "备份").iterdir()) == []


def test_a_folder_that_is_a_file_is_said_in_words(store: Store, tmp_path: Path) -> None:
    (tmp_path / "备份").write_text("")
    with pytest.raises(UserError, match="备份没有做成"):
        back_up(store, tmp_path / "备份", NOW)


def made_every(tmp_path: Path, gap: timedelta, count: int) -> list[Backup]:
    for number in range(count):
        at = NOW - gap * number
        (tmp_path / f"河湾村-{at.strftime(backup.STAMP)}.vdesk").write_bytes(b"x")
    return backups(tmp_path, "河湾村")


def test_two_years_of_daily_backups_thin_to_days_weeks_and_months(tmp_path: Path) -> None:
    thin(made_every(tmp_path, timedelta(days=1), 730))
    left = backups(tmp_path, "河湾村")
    assert left[0].at == NOW
    assert 20 <= len(left) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY
    assert (NOW - left[-1].at).days > 200


def test_the_newest_five_stay_however_close_they_are(tmp_path: Path) -> None:
    thin(made_every(tmp_path, timedelta(minutes=1), 30))
    assert len(backups(tmp_path, "河湾村")) == backup.NEWEST


def test_a_strange_file_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "河湾村-旧的.vdesk").write_bytes(b"x")
    assert backups(tmp_path, "河湾村") == []


def test_staleness_is_half_an_hour(tmp_path: Path) -> None:
    every = made_every(tmp_path, timedelta(days=1), 1)
    assert is_stale([], NOW)
    assert not is_stale(every, NOW + timedelta(minutes=30))
    assert is_stale(every, NOW + timedelta(minutes=31))


def attach(store: Store, stamp: Stamp, *, words: bytes = b"") -> str:
    """A paper with its row, as the desk attaches it; its name on the disk."""
    paper = attachments.clean_bytes("决议.pdf", b"%PDF-1.4\n" + words + b"\n%%EOF")
    attachments.keep(attachments.folder_of(store), paper)
    row = {"village": "990326101200", "about": "m1", "roll": "meeting", "name": paper.name}
    kept = {"digest": paper.digest, "kind": paper.kind, "size": 1, "added_on": "2026-11-22"}
    with step(store, "附上扫描件", stamp) as write:
        write.save(Attachment, {**row, **kept})
    return f"{paper.digest}.{paper.kind}"


def test_the_attachments_lie_beside_the_backups(store: Store, stamp: Stamp, tmp_path: Path) -> None:
    paper = attach(store, stamp)
    made = back_up(store, tmp_path / "备份", NOW)
    assert made
    assert made.missing == 0
    copy = open_store(str(made.path))  # a backup opened as a store finds its papers beside it
    assert attachments.whole(attachments.folder_of(copy) / paper)
    copy.close()


def test_a_missing_attachment_stops_no_backup_and_is_counted(
    store: Store, stamp: Stamp, tmp_path: Path
) -> None:
    gone, hurt = attach(store, stamp, words=b"1"), attach(store, stamp, words=b"2")
    attach(store, stamp, words=b"3")
    (tmp_path / "附件" / gone).unlink()
    (tmp_path / "附件" / hurt).write_bytes(b"%PDF-")
    made = back_up(store, tmp_path / "备份", NOW)
    assert made
    assert made.path.exists()
    assert made.missing == 2


def test_what_a_backup_has_is_not_lost_when_the_paper_itself_is(
    store: Store, stamp: Stamp, tmp_path: Path
) -> None:
    paper = attach(store, stamp)
    back_up(store, tmp_path / "备份", NOW)
    (tmp_path / "附件" / paper).unlink()
    again = back_up(store, tmp_path / "备份", NOW + timedelta(hours=1))
    assert again
    assert again.missing == 0
    assert attachments.whole(tmp_path / "备份" / "附件" / paper)


def test_a_backup_has_no_name_before_its_attachments_are_there(
    store: Store, stamp: Stamp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    attach(store, stamp)
    monkeypatch.setattr(attachments, "put", full)
    with pytest.raises(UserError, match="备份没有做成"):
        back_up(store, tmp_path / "备份", NOW)
    assert not list((tmp_path / "备份").glob("*.vdesk"))


def test_thinning_leaves_every_attachment(store: Store, stamp: Stamp, tmp_path: Path) -> None:
    paper = attach(store, stamp)
    back_up(store, tmp_path / "备份", NOW)
    thin(made_every(tmp_path / "备份", timedelta(days=30), 40))
    assert (tmp_path / "备份" / "附件" / paper).exists()
