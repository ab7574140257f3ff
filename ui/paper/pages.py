"""A paper set on sheets of A4: strips stacked until the page is full."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ui.paper.fonts import Hand
from ui.paper.marks import Ink, Mark, Sheet, Stroke, moved, set_line
from ui.paper.strips import Strip, strips_of
from villagedesk.desk.printing import Paper

A4 = 210.0, 297.0
FOOT, FOOT_BELOW = Ink(Hand.BODY, 10.5), 8.0


def sheets(paper: Paper) -> tuple[Sheet, ...]:
    """The pages of a paper, the same for the screen, a PDF and a printer."""
    width, height = reversed(A4) if paper.landscape else A4
    edge = paper.margins
    room = width - edge.left - edge.right, height - edge.top - edge.bottom
    pages = tuple(_pages(strips_of(paper, room[0]), *room))
    return tuple(
        Sheet(
            width,
            height,
            tuple(moved([*marks, *_foot(paper, f"{n} / {len(pages)}", room)], edge.left, edge.top)),
        )
        for n, marks in enumerate(pages, 1)
    )


def _foot(paper: Paper, number: str, room: tuple[float, float]) -> Iterator[Mark]:
    middle = room[1] + FOOT_BELOW
    yield set_line(number, middle, FOOT, left=0, right=room[0])
    if paper.foot:
        yield set_line(paper.foot, middle, FOOT, left=0)


@dataclass
class _Page:
    """A page being filled."""

    width: float
    height: float
    y: float = 0
    marks: list[Mark] = field(default_factory=list)
    last: Strip | None = None

    def fits(self, run: Iterable[Strip]) -> bool:
        return self.y + sum(strip.height for strip in run) <= self.height

    def take(self, strip: Strip) -> None:
        if not self.y:
            if strip.is_space:
                return
            if strip.head:
                self._put(strip.head)
        self._put(strip)

    def _put(self, strip: Strip) -> None:
        begins = strip.ruled and not (self.last and self.last.ruled)
        self.marks += [self._across()] if begins else []
        self.marks += moved(strip.marks, 0, self.y)
        self.y += strip.height
        self.marks += [self._across()] if strip.ruled and not strip.torn else []
        self.last = strip

    def ended(self) -> list[Mark]:
        """What stands on it; a row that goes on overleaf is closed below."""
        return [*self.marks, *([self._across()] if self.last and self.last.torn else [])]

    def _across(self) -> Stroke:
        return Stroke(0, self.y, self.width, self.y)


def _pages(strips: Sequence[Strip], width: float, height: float) -> Iterator[list[Mark]]:
    page = _Page(width, height)
    for run in _runs(strips):
        if all(strip.is_space for strip in run) and not page.fits(run):
            continue
        if run[0].opens:
            yield page.ended()
            page = _Page(width, height)
        if not page.fits(run) and _Page(width, height).fits(_with_head(run)):
            yield page.ended()
            page = _Page(width, height)
        for strip in run:
            if not page.fits([strip]):
                yield page.ended()
                page = _Page(width, height)
            page.take(strip)
    yield page.ended()


def _with_head(run: Sequence[Strip]) -> Iterator[Strip]:
    if run[0].head:
        yield run[0].head
    yield from run


def _runs(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    """Strips that go on the same page where one page has room for them."""
    run: list[Strip] = []
    for strip in strips:
        if strip.opens and run:
            yield run
            run = []
        run.append(strip)
        if not strip.holds:
            yield run
            run = []
    if run:
        yield run
