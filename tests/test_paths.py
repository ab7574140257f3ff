"""The program finds what it ships and where it may keep things."""

from pathlib import Path

import pytest

from villagedesk import paths


def test_a_shipped_file_is_found():
    assert paths.resource("pinyin.txt").is_file()


def test_a_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match=r"no-such\.txt"):
        paths.resource("no-such.txt")


@pytest.mark.parametrize("folder", [paths.data_folder, paths.log_folder])
def test_the_users_folders_are_made(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert isinstance(folder(), Path)
    assert folder().is_dir()
