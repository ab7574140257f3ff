"""Looks a workbook over before a library reads it: how far it spreads, and where formulas stand."""

from collections.abc import Mapping
from types import MappingProxyType

from villagedesk.books.reading.package import Budget, Package, local
from villagedesk.books.reading.sheet import Spot, column_number
from villagedesk.books.reading.xlsx import sheet_parts
from villagedesk.errors import UserError

Formulas = Mapping[str, frozenset[Spot]]
"""Rows and columns of the cells with a formula, by tab."""

NO_FORMULAS: Formulas = MappingProxyType({})

_FAR = "表格内容散得太开，请删掉表格以外的内容再读取"
_MUCH = "表格内容太多，不像一张上报表，请核对文件"


def prescan(package: Package) -> Formulas:
    """Where formulas stand.

    Raises UserError for sheets that spread so far that a reader would ask for all the memory there
    is, and for a package that is no workbook.
    """
    tabs = sheet_parts(package)
    listed = {part.lower() for part in tabs.values()}
    sheets = listed | {name for name in package.parts if name.startswith("xl/worksheets/sheet")}
    watch = _Watch(package.budget)
    found = {part: watch.over(package, part) for part in sorted(sheets) if part in package}
    others = (name for name in package.parts if name not in sheets)
    if any(_is_large(package, name) for name in others):
        raise UserError(_MUCH)
    return {tab: found.get(part.lower(), frozenset()) for tab, part in tabs.items()}


def _is_large(package: Package, name: str) -> bool:
    return sum(map(len, package.chunks(name))) > package.budget.parsed


class _Watch:
    """Counts the cells of all sheets and remembers where it is."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._cells = 0

    def over(self, package: Package, part: str) -> frozenset[Spot]:
        """The cells of one sheet that have a formula."""
        self._row = self._column = 0
        self._formulas: set[Spot] = set()
        package.parse(part, self._start)
        return frozenset(self._formulas)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "row":
                self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case "c":
                self._cell(attributes.get("r", ""))
            case "f":
                self._formulas.add((self._row, self._column))
                return
            case _:
                return
        if self._row > self._budget.rows or self._column > self._budget.columns:
            raise UserError(_FAR)

    def _cell(self, spot: str) -> None:
        self._cells += 1
        if self._cells > self._budget.cells:
            raise UserError(_MUCH)
        letters = spot.rstrip("0123456789")
        if len(letters) > 3:
            raise UserError(_FAR)
        self._column = column_number(letters) if letters else self._column + 1
        self._row = _number(spot[len(letters) :]) if spot else self._row


def _number(digits: str) -> int:
    if len(digits) > 7:
        raise UserError(_FAR)
    return int(digits)
