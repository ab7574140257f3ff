"""What our workbook carries beside the sheets that people read: ties, and what is attached."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from villagedesk.books.sheet import SheetPage
from villagedesk.declare import Face, Record
from villagedesk.declare.fields import table_name
from villagedesk.kinds import Text, WholeNumber
from villagedesk.people import Attachment, Tie

TITLES: Mapping[type[Record], str] = {Tie: "台账之间的联系", Attachment: "附件目录"}
BESIDE = frozenset(map(table_name, TITLES))
"""The keys of these sheets; they are very hidden, and on the cover they do not count."""

_WIDTH = 40


@cache
def faces_beside(kind: type[Record]) -> tuple[Face, ...]:
    """The columns of a table but for the village, which the cover says, under their own names."""
    return tuple(
        Face(name, WholeNumber(0) if own.annotation is int else Text(), _WIDTH, key=name)
        for name, own in kind.model_fields.items()
        if name != "village"
    )


def page_beside(kind: type[Record], rows: Iterable[Mapping[str, Any]]) -> SheetPage:
    """The sheet of a table's rows, given by column."""
    fields = faces_beside(kind)
    values = [tuple(row[face.key] for face in fields) for row in rows]
    return SheetPage(table_name(kind), TITLES[kind], fields, values, hidden=())
