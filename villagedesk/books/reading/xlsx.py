"""The .xlsx lane: zip and expat under budgets, formulas never evaluated."""

import re
from collections.abc import Iterator

from villagedesk.books.reading.formats import (
    PLAIN,
    Look,
    colour_name,
    date_precision,
    leading_zeros,
)
from villagedesk.books.reading.package import DAMAGE, Package, Relation, local
from villagedesk.books.reading.returned import without_slip
from villagedesk.books.reading.sheet import Sheet, Workbook, column_number
from villagedesk.books.reading.worksheet import SheetParser, unescape
from villagedesk.errors import UserError

_OUTSIDE = (
    ("vbaproject.bin", "文件里带有宏，没有运行"),
    ("externallinks/", "文件里有引用别的文件的公式，只取了存下的结果"),
    ("/embeddings/", "文件里嵌有别的文件，没有读取"),
    ("activex", "文件里有控件，没有运行"),
)
_SPOT = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def read_xlsx(data: bytes, *, only: str = "") -> Workbook:
    """Every worksheet of an .xlsx package, or the `only` one if it is there.

    Raises UserError, and nothing else.
    """
    try:
        return _XlsxReader(Package(data)).workbook(only)
    except DAMAGE as error:
        raise UserError("文件内容已损坏，请用 Excel 或 WPS 打开并另存一份再试") from error


def sheet_parts(package: Package) -> dict[str, str]:
    """The part of every sheet by its tab; raises UserError for a package that is no workbook."""
    reader = _XlsxReader(package)
    package.parse(reader.part, reader.take_name)
    targets = {name: reader.relations.get(relation) for name, _, relation in reader.names}
    return {name: found.target for name, found in targets.items() if found and not found.external}


class _XlsxReader:
    """Walks one package: workbook, strings, styles, sheets, comments."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = self._main_part()
        self.relations = package.relations(self.part)
        self.names: list[tuple[str, str, str]] = []
        self.since_1904 = False

    def _main_part(self) -> str:
        roots = self.package.relations("").values()
        found = (relation.target for relation in roots if relation.kind == "officeDocument")
        part = next(found, "xl/workbook.xml")
        if part not in self.package or not _is_workbook(part):
            raise UserError("这不是 Excel 表格（可能是 Word、PPT 或普通压缩包改了后缀）")
        return part

    def workbook(self, only: str = "") -> Workbook:
        self.package.parse(self.part, self.take_name)
        if not self.names:
            raise UserError("文件里没有工作表，请用 Excel 或 WPS 打开看看")
        if len(self.names) > self.package.budget.sheets:
            raise UserError(f"工作表太多（{len(self.names)} 张），请拆成几个文件")
        self.names = [one for one in self.names if only in ("", one[0])]
        if not self.names:
            return Workbook()
        strings, looks = self._strings(), self._looks()
        parser = SheetParser(self.package, strings, looks, since_1904=self.since_1904)
        book = Workbook(warnings=self._warnings())
        for name, state, relation_id in self.names:
            relation = self.relations.get(relation_id)
            if relation and relation.kind == "worksheet" and not relation.external:
                sheet = parser.read(Sheet(name, state), relation.target)
                self._read_comments(sheet, relation)
                book.sheets.append(sheet)
        return book

    def _warnings(self) -> list[str]:
        parts = self.package.parts
        return [words for mark, words in _OUTSIDE if any(mark in part for part in parts)]

    def take_name(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            state = attributes.get("state", "visible")
            self.names.append((attributes.get("name", ""), state, relation))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")

    def _target(self, kind: str) -> str | None:
        targets = (r.target for r in self.relations.values() if r.kind == kind)
        return next((target for target in targets if target in self.package), None)

    def _strings(self) -> list[str]:
        part = self._target("sharedStrings")
        return _Texts(self.package, "si").read(part) if part else []

    def _looks(self) -> list[Look]:
        part = self._target("styles")
        return _Styles().read(self.package, part) if part else []

    def _read_comments(self, sheet: Sheet, relation: Relation) -> None:
        for link in self.package.relations(relation.target).values():
            if link.kind == "comments" and link.target in self.package:
                texts = _Texts(self.package, "comment")
                for text, spot in zip(texts.read(link.target), texts.refs, strict=True):
                    match = _SPOT.fullmatch(spot)
                    if match and (said := without_slip(text).strip()):
                        sheet.comments[int(match[2]), column_number(match[1])] = said


def _is_workbook(part: str) -> bool:
    return "word" not in part and "ppt" not in part


class _Texts:
    """Collects the text of repeated elements: shared strings, comments."""

    def __init__(self, package: Package, element: str) -> None:
        self.package = package
        self.element = element
        self.texts: list[str] = []
        self.refs: list[str] = []
        self._pieces: list[str] = []
        self._length = self._total = 0
        self._open = self._phonetic = False

    def read(self, part: str) -> list[str]:
        self.package.parse(part, self._start, end=self._end, text=self._text)
        return self.texts

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == self.element:
            self.refs.append(attributes.get("ref", ""))
            self._pieces.clear()
            self._length = 0
        elif name == "t":
            self._open = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def _end(self, tag: str) -> None:
        name = local(tag)
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._phonetic = False
        elif name == self.element:
            self._keep(unescape("".join(self._pieces)))

    def _keep(self, text: str) -> None:
        self.texts.append(text)
        self._total += len(text)
        budget = self.package.budget
        if len(self.texts) > budget.strings or self._total > budget.characters:
            raise UserError("文件里的文字太多，不像一张花名册，请拆成几个小文件")

    def _text(self, data: str) -> None:
        if self._open:
            self._pieces.append(data)
            self._length += len(data)
            if self._length > self.package.budget.cell_characters:
                raise UserError("有一个单元格的文字长得不正常，请检查后再读取")


class _Styles:
    """Reads styles.xml into one `Look` per cell format."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.struck: list[bool] = []
        self.fills: list[str] = []
        self.formats: list[tuple[int, int, int]] = []
        self._path: list[str] = []

    def read(self, package: Package, part: str) -> list[Look]:
        package.parse(part, self._start, end=self._end)
        return list(self._looks())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(local(tag))
        match self._path[1:]:
            case ["numFmts", "numFmt"]:
                number = int(attributes.get("numFmtId", -1))
                self.codes[number] = attributes.get("formatCode", "")
            case ["fonts", "font"]:
                self.struck.append(False)
            case ["fonts", "font", "strike" | "dstrike"]:
                self.struck[-1] = attributes.get("val", "1") not in ("0", "false")
            case ["fills", "fill"]:
                self.fills.append("")
            case ["fills", "fill", "patternFill", "fgColor"]:
                self.fills[-1] = colour_name(attributes)
            case ["cellXfs", "xf"]:
                keys = ("numFmtId", "fontId", "fillId")
                number, font, fill = (int(attributes.get(key, 0)) for key in keys)
                self.formats.append((number, font, fill))

    def _end(self, _: str) -> None:
        self._path.pop()

    def _looks(self) -> Iterator[Look]:
        for number, font, fill in self.formats:
            code = self.codes.get(number)
            look = Look(
                date=date_precision(number, code),
                zeros=leading_zeros(code),
                struck=0 <= font < len(self.struck) and self.struck[font],
                fill=self.fills[fill] if 0 <= fill < len(self.fills) else "",
            )
            yield PLAIN if look == PLAIN else look
