"""The house is in order, and each rule sees the fault it is there for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import house

ROOT = Path(__file__).resolve().parent.parent

Rule = Callable[[Path], Iterator[str]]

MODULE = '"""What it is for."""\n'
ORDERLY = {
    "README.md": "## Map of the code\n\n```\nvillagedesk/\n  paths.py  where files lie\nui/\n```\n",
    "villagedesk/__init__.py": MODULE,
    "villagedesk/paths.py": MODULE,
    "ui/__init__.py": MODULE,
}

# rule, the file it should complain about, and what stands in it
FAULTS = (
    (house.files_are_short, "ui/long.py", MODULE + "x = 1\n" * 400),
    (house.functions_are_short, "ui/long.py", MODULE + "def f():\n" + "    x = 1\n" * 40),
    (house.modules_say_what_they_are_for, "ui/mute.py", "x = 1\n"),
    (house.modules_say_what_they_are_for, "ui/mumble.py", '"""Stuff"""\n'),
    (house.classes_say_what_they_are, "ui/mute.py", "class Mute:\n    pass\n"),
    (
        house.only_the_doors_read_the_clock,
        "villagedesk/a.py",
        "import datetime\ndatetime.date.today()\n",
    ),
    (
        house.only_the_doors_read_the_clock,
        "ui/a.py",
        "from datetime import datetime\ndatetime.now()\n",
    ),
    (house.only_the_doors_read_the_clock, "ui/a.py", "started = time.time\n"),
    (house.one_module_asks_the_user, "ui/a.py", "QMessageBox.question()\n"),
    (house.one_module_asks_the_user, "ui/a.py", "QtWidgets.QFileDialog()\n"),
    (house.few_catch_everything, "ui/a.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
    (
        house.few_catch_everything,
        "ui/a.py",
        "try:\n    f()\nexcept (OSError, BaseException):\n    pass\n",
    ),
    (house.few_catch_everything, "ui/a.py", "try:\n    f()\nexcept:\n    pass\n"),
    (
        house.declarations_keep_their_caps,
        "villagedesk/a.py",
        "class Ledger:\n" + "    x: int\n" * 7,
    ),
    (house.no_ledger_is_special, "ui/a.py", 'if self._ledger.key == "party":\n    pass\n'),
    (house.no_ledger_is_special, "ui/a.py", 'if ledger.key in ("party", "reserve"):\n    pass\n'),
    (house.no_ledger_is_special, "ui/a.py", 'match roll.key:\n    case "seat":\n        pass\n'),
    (house.modules_have_telling_names, "ui/utils.py", MODULE),
    (house.modules_have_telling_names, "villagedesk/common/lists.py", MODULE),
    (house.tests_are_no_packages, "tests/ui/__init__.py", MODULE),
    (house.the_map_is_true, "villagedesk/new.py", MODULE),
    (house.the_map_is_true, "README.md", ORDERLY["README.md"].replace("paths.py", "gone.py")),
    (house.the_top_level_is_fixed, "scripts/a.py", MODULE),
    (
        house.nothing_names_a_machine,
        "resources/a.txt",
        "see " + "/".join(("", "home", "me", "a.txt")),
    ),
    (
        house.nothing_names_a_machine,
        "tests/a.py",
        "# " + ".".join(("files", "pythonhosted", "org")),
    ),
    (
        house.a_label_has_one_meaning,
        "villagedesk/ledgers/a.py",
        'class A:\n    since: str = when("时间")\n    until: str = when("时间")\n',
    ),
)


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_the_house_is_in_order(rule: Rule) -> None:
    assert list(rule(ROOT)) == []


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_an_orderly_house_gives_no_cause_to_complain(rule: Rule, tmp_path: Path) -> None:
    write(tmp_path, ORDERLY)
    assert list(rule(tmp_path)) == []


@pytest.mark.parametrize(
    ("rule", "path", "text"), FAULTS, ids=lambda one: getattr(one, "__name__", "")
)
def test_the_rule_sees_the_fault(rule: Rule, path: str, text: str, tmp_path: Path) -> None:
    write(tmp_path, {**ORDERLY, path: text})
    assert len(list(rule(tmp_path))) >= 1


def test_every_rule_was_shown_a_fault() -> None:
    assert {rule for rule, *_ in FAULTS} == set(house.RULES)


def test_the_doors_may_do_what_others_may_not(tmp_path: Path) -> None:
    write(tmp_path, {"ui/__main__.py": "date.today()\n", "ui/messages.py": "QMessageBox.about()\n"})
    assert not list(house.only_the_doors_read_the_clock(tmp_path))
    assert not list(house.one_module_asks_the_user(tmp_path))
