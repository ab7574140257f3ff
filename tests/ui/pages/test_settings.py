"""Each change of a setting is saved at once, and what cannot be is explained beside it."""

import pytest

from tests.ui.pages.conftest import texts
from ui import messages
from ui.pages.settings import SettingsPage
from villagedesk.ledgers.committees.tables import DEPARTMENTS


@pytest.fixture
def page(frame, opened):
    return opened(SettingsPage(frame))


def typed(page, key, words, settled):
    page.place.lines[key].setText(words)
    page.place.commit()
    settled()


def test_a_population_takes_effect_at_once(frame, page, settled, worker):
    typed(page, "population", "1500", settled)
    assert worker.call(frame.desk.place).population == 1500


def test_a_population_that_is_no_number_is_explained(frame, page, settled, worker):
    typed(page, "population", "很多", settled)
    assert "人口应是数字" in page.place.error.text()
    assert worker.call(frame.desk.place).population is None


def test_a_wrong_code_is_explained_beside_the_fields(page, settled):
    typed(page, "code", "123", settled)
    assert "应是 12 位数字" in page.place.error.text()


def test_a_code_learnt_later_goes_into_every_record(frame, page, settled, worker):
    typed(page, "code", "999901101201", settled)
    assert worker.call(lambda: frame.desk.village) == "999901101201"


def test_departments_are_kept_one_to_a_line(frame, page, settled, worker):
    page.departments.box.setPlainText("组织\n纪检监察\n\n组织\n税务")
    page.departments.commit()
    settled()
    assert worker.call(lambda: frame.desk.setting("departments")) == ["组织", "纪检监察", "税务"]


def test_the_usual_departments_come_back(frame, page, settled, worker):
    page.departments.changed.emit(["税务"])
    page.departments.changed.emit([])
    settled()
    assert worker.call(lambda: frame.desk.setting("departments")) == list(DEPARTMENTS)


def test_kinds_of_quarrels_are_kept_with_what_they_count_as(frame, page, settled, worker):
    page.disputes.box.setPlainText("邻里\n坟地 = 邻里")
    page.disputes.commit()
    settled()
    kept = worker.call(lambda: frame.desk.setting("dispute_kinds"))
    assert kept == {"邻里": "邻里", "坟地": "邻里"}
    page.disputes.changed.emit({})
    settled()
    assert "坟地" not in page.disputes.box.toPlainText()


def test_a_kind_that_counts_as_nothing_is_explained_and_not_kept(frame, page, settled, worker):
    page.disputes.box.setPlainText("坟地 = 邻居")
    page.disputes.commit()
    settled()
    assert "没有这一类" in page.disputes.error.text()
    assert "坟地" not in worker.call(lambda: frame.desk.setting("dispute_kinds"))


def test_the_telephone_for_notices_is_set_with_the_village(frame, page, settled, worker):
    typed(page, "phone", "0917-1234567", settled)
    assert worker.call(frame.desk.place).phone == "0917-1234567"


def test_the_supervisory_committee_takes_the_name_of_the_province(frame, page, settled, worker):
    page.labels.chosen.emit(1)
    settled()
    assert worker.call(lambda: frame.desk.setting("supervisory_label")) == "村民监督委员会"


def test_a_county_file_is_used_and_can_be_dropped(frame, page, settled, tmp_path, monkeypatch):
    file = tmp_path / "county.toml"
    file.write_text("[committees.has_a_woman]\noff = true\n", encoding="utf-8")
    monkeypatch.setattr(messages, "choose_file", lambda *_: file)
    page.rules.choose.click()
    settled()
    assert "正在用县里的规定文件" in texts(page.rules)
    page.rules.drop.click()
    settled()
    assert "程序自带的规定" in texts(page.rules)


def test_a_broken_county_file_changes_nothing(frame, page, settled, tmp_path, worker):
    file = tmp_path / "county.toml"
    file.write_text("村 =", encoding="utf-8")
    with pytest.MonkeyPatch.context():
        page.use_profile(file)
        settled()
    assert worker.call(lambda: frame.desk.setting("county_profile")) == ""


def test_text_size_and_colours_are_remembered_and_put_on(qtbot, frame, page):
    with qtbot.waitSignals([frame.restyled, frame.restyled]):
        page.sizes.chosen.emit(3)
        page.dark.chosen.emit(2)
    assert frame.memory.number("look/percent", 100) == 150
    assert frame.memory.words("look/dark") == "on"


def test_what_is_typed_is_kept_when_the_page_is_left(frame, page, settled, worker):
    page.place.lines["town"].setText("青禾镇")
    page.leave()
    settled()
    assert worker.call(frame.desk.place).town == "青禾镇"


def test_a_countys_number_is_set_where_it_stands(frame, page, settled, worker):
    page.numbers.changed.emit("reserve.posts_are_covered", "ratio", "3")
    settled()
    shown = next(one for one in page.numbers.shown if one.one.key == "ratio")
    assert (shown.one.words, "改回 2" in texts(shown)) == ("3", True)


def test_a_number_that_is_none_is_explained_below_it(page, settled):
    page.numbers.changed.emit("reserve.posts_are_covered", "ratio", "很多")
    settled()
    shown = next(one for one in page.numbers.shown if one.one.key == "ratio")
    assert "应是数字" in shown.error.text()
