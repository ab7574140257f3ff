"""Reads what stands around a table: its title, and labels such as 填报单位 and 填报时间."""

import re
from collections.abc import Iterable

from villagedesk.books.reading.grid import Grid
from villagedesk.books.reading.wording import is_end, is_footer, is_note, is_point, sum_reason
from villagedesk.kinds import clean, read_when
from villagedesk.kinds.kind import plain

_LABEL = r"[\u4e00-\u9fff](?:[ \u3000]*[\u4e00-\u9fff]){1,9}"
_PAIR = re.compile(
    rf"(?P<label>{_LABEL})[ \u3000]*(?:[（(][^）)]{{0,8}}[）)])?[ \u3000]*[:：]"
    rf"(?P<value>.*?)(?=\s+{_LABEL}[ \u3000]*(?:[（(][^）)]{{0,8}}[）)])?[ \u3000]*[:：]|$)",
    re.DOTALL,
)
_EMPTY_DATE = re.compile(r"[\s\u3000_]*年?[\s\u3000_]*月?[\s\u3000_]*日?[\s\u3000_]*")
_ASIDE = re.compile(
    r"(附件|附表|附|密级|表|样表|格式|编号)[\d一二三四五六七八九十\-—:：]*.{0,6}|共.*页|第.*页"
)
_NOUN = re.compile(r"表|册|台账|名单|清单|统计|汇总|登记|档案|信息|情况|明细|公示|公开栏")
_SENTENCE = re.compile(r"[。；;，,]")
_PLACES = {"联系电话", "公章", "盖章"}
_MOST_TITLE_ROWS = 8


def title_rows(grid: Grid, floor: int, top: int) -> tuple[int, ...]:
    """The rows above a header that belong to it; below an earlier table only lone lines do."""
    rows: list[int] = []
    for row in range(top - 1, max(floor, top - 1 - _MOST_TITLE_ROWS), -1):
        texts = list(dict.fromkeys(grid.texts(row).values()))
        if floor and texts and not _heads(texts):
            break
        rows.append(row)
    while rows and not grid.texts(rows[-1]):
        rows.pop()
    return tuple(reversed(rows))


def _heads(texts: list[str]) -> bool:
    if len(texts) > 3 or any(sum_reason(text) or is_end(text) for text in texts):
        return False
    if any(is_note(text) or (is_point(text) and _SENTENCE.search(text)) for text in texts):
        return False
    if any(is_footer(text) for text in texts):
        return all("单位" in text or "时间" in text or "日期" in text for text in texts)
    return len(texts) == 1 or all(re.search(r"[:：]", text) for text in texts)


def title_of(grid: Grid, rows: Iterable[int]) -> str | None:
    """The line that names the table: the one that says 表 or 册, else the longest lone line."""
    lines = [
        text
        for row in rows
        if len(texts := grid.texts(row)) == 1
        for text in texts.values()
        if not re.search(r"^[^（(]{0,10}[:：]", text) and not _ASIDE.fullmatch(plain(text))
    ]
    named = [line for line in lines if _NOUN.search(line)]
    best = max(named or lines, key=len, default=None)
    return tightened(best) if best else None


def tightened(text: str) -> str:
    """`花 名 册` as `花名册`: blanks between Chinese characters only stretch a line."""
    return re.sub(r"(?<=[^\x00-\x7f])[ \n\u3000]+(?=[^\x00-\x7f])", "", clean(text))


def meta_of(grid: Grid, rows: Iterable[int]) -> dict[str, str]:
    """Label → text, from cells such as `填报单位：…` or a label with its value beside it."""
    meta: dict[str, str] = {}
    for row in rows:
        values = grid.sheet.rows.get(row, {})
        cells = [(column, str(v)) for column, v in sorted(values.items()) if isinstance(v, str)]
        for column, text in cells:
            for match in _PAIR.finditer(text.strip()):
                label = "".join(match["label"].split())
                value = match["value"].strip() or _beside(grid, row, column)
                if label not in _PLACES and (shown := _meta_value(label, value)):
                    meta.setdefault(label, shown)
    return meta


def _beside(grid: Grid, row: int, column: int) -> str:
    following = [c for c in grid.texts(row) if c > column]
    text = grid.text(row, following[0]) if following else ""
    return "" if re.search(r"[:：]", text) else text


def _meta_value(label: str, value: str) -> str:
    text = re.sub(r"[（(](公章|盖章|签字|签章)[）)]", "", re.split(r"\s{4,}", value)[0])
    text = text.strip(" \u3000_。，")
    if _EMPTY_DATE.fullmatch(text):
        return ""
    if re.search(r"时间|日期", label) and (when := read_when(text).value):
        return when
    return clean(text)


def year_of(meta: dict[str, str], title: str | None) -> int | None:
    """The year a sheet speaks of, for dates that are written without one."""
    dated = [value for label, value in meta.items() if re.search(r"时间|日期|年", label)]
    for text in [*dated, title or ""]:
        if match := re.search(r"(?<!\d)(20\d{2}|19\d{2})(?!\d)", text):
            return int(match[0])
    return None
