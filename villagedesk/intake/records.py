"""The records of a roll that one row stands for: usually one, for posts as many as it names."""

import re
from collections.abc import Iterable
from typing import Any

from villagedesk.declare import Record
from villagedesk.intake.lines import Column, Line
from villagedesk.ledgers.committees.posts import Named, body_named, split_posts
from villagedesk.ledgers.committees.tables import Body, Seat

Values = dict[str, Any]

_OF_POSTS = re.compile("职务|任职")
_NO_POST = re.compile(".{0,2}党员|群众|是|否|√")
_OPEN_KEYS = (None, "party_post", "branch")


def spread(kind: type[Record], line: Line) -> list[Values]:
    """The values of each record of the roll that a row names, its links left out."""
    own = line.of(kind)
    if kind is not Seat or own.get("post"):
        return [own]
    words, body = str(line.raw.get("post") or ""), str(line.raw.get("body") or "")
    named = dict.fromkeys((*_split(words, body), *line.raw.get("posts", ())))
    return [{**own, "body": place, "post": post, "title": title} for place, post, title in named]


def post_columns(columns: Iterable[Column]) -> list[tuple[Column, Body]]:
    """The columns that hold the posts of one body: 党内职务, 担任职务/村委会."""
    bodies = ((column, body_named(column.label)) for column in columns)
    return [
        (column, body)
        for column, body in bodies
        if body and _OF_POSTS.search(column.header) and column.key in _OPEN_KEYS
    ]


def posts_in(words: str, body: Body) -> tuple[Named, ...]:
    """The posts of a column that is one body's; 党员 in it names none."""
    return () if _NO_POST.fullmatch(words) else split_posts(words, body=body)


def _split(words: str, body: str) -> tuple[Named, ...]:
    """所在组织 in a column of its own says what a bare 主任 or 委员 is a post of."""
    return split_posts(words, body=_body(body)) if words else ()


def _body(words: str) -> Body | None:
    if not words:
        return None
    place = body_named(words) or split_posts(f"{words}委员")[0][0]
    return None if place is Body.OTHER else place
