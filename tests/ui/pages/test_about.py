"""关于 says what is new and where the data lies."""

from importlib.metadata import PackageNotFoundError

from tests.ui.pages.conftest import texts
from ui.pages import about


def test_it_says_what_is_new_and_where_the_data_lies(frame, store, opened, monkeypatch, tmp_path):
    monkeypatch.setattr(about, "log_folder", lambda: tmp_path)
    page = opened(about.AboutPage(frame))
    assert page.file.text() == store
    assert "花名册直接导入" in texts(page)
    assert "LGPL" in texts(page)
    assert "**" not in texts(page)


def test_a_copy_that_is_not_installed_says_so(monkeypatch):
    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(about, "version", missing)
    assert about.program_version() == "开发版"
