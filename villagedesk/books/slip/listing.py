"""The first sheet of a return slip: what is wrong, line by line, each leading to its cell."""

from collections.abc import Container, Iterator
from xml.sax.saxutils import quoteattr

from villagedesk.books.cells import clean_text
from villagedesk.books.cover import LEVEL_WORDS
from villagedesk.books.patching import MAIN, text_of
from villagedesk.books.reading.sheet import address, column_letter
from villagedesk.books.slip.looks import Looks
from villagedesk.books.slip.model import Item, Slip
from villagedesk.books.styles import LINE, lines_of
from villagedesk.declare import Level
from villagedesk.period import parse_period

_COLUMNS = (
    ("序号", 6.0, "centred"),
    ("轻重", 8.5, "centred"),
    ("表", 12.0, "centred"),
    ("位置", 10.0, "link"),
    ("对象", 11.0, "centred"),
    ("问题", 30.0, "left"),
    ("规定", 30.0, "left"),
    ("依据", 18.0, "left"),
    ("本村说明", 15.0, "left"),
    ("镇里的话", 15.0, "left"),
)
"""Label, width in half-width characters, and look of the cells."""

HEAD_ROW = 5
"""The row of the labels, printed on every page."""

_Cell = tuple[int, str | int, int]
"""Column, what it says, format."""

_LAST = len(_COLUMNS)
_WIDTH = sum(width for _, width, _ in _COLUMNS)
_FILLED, _TALLEST = 0.955, 409.0
_WHERE = "标成黄色的格子是有问题的地方：点“位置”一栏就到那里，鼠标放上去看说明。"
_IN_PROGRAM = (
    "请在程序的“导入”里打开这份表，一条一条去办，改好后从程序里重新导出上报；"
    "不要在这份表上改，改了也不算数。"
)
_BY_HAND = "请就在这份表上改，改好存盘，把这份表交回镇里；黄色和说明不用去掉。"


def list_sheet(slip: Slip, looks: Looks, sheets: Container[str]) -> str:
    """The sheet's XML; words stand in it inline, for shared strings are left as they are.

    `sheets` are those of the workbook: a line about another leads nowhere.
    """
    rows = "".join(_rows(slip, looks))
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width + 0.7}" customWidth="1"/>'
        for at, (_, width, _) in enumerate(_COLUMNS, 1)
    )
    merged = [f"A{row}:{column_letter(_LAST)}{row}" for row in (1, 3, 4)]
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    pane = f'ySplit="{HEAD_ROW}" topLeftCell="A{HEAD_ROW + 1}" activePane="bottomLeft"'
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane {pane} state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{LINE + 6}" customHeight="1"/><cols>{columns}</cols>'
        f'<sheetData>{rows}</sheetData><mergeCells count="{len(merged)}">{merges}</mergeCells>'
        f"{_hyperlinks(slip, sheets)}"
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
        "</worksheet>"
    )


def words_sheet(lines: list[str]) -> str:
    """A sheet with a text in the first cell of each row."""
    rows = "".join(_row(at, [(1, line, 0)], LINE) for at, line in enumerate(lines, 1))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _rows(slip: Slip, looks: Looks) -> Iterator[str]:
    line, right, note, head = (looks[name] for name in ("line", "line_right", "note", "head"))
    whose = f"镇：{slip.town}　　村：{slip.village}（{slip.code}）"
    which = f"期间：{parse_period(slip.period).words}　　{slip.handed_in}"
    given = f"退回日期：{slip.day.isoformat()}　　共 {len(slip.items)} 处"
    yield _row(1, [(1, f"{slip.village}退回单", looks["title"])], 34)
    yield _row(2, [(1, f"{whose}　　{which}", line), (_LAST, given, right)], 22)
    how = _WHERE + (_BY_HAND if slip.by_hand else _IN_PROGRAM)
    yield _row(3, [(1, how, note)], lines_of(how, _WIDTH * _FILLED) * LINE + 6)
    said = f"镇里的话：{slip.words}" if slip.words else ""
    high = lines_of(said, _WIDTH * _FILLED) * LINE + 6 if said else 6
    yield _row(4, [(1, said, note)], min(high, _TALLEST))
    yield _row(HEAD_ROW, [(at, c[0], head) for at, c in enumerate(_COLUMNS, 1)], LINE + 10)
    for number, item in enumerate(slip.items, 1):
        yield _item_row(number, item, looks)
    last = HEAD_ROW + len(slip.items) + 2
    signed = ((1, "经办人："), (6, "联系电话："), (8, "回复日期："))
    yield _row(last, [(at, words, line) for at, words in signed], 26)


def _item_row(number: int, item: Item, looks: Looks) -> str:
    level = LEVEL_WORDS[Level(item.level)]
    said = (item.subject, item.message, item.rule, item.source, item.remark, item.said)
    words = ("", level, item.sheet, item.place, *said)
    cells: list[_Cell] = [
        (at, text, looks["centred" if look == "link" and item.row is None else look])
        for at, (text, (_, _, look)) in enumerate(zip(words, _COLUMNS, strict=True), 1)
    ]
    rooms = (width * _FILLED - (1.5 if look == "left" else 0) for _, width, look in _COLUMNS)
    cells[0] = (1, number, looks["centred"])
    lines = max(lines_of(text, room) for text, room in zip(words, rooms, strict=True))
    return _row(HEAD_ROW + number, cells, min(lines * LINE + 8, _TALLEST))


def _row(number: int, cells: list[_Cell], high: float) -> str:
    inside = "".join(_cell(address(number, at), words, style) for at, words, style in cells)
    return f'<row r="{number}" ht="{high:g}" customHeight="1">{inside}</row>'


def _cell(at: str, words: str | int, style: int) -> str:
    styled = f' s="{style}"' if style else ""
    if not words:
        return f'<c r="{at}"{styled}/>'
    if isinstance(words, int):
        return f'<c r="{at}"{styled}><v>{words}</v></c>'
    text = f'<t xml:space="preserve">{text_of(words)}</t>'
    return f'<c r="{at}"{styled} t="inlineStr"><is>{text}</is></c>'


def _hyperlinks(slip: Slip, sheets: Container[str]) -> str:
    lines = "".join(
        f'<hyperlink ref="{address(HEAD_ROW + number, 4)}" location={_location(item)}/>'
        for number, item in enumerate(slip.items, 1)
        if item.sheet in sheets and item.row is not None
    )
    return f"<hyperlinks>{lines}</hyperlinks>" if lines else ""


def _location(item: Item) -> str:
    sheet = clean_text(item.sheet).replace("'", "''")
    return quoteattr(f"'{sheet}'!{item.column or 'A'}{item.row}")
