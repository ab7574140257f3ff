"""What a return slip leaves in a workbook: its list, fill and words are the town's, no data."""

import re

from villagedesk.books.reading.sheet import Sheet

SLIP, LIST = "_slip", "退回单"
"""The hidden sheet of a slip, and the one that lists what is wrong."""

WARM = "FFE2A8"
"""The fill of the cells that are marked."""

SAID = "退回单第 {} 条"
"""How each of the town's words begins in a comment."""

_SAID = re.compile(r"\s*" + SAID.format(r"\d+") + "（.*", re.DOTALL)


def is_list(sheet: Sheet) -> bool:
    """Whether a sheet is the list in front of a slip, by its name and its title."""
    return sheet.name == LIST and str(sheet.rows.get(1, {}).get(1, "")).endswith(LIST)


def without_slip(comment: str) -> str:
    """What a comment says besides the town's words, which stand last in it."""
    return _SAID.sub("", comment)
