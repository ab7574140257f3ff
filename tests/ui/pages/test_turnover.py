"""换届 is one action: what will happen is said before, and one undo takes it back."""

from datetime import date

import pytest

from tests.ui.pages.conftest import texts
from ui.pages import turnover_words as words
from ui.pages.turnover import TurnoverPage
from villagedesk.desk.committees import Decision
from villagedesk.ledgers.committees.tables import Body, Post


@pytest.fixture
def page(demo, opened):
    return opened(TurnoverPage(demo))


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("第九届", "第十届"),
        ("第十一届", "第十二届"),
        ("第十九届", "第二十届"),
        ("第二十一届", "第二十二届"),
        ("12届", "13届"),
        ("上一届班子", "上二届班子"),
        ("本届", ""),
    ],
)
def test_the_next_term_is_counted_on(title, following):
    assert words.next_title(title) == following


def test_a_term_runs_for_five_years():
    assert words.next_term(None, date(2024, 2, 29))["term_due_end"] == "2029-02-28"
    assert words.due_end_for("2026-03-20") == "2031-03-20"
    assert words.due_end_for("2026-13-20") == ""
    assert words.due_end_for("2026") == ""


def test_the_next_term_stands_there_already(page):
    assert page.typed()["term"] == "第十二届"
    assert page.typed()["term_start"] == "2026-11-22"
    assert len(page.decisions) == len(page.seen.seats)


def test_what_will_happen_is_said_in_words(page, settled):
    page.decisions[0].decide(Decision.ENDED)
    settled()
    assert "离任 1 个职务" in texts(page)
    page._carry_all()
    settled()
    assert "离任 1 个职务" not in texts(page)


def test_a_turn_over_is_one_step_and_one_undo(page, demo, settled, worker, went):
    ended = page.decisions[0].sitting.seat
    page.decisions[0].decide(Decision.ENDED)
    page.do.click()
    settled()
    terms = worker.call(demo.desk.terms)
    team = worker.call(lambda: demo.desk.team(date(2026, 11, 22)))
    assert terms[0].title == "第十二届"
    assert ended.person not in {
        s.person for m in team for s in m.seats if s.post == ended.post and s.body == ended.body
    }
    assert went[-1][0] == "committees"
    worker.call(demo.desk.undo)
    assert worker.call(demo.desk.terms)[0].title == "第十一届"


def test_a_newcomer_is_seated(page, demo, settled, worker):
    sitting = {one.seat.person for one in page.seen.seats}
    pick = next(
        one for one in worker.call(lambda: demo.desk.picks("person", "")) if one.uid not in sitting
    )
    page.add_newcomer()
    row = page.newcomers[0]
    row.person.show_words(pick.title, pick.uid)
    row.body.choose(Body.SUPERVISORY)
    row.post.choose(Post.MEMBER)
    settled()
    assert f"{pick.title}（监委会委员）" in texts(page)
    page.turn_over()
    settled()
    team = worker.call(lambda: demo.desk.team(date(2026, 11, 22)))
    assert pick.uid in {one.person.uid for one in team}


def test_somebody_unknown_is_explained(page, settled):
    page.add_newcomer()
    page.newcomers[0].person.show_words("没有这个人")
    page.turn_over()
    settled()
    assert "没有找到“没有这个人”" in page.error.text()
    page._drop(page.newcomers[0])
    assert page.newcomers == []


def test_days_out_of_order_are_explained_and_change_nothing(page, demo, settled, worker):
    page.fields["term_due_end"].show_words("2020-01-01")
    page.turn_over()
    settled()
    assert "应晚于开始" in page.error.text()
    assert worker.call(demo.desk.terms)[0].title == "第十一届"


def test_the_due_end_follows_the_start(page):
    page.fields["term_start"].show_words("2027-01-10")
    page._follow_start()
    assert page.typed()["term_due_end"] == "2032-01-10"


def test_decisions_survive_a_change_elsewhere(page, settled):
    page.decisions[0].decide(Decision.ENDED)
    page.refresh()
    settled()
    assert page.decisions[0].decision is Decision.ENDED


def test_a_village_without_a_term_opens_its_first(frame, opened, settled, worker):
    page = opened(TurnoverPage(frame))
    page.turn_over()
    settled()
    assert "届次没有填" in page.error.text()
    page.fields["term"].show_words("第十一届")
    page.turn_over()
    settled()
    assert [one.title for one in worker.call(frame.desk.terms)] == ["第十一届"]
