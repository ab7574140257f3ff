"""The page of the contact households: coverage and help, a day's visits, what came of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.pages.conftest import texts
from ui.editors import Editor
from ui.pages.contacts import COVER, EVERY, ISSUES, PAIRS, VISIT, ContactsPage
from ui.pages.contacts_assign import MEMBER
from ui.pages.contacts_seen import homes_like
from ui.pages.contacts_typed import HOME, KEYS, WHO, TypedVisit
from villagedesk.declare import face
from villagedesk.ledgers.contacts.rolls import VISITS
from villagedesk.ledgers.contacts.tables import CellGroup, Contact, GridCell, IssueState, Visit
from villagedesk.ledgers.mediation.rolls import CASES
from villagedesk.people import Group, Household, PartyMember, Person, Tie
from villagedesk.store.records import step

DAY = "2026-11-20"
OURS = (Tie, Visit, Contact, CellGroup, GridCell)


@pytest.fixture
def village(demo, worker):
    """One cell over everybody's group; one household looked after, with a problem ten weeks old."""

    def build():
        desk, facts = demo.desk, demo.desk.facts()
        member = next(one.uid for one in facts.all(PartyMember))
        homes = sorted(facts.all(Household), key=lambda one: one.number)
        groups, own = facts.all(Group), {"village": desk.village}
        old = [(kind, one.uid) for kind in OURS for one in facts.all(kind)]
        with step(desk.store, "准备", desk.stamp()) as write:
            for kind, uid in old:
                write.remove(kind, uid)
            cell = write.save(GridCell, {**own, "name": "东网格"})
            for group in groups:
                write.save(CellGroup, {**own, "cell": cell, "group": group.uid})
            held = {"person": member, "household": homes[0].uid, "since": "2026-01-01"}
            write.save(Contact, {**own, **held})
            said = {"issue": "门口路灯不亮", "state": IssueState.IN_VILLAGE}
            met = {"on": "2026-05-01", "person": member, "household": homes[0].uid}
            visit = write.save(Visit, {**own, **met, **said})
        return member, [one.uid for one in homes], visit

    return worker.call(build)


@pytest.fixture
def page(demo, village, opened):
    return opened(ContactsPage(demo))


def every(worker, desk, kind):
    return worker.call(lambda: desk.facts().all(kind))


def home_named_once(worker, desk):
    """A household whose head's name no other head bears."""
    seen = worker.call(desk.household_list)
    heads = [one.head for one in seen]
    return next(one for one in seen if one.head and heads.count(one.head) == 1)


def name_of(worker, desk, uid):
    return worker.call(lambda: desk.facts().get(Person, uid).name)


def test_a_card_says_who_is_covered_and_since_when_nobody_came(page):
    card = page.cover.cards[0]
    assert card.cell.title == "东网格"
    assert card.cell.covered == 1
    assert "1/" in texts(card)
    assert "没有党员联系" in texts(card)
    assert card.late.left == 0
    assert card.late.shown == 1
    assert "没走访" in card.late.model().index(0).data(Qt.ItemDataRole.UserRole)
    assert "没办结的问题 1 件" in page.header.sentence.text()


def test_proposals_are_written_as_one_step_and_only_when_confirmed(
    demo, page, settled, worker, said
):
    without = len(page.cover.cards[0].cell.without)
    page.cover.cards[0].arrange.click()
    settled()
    assert page.assign.isVisible()
    assert page.cover.isHidden()
    assert len(page.assign.lines.lines) == without
    chosen = [one for one in page.assign.lines.lines if one.chosen]
    assert chosen
    assert all(one.why for one in chosen)
    assert len(every(worker, demo.desk, Contact)) == 1
    page.assign.confirm.click()
    settled()
    assert len(every(worker, demo.desk, Contact)) == 1 + len(chosen)
    assert f"已给 {len(chosen)} 户安排联系党员" in said
    worker.call(demo.desk.undo)
    assert len(every(worker, demo.desk, Contact)) == 1


def test_another_member_than_the_proposed_can_be_chosen(demo, page, settled, worker, village):
    page.cover.cards[0].arrange.click()
    settled()
    page.assign.lines.mark_all(chosen=False)
    page.assign.lines.change(2, member=village[0], name="某人", why="您选的", chosen=True)
    assert page.assign.confirm.text() == "安排 1 户"
    home = page.assign.lines.lines[2].home.uid
    page.assign.confirm.click()
    settled()
    assert {one.household for one in every(worker, demo.desk, Contact)} >= {home}
    assert page.assign.isHidden()
    assert page.cover.isVisible()


def test_keys_mark_a_household_and_change_its_member(page, settled, qtbot):
    page.cover.cards[0].arrange.click()
    settled()
    table, lines = page.assign.table, page.assign.lines
    assert page.window().focusWidget() is table
    before = lines.lines[0]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert lines.lines[0].chosen is not before.chosen
    table.setCurrentIndex(lines.index(0, MEMBER))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.indexWidget(table.currentIndex())
    editor.line.look_up("")
    offered = editor.line.suggestions.options
    other = next(place for place, one in enumerate(offered) if one.value != before.member)
    editor.line.suggestions.move_by(other)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert lines.lines[0].member == offered[other].value
    assert lines.lines[0].chosen
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert page.assign.isHidden()


def test_f8_saves_with_a_cell_still_open(demo, page, settled, qtbot, village):
    page._choose(VISIT)
    settled()
    who = name_of(demo.worker, demo.desk, village[0])
    page.visits.begin(TypedVisit({WHO: who, HOME: "户"}, {WHO: village[0], HOME: village[1][1]}))
    grid = page.visits.grid
    editor = grid.indexWidget(grid.currentIndex())
    editor.show_words("本人")
    grid.visits.take(grid.visits.index(0, 0), DAY, None)
    qtbot.keyClick(editor.line, Qt.Key.Key_F8)
    settled()
    latest = max(every(demo.worker, demo.desk, Visit), key=lambda one: one.on)
    assert (latest.on, latest.household, latest.met) == (DAY, village[1][1], "本人")


def test_enter_on_an_overdue_household_begins_a_visit_to_it(page, settled, village):
    page.cover.cards[0].late.opened.emit(page.cover.cards[0].late._late[0])
    settled()
    assert page.place == VISIT
    ((_, typed),) = page.visits.grid.visits.visits().items()
    assert typed.links == {HOME: village[1][0], WHO: village[0]}


def test_a_member_leads_to_the_households_he_has(page, settled):
    card = page.cover.cards[0]
    card.loads.opened.emit(card.cell.members[0])
    assert card.chosen.text().endswith("联系 1 户，少（每人 5 到 15 户）")
    card.see.click()
    settled()
    assert page.place == PAIRS
    assert len(page.view(PAIRS).model.rows) == 1


def test_a_member_takes_a_printed_list_along(page, settled, went):
    card = page.cover.cards[0]
    card.loads.opened.emit(card.cell.members[0])
    card.print.click()
    settled()
    assert went[-1][0] == "paper"
    card.loads.opened.emit(card.cell.members[-1])
    assert not card.print.isEnabled()


def test_a_days_visits_are_one_step(demo, page, settled, worker, village):
    page._choose(VISIT)
    settled()
    home, who = home_named_once(worker, demo.desk), name_of(worker, demo.desk, village[0])
    page.visits.grid.setCurrentIndex(page.visits.grid.visits.index(0, 0))
    lines = [f"{DAY}\t{who}\t{home.head}\t本人\t日常\t都好{place}" for place in range(10)]
    page.visits.grid.paste("\n".join(lines))
    page.new.click()
    settled()
    assert len(every(worker, demo.desk, Visit)) == 11
    assert not page.visits.grid.visits.visits()
    assert len(page.visits.model.rows) == 11
    worker.call(demo.desk.undo)
    assert len(every(worker, demo.desk, Visit)) == 1


def test_rows_that_cannot_be_taken_stay_and_say_why_in_the_cell(
    demo, page, settled, worker, village
):
    page._choose(VISIT)
    settled()
    home, who = home_named_once(worker, demo.desk), name_of(worker, demo.desk, village[0])
    grid = page.visits.grid
    grid.setCurrentIndex(grid.visits.index(0, 0))
    grid.paste(f"{DAY}\t{who}\t{home.head}\n{DAY}\t{who}\t没有这户")
    page.visits.save()
    settled()
    assert len(every(worker, demo.desk, Visit)) == 2
    assert list(grid.visits.visits()) == [0]
    wrong = grid.visits.index(0, KEYS.index(HOME))
    assert "没有找到“没有这户”" in grid.visits.problem_at(wrong)
    assert grid.currentIndex() == wrong
    assert grid.rowHeight(0) > grid.rowHeight(1)


def test_a_choice_that_is_none_is_said_while_it_is_typed(page, settled):
    page._choose(VISIT)
    settled()
    rows = page.visits.grid.visits
    at = rows.index(0, KEYS.index(face(Visit.reason).key))
    rows.take(at, "看看", None)
    assert rows.problem_at(at)
    rows.take(at, "日常", None)
    assert not rows.problem_at(at)


def test_a_head_line_names_the_columns_of_what_is_pasted(page, settled):
    page._choose(VISIT)
    settled()
    rows = page.visits.grid.visits
    assert rows.paste(0, 0, "户主\t日期\t没有的栏\n李某\t2026-11-01\t什么") == 1
    assert rows.visits()[0].words == {HOME: "李某", KEYS[0]: "2026-11-01"}


def test_pasting_in_an_open_cell_fills_rows(page, settled, qtbot):
    page._choose(VISIT)
    settled()
    page.take_focus()
    grid = page.visits.grid
    editor = grid.indexWidget(grid.currentIndex())
    assert isinstance(editor, Editor)
    QGuiApplication.clipboard().setText("张某\t李某\n王某\t赵某\n")
    qtbot.keyClick(editor.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    said = [one.words for one in grid.visits.visits().values()]
    assert [(one[WHO], one[HOME]) for one in said] == [("张某", "李某"), ("王某", "赵某")]


def test_enter_goes_right_and_at_the_end_to_the_next_household(page, settled, qtbot, village):
    page._choose(VISIT)
    settled()
    grid = page.visits.grid
    grid.visits.take(grid.visits.index(0, KEYS.index(WHO)), "张某", village[0])
    grid.go(0, KEYS.index(HOME) + 1)
    seen: list[object] = []
    for _ in range(len(KEYS) - KEYS.index(HOME) - 1):
        editor = grid.indexWidget(grid.currentIndex())
        editor.show_words("日常" if seen == [] else "")
        seen.append(grid.currentIndex().column())
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert seen == list(range(KEYS.index(HOME) + 1, len(KEYS)))
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, KEYS.index(HOME))
    assert grid.visits.links[1][WHO] == village[0]


def test_what_was_typed_is_there_again_after_another_page(demo, page, settled, worker):
    page._choose(VISIT)
    settled()
    rows = page.visits.grid.visits
    rows.take(rows.index(0, KEYS.index(HOME)), "李某", None)
    page._choose(COVER)
    settled()
    assert not rows.visits()
    page._choose(VISIT)
    settled()
    assert rows.visits()[0].words[HOME] == "李某"
    page.visits.grid.drop_row()
    page.visits.grid.setCurrentIndex(rows.index(0, 2))
    page.visits.grid.drop_row()
    page.leave()
    settled()
    assert worker.call(lambda: demo.desk.drafts(VISITS)) == []


def test_the_picker_offers_the_visitors_own_household_first(page, settled, village):
    page._choose(VISIT)
    settled()
    found = homes_like(page.visits.grid.homes, "", village[0])
    assert found[0].uid == village[1][0]
    assert "没走访" in found[0].hint
    head = found[0]
    assert head in homes_like(page.visits.grid.homes, head.spelt[0], "")


def test_a_problem_becomes_a_case_and_leads_there(demo, page, settled, worker, went):
    page._choose(ISSUES)
    settled()
    (row,) = page.issues.rows
    assert row.one.days > 180
    row.following.emit("case")
    settled()
    (tie,) = every(worker, demo.desk, Tie)
    assert (tie.from_uid, tie.to_roll) == (row.one.uid, "mediation_case")
    assert "看调解" in texts(page.issues)
    assert "转调解" not in texts(page.issues)
    page.issues.rows[0].led.emit(tie.to_roll, tie.to_uid)
    assert ("mediation", tie.to_uid, "mediation_case") in went


def test_a_problem_is_shown_in_hand_until_its_case_is_over_and_then_closed_on_that_day(
    demo, page, settled, worker
):
    page._choose(ISSUES)
    settled()
    page.issues.rows[0].following.emit("case")
    settled()
    (case,) = (tie.to_uid for tie in every(worker, demo.desk, Tie))
    assert "（受理调解中）" in texts(page.issues)
    assert "办理中：案件" in texts(page.issues)
    assert page.issues.rows[0].done.text() == "办结"
    over = {"closed_on": "2026-11-20", "outcome": "一方拒绝"}
    worker.call(lambda: demo.desk.save(CASES, case, {**over, "accepted_on": "2026-05-02"}))
    page.refresh()
    settled()
    assert page.issues.rows[0].done.text() == "问题已了结"
    page.issues.rows[0].done.click()
    settled()
    (visit,) = every(worker, demo.desk, Visit)
    assert (visit.state, visit.closed_on) == (IssueState.DONE, "2026-11-20")
    assert page.issues.rows == []


def test_a_problem_is_closed_with_one_press(demo, page, settled, worker, village):
    page._choose(ISSUES)
    settled()
    page.issues.rows[0].done.click()
    settled()
    (visit,) = every(worker, demo.desk, Visit)
    assert (visit.state, visit.closed_on) == (IssueState.DONE, demo.desk.today.isoformat())
    assert page.issues.rows == []


def test_a_visit_opens_with_its_record(page, settled, village):
    page.show_record(village[2], "visit")
    settled()
    assert page.place == EVERY
    assert page.view(EVERY).record.uid == village[2]


def test_enter_opens_what_a_member_has_and_another_enter_leads_there(page, qtbot):
    card = page.cover.cards[0]
    page.take_focus()
    assert page.window().focusWidget() is card.loads
    qtbot.keyClick(card.loads, Qt.Key.Key_Return)
    assert page.window().focusWidget() is card.see
    qtbot.keyClick(card.see, Qt.Key.Key_Return)
    assert page.place == PAIRS


def test_a_member_without_households_leads_nowhere_and_is_called_free(page, settled):
    card = page.cover.cards[0]
    free = next(one for one in card.cell.members if not one.households and not one.exempt)
    card.loads.opened.emit(free)
    assert "可安排" in card.chosen.text()
    assert not card.see.isEnabled()
    assert not card.print.isEnabled()


def test_enter_on_the_late_list_begins_a_visit(page, settled, qtbot):
    late = page.cover.cards[0].late
    late.setFocus()
    late.setCurrentIndex(late.model().index(0, 0))
    qtbot.keyClick(late, Qt.Key.Key_Return)
    settled()
    assert page.place == VISIT


def test_esc_leaves_a_cell_of_the_sheet_as_it_was_and_tab_goes_right(page, settled, qtbot):
    page._choose(VISIT)
    settled()
    page.take_focus()
    grid = page.visits.grid
    editor = grid.indexWidget(here := grid.currentIndex())
    qtbot.keyClicks(editor.line, "z")
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert not here.data()
    grid.go(0, KEYS.index(face(Visit.met).key))
    qtbot.keyClick(grid.indexWidget(grid.currentIndex()).line, Qt.Key.Key_Tab)
    assert grid.currentIndex().column() == KEYS.index(face(Visit.met).key) + 1


def test_enter_settles_a_problem(demo, page, settled, worker, qtbot):
    page._choose(ISSUES)
    settled()
    page.take_focus()
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    settled()
    (visit,) = every(worker, demo.desk, Visit)
    assert visit.state == IssueState.DONE
