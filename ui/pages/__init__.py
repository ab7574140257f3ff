"""Every page that can be shown, in the order of the navigation; each is imported when shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.page import Frame, Page
    from villagedesk.declare import Ledger

FRONT = "首页"
"""The shelf of the page a store opens with; it stands above the others and is not named."""
SYSTEM = "系统"
"""The shelf of the program's own pages."""
SHELVES = ("台账", "名册", "上报", SYSTEM)
"""The groups of the navigation."""


@dataclass(frozen=True)
class Place:
    """A page in the navigation: its key, its words, its shelf, and where its class lies.

    Without a shelf it has no button and is reached `under` another page, whose button stays lit;
    without `where` it is the ledger as any ledger is shown.
    """

    key: str
    title: str
    shelf: str
    where: str = ""
    ledger: "Ledger | None" = None
    under: str = ""

    def make(self, frame: "Frame") -> "Page":
        """The page itself."""
        page = self._made(frame)
        page.key, page.title = self.key, self.title
        return page

    def _made(self, frame: "Frame") -> "Page":
        if self.ledger is not None and not self.where:
            from ui.ledger_page import LedgerPage  # with it come the ledgers: not before due

            return LedgerPage(frame, self.ledger)
        module, _, name = self.where.partition(":")
        page: Page = getattr(import_module(module), name)(frame)
        return page


HOME = Place("home", "工作台", FRONT, "ui.pages.home:HomePage")
COLLECT = Place("collect", "汇总", FRONT, "ui.pages.collecting:CollectingPage")
PROGRAM = (
    Place("settings", "设置", SYSTEM, "ui.pages.settings:SettingsPage"),
    Place("about", "关于", SYSTEM, "ui.pages.about:AboutPage"),
)
PAPER = Place("paper", "打印", "", "ui.pages.paper:PaperPage", under="meetings")
AFTER = (
    Place("import", "导入", "上报", "ui.pages.importing:ImportPage"),
    Place("export", "报镇", "上报", "ui.pages.exporting:ExportPage"),
    *PROGRAM,
    Place("findings", "全部提醒", "", "ui.pages.findings:FindingsPage", under="home"),
    Place("slip", "退回单", "", "ui.pages.slip:SlipPage", under="import"),
    Place("turnover", "换届", "", "ui.pages.turnover:TurnoverPage", under="committees"),
    Place("merge", "合并人员", "", "ui.pages.merging:MergePage", under="residents"),
    Place("membership", "党员变动", "", "ui.pages.membership:MembershipPage", under="party"),
    PAPER,
    Place("structure", "班子结构表", "", "ui.pages.structure:StructurePage", under="committees"),
    Place("sitting", "会议记录", "", "ui.pages.sitting:SittingPage", under="meetings"),
    Place("case", "案件", "", "ui.pages.case_page:CasePage", under="mediation"),
    Place("matter", "决策事项", "", "ui.pages.decisions_matter:MatterPage", under="decisions"),
)
BY_HAND = {
    "committees": "ui.pages.team:TeamPage",
    "contacts": "ui.pages.contacts:ContactsPage",
    "decisions": "ui.pages.decisions:DecisionsPage",
    "mediation": "ui.pages.mediation:MediationPage",
    "meetings": "ui.pages.meetings:MeetingsPage",
    "party": "ui.pages.party:PartyPage",
    "reserve": "ui.pages.reserve:ReservePage",
}
"""Ledgers whose page is drawn by hand."""


def places(ledgers: "Sequence[Ledger]") -> tuple[Place, ...]:
    """Every page of a village's store, in the order of the navigation."""
    return (HOME, *_ledgers(ledgers, BY_HAND), *AFTER)


def places_of_town(ledgers: "Sequence[Ledger]") -> tuple[Place, ...]:
    """Every page of a town's store: 汇总, and the ledgers to be read, as any ledger is shown."""
    return (COLLECT, *_ledgers(ledgers, {}), *PROGRAM, replace(PAPER, under="collect"))


def _ledgers(ledgers: "Sequence[Ledger]", by_hand: Mapping[str, str]) -> Sequence[Place]:
    shown = (Place(one.key, one.title, one.shelf, by_hand.get(one.key, ""), one) for one in ledgers)
    return sorted(shown, key=lambda place: SHELVES.index(place.shelf))
