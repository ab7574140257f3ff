"""The rules of the house that no linter knows, each a function from a source tree to complaints."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CODE = ("villagedesk", "ui")
ALL_CODE = (*CODE, "installer", "tests")

FILE_LINES, FUNCTION_LINES = 400, 40
CAPS = {"Face": 8, "Roll": 10, "Ledger": 6}
VAGUE = {"base", "common", "handler", "helper", "manager", "misc", "service", "util"}

CLOCK = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("func", "now"),
    ("time", "localtime"),
    ("time", "strftime"),
    ("time", "time"),
    ("time", "time_ns"),
    ("QDate", "currentDate"),
    ("QDateTime", "currentDateTime"),
    ("QTime", "currentTime"),
}
MAY_READ_THE_CLOCK = ("ui/__main__.py", "villagedesk/__main__.py")

DIALOGS = {"QFileDialog", "QInputDialog", "QMessageBox", "QPrintDialog"}
MAY_ASK = ("ui/messages.py",)
MAY_CATCH_ALL = (
    *("ui/crash.py", "ui/background.py"),
    *("villagedesk/books/reading/", "villagedesk/town/reading.py"),
)

TOP_LEVEL = {
    *ALL_CODE,
    "resources",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "out",
    "build",
    "dist",
}

# kept apart so that these very lines do not name what they look for
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|tmp|home|Users)/|[A-Z]:\\Users|\.\./shared")
REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com|net)\b")

Complaints = Iterator[str]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(root: Path, folders: tuple[str, ...] = CODE) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file below these folders: its path from the root, and its tree."""
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            yield file.relative_to(root).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def nodes(root: Path, folders: tuple[str, ...] = CODE) -> Iterator[tuple[str, Any]]:
    for path, tree in sources(root, folders):
        for node in ast.walk(tree):
            yield path, node


def name_of(node: ast.AST | None) -> str:
    """The last word of a dotted name: `today` of `datetime.date.today`."""
    return getattr(node, "attr", None) or getattr(node, "id", None) or ""


def files_are_short(root: Path) -> Complaints:
    for folder in ALL_CODE:
        for file in sorted((root / folder).rglob("*.py")):
            length = len(file.read_text(encoding="utf-8").splitlines())
            if length > FILE_LINES:
                yield f"{file.relative_to(root)}: {length} lines"


def functions_are_short(root: Path) -> Complaints:
    for path, node in nodes(root, ALL_CODE):
        if isinstance(node, Function) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines"


def modules_say_what_they_are_for(root: Path) -> Complaints:
    for path, tree in sources(root, ALL_CODE):
        first = (ast.get_docstring(tree) or "").split("\n\n")[0]
        if not first.endswith((".", "?")):
            yield f"{path}: the first words are not a sentence: {first!r}"


def classes_say_what_they_are(root: Path) -> Complaints:
    for path, node in nodes(root):
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node):
            yield f"{path}:{node.lineno}: {node.name} has no docstring"


def only_the_doors_read_the_clock(root: Path) -> Complaints:
    for path, node in nodes(root):
        read = isinstance(node, ast.Attribute) and (name_of(node.value), node.attr) in CLOCK
        if read and path not in MAY_READ_THE_CLOCK:
            yield f"{path}:{node.lineno}: {ast.unparse(node)}"


def one_module_asks_the_user(root: Path) -> Complaints:
    for path, node in nodes(root):
        asks = isinstance(node, ast.Name | ast.Attribute) and name_of(node) in DIALOGS
        if asks and path not in MAY_ASK:
            yield f"{path}:{node.lineno}: {name_of(node)}"


def few_catch_everything(root: Path) -> Complaints:
    for path, node in nodes(root):
        if isinstance(node, ast.ExceptHandler) and not path.startswith(MAY_CATCH_ALL):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if {"", "Exception", "BaseException"} & {name_of(one) for one in caught}:
                yield f"{path}:{node.lineno}: catches everything"


def declarations_keep_their_caps(root: Path) -> Complaints:
    for path, node in nodes(root, ("villagedesk",)):
        if isinstance(node, ast.ClassDef) and node.name in CAPS:
            count = sum(isinstance(line, ast.AnnAssign) for line in node.body)
            if count > CAPS[node.name]:
                yield f"{path}: {node.name} has {count} attributes"


def no_ledger_is_special(root: Path) -> Complaints:
    """Generic code does not ask which ledger it has; a page by hand is the way out."""
    for path, node in nodes(root):
        asked: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.Match):
            asked = [node.subject]
        keys = [one for one in asked if isinstance(one, ast.Attribute) and one.attr == "key"]
        whose = {name_of(one.value).removeprefix("_") for one in keys}
        compared_to_word = isinstance(node, ast.Match) or any(has_word(one) for one in asked)
        if compared_to_word and whose & {"ledger", "roll"}:
            yield f"{path}:{node.lineno}: {ast.unparse(node)[:60]}"


def has_word(node: ast.AST) -> bool:
    return any(
        isinstance(one, ast.Constant) and isinstance(one.value, str) for one in ast.walk(node)
    )


def modules_have_telling_names(root: Path) -> Complaints:
    for path, _ in sources(root, ALL_CODE):
        for part in Path(path).with_suffix("").parts:
            if part.rstrip("s") in VAGUE:
                yield f"{path}: {part} says nothing"


def tests_are_no_packages(root: Path) -> Complaints:
    """A `tests/ui/__init__.py` would be imported as the package `ui` itself."""
    for file in sorted((root / "tests").rglob("__init__.py")):
        yield str(file.relative_to(root))


def a_label_has_one_meaning(root: Path) -> Complaints:
    """A label stands for one key, so a header on a sheet leads to one field."""
    keys: dict[str, set[str]] = defaultdict(set)
    for path, node in nodes(root, ("villagedesk",)):
        if path.startswith(("villagedesk/ledgers/", "villagedesk/people")):
            for label, key in declared(node):
                keys[label].add(key)
    for label, meant in sorted(keys.items()):
        if len(meant) > 1:
            yield f"{label}: {', '.join(sorted(meant))}"


def declared(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The label and key of `since: When = when("任职时间", key="start")`."""
    if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call):
        words = [one.value for one in node.value.args if isinstance(one, ast.Constant)]
        given = [
            one.value.value
            for one in node.value.keywords
            if one.arg == "key" and isinstance(one.value, ast.Constant)
        ]
        if words and re.search(r"[\u4e00-\u9fff]", str(words[0])):
            yield str(words[0]), str(given[0]) if given else name_of(node.target)


def the_map_is_true(root: Path) -> Complaints:
    """The README names every module of the core and the windows, and none that is gone."""
    there = {path for path, _ in sources(root) if not path.endswith("__init__.py")}
    named = set(mapped((root / "README.md").read_text(encoding="utf-8")))
    yield from (f"not in the map: {path}" for path in sorted(there - named))
    yield from (f"in the map, not in the tree: {path}" for path in sorted(named - there))


def mapped(readme: str) -> Iterator[str]:
    """The modules of a tree drawn by indentation, two spaces a level."""
    drawing = re.search(r"## Map of the code\n.*?```\n(.*?)```", readme, re.DOTALL)
    trail: list[str] = []
    for line in drawing[1].splitlines() if drawing else ():
        name = line.split()[0] if line.strip() else ""
        trail[(len(line) - len(line.lstrip())) // 2 :] = [name]
        if name.endswith(".py") and trail[0] in {f"{folder}/" for folder in CODE}:
            yield "".join(trail)


def the_top_level_is_fixed(root: Path) -> Complaints:
    for entry in sorted(root.iterdir()):
        free = entry.name.startswith(".") or entry.suffix in {".lock", ".egg-info"}
        if not free and entry.name not in TOP_LEVEL:
            yield f"{entry.name} has no place at the top"


def nothing_names_a_machine(root: Path) -> Complaints:
    for file in written_by_us(root):
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if MACHINE.search(line) or REGISTRY.search(line):
                yield f"{file.relative_to(root)}:{number}: {line.strip()[:80]}"


def written_by_us(root: Path) -> Iterator[Path]:
    made = {"__pycache__", ".hypothesis", ".benchmarks", "node_modules"}
    for entry in sorted(root.iterdir()):
        if entry.is_file() and not entry.name.startswith(".coverage"):
            yield entry
        elif entry.name in {*ALL_CODE, "resources", ".ci"}:
            yield from (
                file
                for file in sorted(entry.rglob("*"))
                if file.is_file() and not made & set(file.parts)
            )


RULES = (
    files_are_short,
    functions_are_short,
    modules_say_what_they_are_for,
    classes_say_what_they_are,
    only_the_doors_read_the_clock,
    one_module_asks_the_user,
    few_catch_everything,
    declarations_keep_their_caps,
    no_ledger_is_special,
    modules_have_telling_names,
    tests_are_no_packages,
    a_label_has_one_meaning,
    the_map_is_true,
    the_top_level_is_fixed,
    nothing_names_a_machine,
)
