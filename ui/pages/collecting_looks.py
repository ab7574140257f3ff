"""What the pictures of the 汇总 page show besides its first look."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ui.pages.collecting_receive import ReceiveView
from ui.pages.collecting_seen import TownSeen
from ui.pages.collecting_villages import VillagesView
from villagedesk.desk.collecting import FileSeen
from villagedesk.paths import resource

Show = Callable[[str], None]


def looks(
    show_part: Show, villages: VillagesView, receive: ReceiveView
) -> dict[str, Callable[[], None]]:
    """The parts one after another, a village opened, files that were taken in and were not."""

    def village(name: str) -> None:
        show_part("上报情况")
        assert villages.seen
        villages.open(_handed(villages.seen)[0].village)
        villages.panel.choose_part(name)

    def sheets() -> None:
        villages.panel.drop()
        villages.by_sheet.choose(True)

    def received() -> None:
        show_part("接收")
        assert villages.seen
        receive.intake.show_files(_handed(villages.seen))
        receive.intake.collect((resource("changes.md"),))

    return {
        "workbooks": partial(village, "上报表"),
        "reminders": partial(village, "提醒"),
        "differences": partial(village, "和上期比"),
        "compared": villages.panel.compare,
        "sheets": sheets,
        "receive": partial(show_part, "接收"),
        "received": received,
        "findings": partial(show_part, "提醒"),
        "twins": partial(show_part, "一人两处"),
        "notices": partial(show_part, "通知"),
        "list": partial(show_part, "村名单"),
    }


def _handed(seen: TownSeen) -> tuple[FileSeen, ...]:
    return tuple(
        FileSeen(Path(f"{one.name}.xlsx"), "new", one.code, one.name, seen.period, 1, one.rows)
        for one in seen.standing.villages
        if one.parcel
    )
