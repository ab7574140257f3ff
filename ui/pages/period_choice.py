"""Which periods the clerk may report, and which one is meant most likely."""

from datetime import date, timedelta

from villagedesk.period import Period, parse_period, quarter_of

KINDS = ("按月", "按季", "按年")


def months(today: date) -> tuple[Period, ...]:
    """This month and the eleven before it."""
    first = today.year * 12 + today.month - 1
    return tuple(
        parse_period(f"{at // 12}-{at % 12 + 1:02}") for at in range(first, first - 12, -1)
    )


def quarters(today: date) -> tuple[Period, ...]:
    """This quarter and the seven before it."""
    first = today.year * 4 + (today.month - 1) // 3
    return tuple(parse_period(f"{at // 4}Q{at % 4 + 1}") for at in range(first, first - 8, -1))


def years(today: date) -> tuple[Period, ...]:
    """This year and the four before it."""
    return tuple(parse_period(str(year)) for year in range(today.year, today.year - 5, -1))


def periods(kind: str, today: date) -> tuple[Period, ...]:
    """The periods of one kind, the latest first."""
    return dict(zip(KINDS, (months, quarters, years), strict=True))[kind](today)


def likely(today: date) -> Period:
    """The quarter that is being reported: in its first month still the one before."""
    now = quarter_of(today)
    return quarter_of(now.start - timedelta(days=1)) if today.month == now.start.month else now
