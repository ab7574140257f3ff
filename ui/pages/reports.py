"""A report laid ready for the printer, with the ways to the time before it and after it."""

from collections.abc import Callable
from datetime import date, timedelta

from ui.page import Frame
from ui.paper import Laid, lay
from villagedesk.desk import Paper
from villagedesk.period import Period, parse_period, quarter_of


def show_report(
    frame: Frame, paper_of: Callable[[str], Paper], period: Period, *, back: str
) -> None:
    """Asks the desk for the report of a period and shows it; 返回 leads to the page `back`."""

    def to(other: Period) -> Callable[[], None]:
        return lambda: show_report(frame, paper_of, other, back=back)

    def show(paper: Paper) -> None:
        is_last = period.end >= frame.desk.today
        later = None if is_last else to(after(period))
        lay(frame, Laid(paper, (back, "", ""), to(before(period)), later))

    frame.ask(lambda: paper_of(period.text), show)


def before(period: Period) -> Period:
    """The period of the same length just before."""
    return _of_kind(period, period.start - timedelta(days=1))


def after(period: Period) -> Period:
    """The period of the same length just after."""
    return _of_kind(period, period.end + timedelta(days=1))


def _of_kind(period: Period, day: date) -> Period:
    if "Q" in period.text:
        return quarter_of(day)
    return parse_period(f"{day:%Y-%m}" if "-" in period.text else f"{day:%Y}")
