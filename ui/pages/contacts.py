"""党员联系户: who looks after whom cell by cell, the day's visits, what they brought up."""

from collections.abc import Callable

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.folding import Switch
from ui.page import Frame, Overhung, Page
from ui.pages.contacts_assign import AssignPanel
from ui.pages.contacts_cover import CoverView
from ui.pages.contacts_issues import IssuesView
from ui.pages.contacts_looks import states
from ui.pages.contacts_seen import ROLLS, VisitSeen, open_issues, sentence
from ui.pages.contacts_typed import HOME, WHO, TypedVisit
from ui.pages.contacts_visits import VisitsView
from ui.pages.period_choice import months
from ui.pages.reports import show_report
from ui.paper import show_paper
from ui.parts import PageHeader, main_button, plain_button, scrolled
from ui.roll_view import RollView
from ui.theme import gap
from villagedesk.declare import face
from villagedesk.desk import Paper, Proposal
from villagedesk.ledgers.contacts.cover import (
    CellCover,
    ContactCoverage,
    HouseholdSeen,
    MemberLoad,
)
from villagedesk.ledgers.contacts.rolls import CELLS, CONTACTS, VISITS
from villagedesk.ledgers.contacts.tables import Contact, IssueState, Visit

COVER, VISIT, ISSUES, PAIRS, GRID, EVERY = range(6)
"""What is shown; the last, every visit with its record, stands behind 走访."""
NAMES = ("覆盖", "走访", "问题", "联系户", "网格")
SHEETS = {PAIRS: CONTACTS, GRID: CELLS, EVERY: VISITS}
HOUSEHOLD = "household"
"""What comes with a household that is to be visited instead of a roll."""
MAIN = {VISIT: "保存走访", PAIRS: "新增联系户", GRID: "新增网格"}
"""What the red button says; elsewhere it leads to the sheet of visits."""
FOLLOWED = {"case": "已转为调解案件", "decision": "已转为四议两公开事项", "town": "已记为上报镇"}


class ContactsPage(Page):
    """The page of the contact households, drawn by hand."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.place = COVER
        self.seen: ContactCoverage | None = None
        self._open_issues = 0
        self.new = main_button("记走访", self._press)
        self.header = PageHeader(
            "党员联系户", "", (plain_button("导入", lambda: frame.go("import")), self.new)
        )
        self.segments = Switch(NAMES)
        self.column.addWidget(self.header)
        self.column.addWidget(self.segments)
        self.cover = CoverView(lambda: self._begin_new(GRID))
        self.assign, self.issues, self.visits = AssignPanel(frame), IssuesView(), VisitsView(frame)
        self._scrolls = {
            COVER: self._scrolled(self._cover_sheet()),
            VISIT: self._scrolled(self.visits),
            ISSUES: self._scrolled(self.issues),
        }
        self._views: dict[int, RollView] = {}
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack, 1)
        self._connect()
        self._bring(COVER)

    def _scrolled(self, body: QWidget) -> tuple[QWidget, QScrollArea]:
        place = QWidget(self)
        self.column.addWidget(place, 1)
        return place, scrolled(body, Overhung(place))

    def _cover_sheet(self) -> QWidget:
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap(16))
        whole.addWidget(self.assign)
        whole.addWidget(self.cover, 1)
        return sheet

    def _connect(self) -> None:
        self.segments.chosen.connect(self._choose)
        self.cover.arranging.connect(self._arrange)
        self.cover.visiting.connect(self._begin_visit)
        self.cover.member_opened.connect(self._show_member)
        self.cover.printing.connect(self._print)
        self.cover.visits_wanted.connect(self._print_visits)
        self.cover.cells_wanted.connect(self._print_cells)
        self.assign.opened.connect(self.cover.setHidden)
        self.assign.opened.connect(self.new.setHidden)
        self.assign.done.connect(self._done)
        self.assign.dropped.connect(self.take_focus)
        self.visits.opened.connect(lambda uid: self.show_record(uid, VISITS.key))
        self.visits.all_wanted.connect(lambda: self._choose(EVERY))
        self.issues.following.connect(self._follow)
        self.issues.closing.connect(self._close)
        self.issues.opened.connect(lambda uid: self.show_record(uid, VISITS.key))
        self.issues.led.connect(lambda roll, uid: self.frame.go(ROLLS[roll][0], uid, roll))

    def refresh(self) -> None:
        desk = self.frame.desk
        self.frame.ask(desk.contact_coverage, self._show, owner=self)
        self.frame.ask(
            lambda: open_issues(desk.issue_facts(), desk.today), self._show_issues, owner=self
        )
        if self.place == VISIT:
            self.visits.refresh()
        elif self.place in SHEETS:
            self.view(self.place).refresh()

    def _show(self, seen: ContactCoverage) -> None:
        self.seen = seen
        self.header.say(sentence(seen, self._open_issues))
        self.cover.show_coverage(seen)

    def _show_issues(self, issues: tuple[VisitSeen, ...]) -> None:
        self._open_issues = len(issues)
        if self.seen is not None:
            self.header.say(sentence(self.seen, self._open_issues))
        self.issues.show_issues(issues)

    def take_focus(self) -> None:
        """The keys go to what is shown."""
        if self.place in SHEETS:
            self.view(self.place).take_focus()
        elif self.place == VISIT:
            self.visits.take_focus()
        else:
            (self.issues if self.place == ISSUES else self.cover).take_focus()

    def leave(self) -> None:
        if self.place == VISIT:
            self.visits.leave()
        for view in self._views.values():
            view.leave()

    def show_record(self, uid: str, roll: str) -> None:
        """Goes to a record; a household begins a visit to it, a member shows the coverage."""
        if uid and roll == HOUSEHOLD:
            self._visit_home(uid)
            return
        wanted = next((place for place, one in SHEETS.items() if one.key == roll), COVER)
        if not uid and wanted == EVERY:
            wanted = VISIT
        self._choose(wanted)
        if uid and wanted in SHEETS:
            self.view(wanted).show_record(uid)

    def states(self) -> dict[str, Callable[[], None]]:
        """What the pictures of this page show besides its first look."""
        return states(self)

    def view(self, place: int) -> RollView:
        """A roll's list and record, made when it is first wanted."""
        if place not in self._views:
            view = RollView(self.frame, SHEETS[place])
            self._views[place] = view
            self._stack.addWidget(view)
        return self._views[place]

    def _choose(self, place: int) -> None:
        self.leave()
        held = self.has_keys()
        self._bring(place)
        self.refresh()
        if held and not self.has_keys():
            self.take_focus()  # what had the keys is hidden now

    def _bring(self, place: int) -> None:
        self.place = place
        self.segments.choose(VISIT if place == EVERY else place)
        for shown, (held, area) in self._scrolls.items():
            held.setVisible(shown == place)
            area.setVisible(shown == place)
        self.area = self._scrolls[place][1] if place in self._scrolls else None
        self._stack.setVisible(place in SHEETS)
        if place in SHEETS:
            self._stack.setCurrentWidget(self.view(place))
        self.new.setText(MAIN.get(place, "记走访"))
        self.new.setAccessibleName(self.new.text())
        self.new.setToolTip("F8" if place == VISIT else "")
        if place != COVER:
            self.assign.hide()

    def _press(self) -> None:
        if self.place == VISIT:
            self.visits.save()
        elif self.place in (PAIRS, GRID):
            self._begin_new(self.place)
        else:
            self._choose(VISIT)
            self.take_focus()

    def _begin_new(self, place: int) -> None:
        if self.place != place:
            self._choose(place)
        self.view(place).begin_new()

    def _arrange(self, cell: CellCover) -> None:
        desk = self.frame.desk

        def begin(proposed: tuple[Proposal, ...]) -> None:
            if self.seen is not None and self.place == COVER:
                self.assign.begin(cell, self.seen.members, proposed)

        if self.place != COVER:
            self._choose(COVER)
        self.frame.ask(desk.propose_contacts, begin, owner=self)

    def _begin_visit(self, home: HouseholdSeen) -> None:
        """A visit to a household: its member and itself are filled in."""
        self._choose(VISIT)
        said = {HOME: home.head or home.number}
        links: dict[str, str | None] = {HOME: home.uid}
        if len(home.members) == 1:
            said[WHO], links[WHO] = home.member, home.members[0]
        said[face(Visit.on).key] = self.frame.desk.today.isoformat()
        self.visits.begin(TypedVisit(said, links))

    def _visit_home(self, uid: str) -> None:
        desk = self.frame.desk

        def found() -> HouseholdSeen | None:
            return next((home for home in desk.household_list() if home.uid == uid), None)

        def begin(home: HouseholdSeen | None) -> None:
            self._begin_visit(home) if home else self._choose(VISIT)

        self.frame.ask(found, begin, owner=self)

    def _show_member(self, one: MemberLoad) -> None:
        self._choose(PAIRS)
        self.view(PAIRS).chips[face(Contact.person).key].choose(one.name, one.name)

    def _print(self, one: MemberLoad) -> None:
        desk = self.frame.desk
        self._lay(lambda: desk.visit_list_paper(one.person))

    def _print_cells(self) -> None:
        self._lay(self.frame.desk.cells_paper)

    def _print_visits(self) -> None:
        desk = self.frame.desk
        show_report(self.frame, desk.visits_paper, months(desk.today)[0], back=self.key)

    def _lay(self, job: Callable[[], Paper]) -> None:
        frame, back = self.frame, (self.key, "", "")
        frame.ask(job, lambda paper: show_paper(frame, paper, back=back), owner=self)

    def _follow(self, one: VisitSeen, way: str) -> None:
        desk = self.frame.desk

        def job() -> str:
            if way == "case":
                return desk.follow_issue(one.uid, "case")
            return desk.follow_issue(one.uid, "decision" if way == "decision" else "town")

        self.frame.ask(job, lambda _: self._done(FOLLOWED[way]), owner=self)

    def _close(self, one: VisitSeen) -> None:
        """Settles it today, or on the day on which that ended in which it was handled."""
        desk = self.frame.desk
        closed = max(one.over_on, one.on) if one.over_on else desk.today.isoformat()
        typed = {
            face(Visit.state).key: str(IssueState.DONE),
            face(Visit.closed_on).key: closed,
        }
        self.frame.ask(
            lambda: desk.save(VISITS, one.uid, typed),
            lambda _: self._done(f"已办结：{one.home}反映的问题"),
            owner=self,
        )

    def _done(self, said: str) -> None:
        self.frame.say(said, undo=True)
        self.frame.changed.emit("")
        self.take_focus()
