"""The columns of a day's visits in leaves of one width: none lies beyond the edge of the sheet."""

from collections.abc import Sequence

from ui.pages.contacts_typed import HOME, ISSUE, KEYS
from ui.theme import px

ROOMY = (104, 84, 104, 76, 84, 150, 150, 92, 100)
"""Pixels a column takes at normal text size where there is room."""
LEAST = (100, 70, 86, 70, 84, 96, 96, 84, 98)
"""Pixels without which the words it usually holds, or its heading, would be cut."""
STAYS, BREAK = KEYS.index(HOME), KEYS.index(ISSUE)
"""The column every leaf begins with but the first, and the one that begins a leaf by choice."""

Leaf = tuple[int, ...]


def leaves(room: int) -> tuple[Leaf, ...]:
    """All columns on one leaf, or the visit and its problem apart, and these again where needed."""
    least = [px(width) for width in LEAST]
    if sum(least) <= room:
        return (tuple(range(len(KEYS))),)
    found: list[Leaf] = [()]
    for place in range(len(KEYS)):
        now = found[-1]
        if now and (place == BREAK or sum(least[at] for at in (*now, place)) > room):
            found.append((STAYS, place) if place > STAYS else (place,))
        else:
            found[-1] = (*now, place)
    return tuple(found)


def widths(leaf: Sequence[int], room: int) -> list[int]:
    """What each column of a leaf takes: all the room, shared as they have use for it."""
    made, roomy = [px(LEAST[at]) for at in leaf], [px(ROOMY[at]) for at in leaf]
    shares = [most - least for most, least in zip(roomy, made, strict=True)]
    if sum(roomy) <= room:
        made, shares = roomy, roomy
    spare = max(room - sum(made), 0)
    made = [width + spare * share // sum(shares) for width, share in zip(made, shares, strict=True)]
    made[-1] += spare and room - sum(made)  # what rounding left over
    return made
