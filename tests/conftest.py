"""What every test stands on: Qt without a display, a fixed day, golden texts, strictness in CI."""

import os
import shutil

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import settings

IN_CI = bool(os.environ.get("CI"))
GOLDEN = Path(__file__).parent / "golden"
SAMPLES = "VILLAGEDESK_SAMPLES"  # the only thing a CI machine may lack

# branch coverage in percent below which a whole run with --cov fails
FLOORS = {"villagedesk": 95, "ui": 80}

SHORT = pytest.StashKey[list[str]]()

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if IN_CI else "here")


@pytest.fixture
def today() -> date:
    """The day the tests live on."""
    return date(2026, 11, 22)


@pytest.fixture(scope="session")
def town_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town's store with what two small villages handed in; copy it before writing into it."""
    from tests.town.villages import collected

    return collected(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, which opens a workbook as the town does."""
    found = shutil.which("soffice")
    return found or pytest.skip("LibreOffice is not installed")


@pytest.fixture(scope="session")
def samples() -> Path:
    """A folder of further rosters with their expected readings."""
    folder = os.environ.get(SAMPLES)
    return Path(folder) if folder else pytest.skip(f"{SAMPLES} names no folder")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)`: text equals tests/golden/NAME.txt, which --golden-update rewrites."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / f"{name}.txt"
        if request.config.getoption("--golden-update"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text + "\n", encoding="utf-8")
        assert file.read_text(encoding="utf-8").splitlines() == text.splitlines()

    return compare


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="rewrite the golden texts")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Any:
    """In CI a skipped check is a failed one."""
    report = yield
    excused = hasattr(report, "wasxfail") or SAMPLES in str(report.longrepr)
    if IN_CI and report.skipped and not excused:
        report.outcome, report.longrepr = "failed", f"skipped in CI: {report.longrepr}"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hold each package to its floor, once the coverage of a whole run is together."""
    config = session.config
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if whole and not session.exitstatus and config.getoption("cov_source", []):
        config.stash[SHORT] = [text for package in FLOORS if (text := shortfall(package))]
        session.exitstatus = int(bool(config.stash[SHORT]))


def shortfall(package: str) -> str:
    """What of this package no test reaches, or nothing while it holds its floor."""
    measured, report = Coverage(), StringIO()
    measured.load()
    covered = measured.report(include=f"{package}/*", file=report)
    floor = FLOORS[package]
    missed = f"{report.getvalue()}{package}: {covered:.1f} % covered, {floor} % wanted"
    return missed if covered < floor else ""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for text in terminalreporter.config.stash.get(SHORT, []):
        terminalreporter.write_line(text, red=True)
