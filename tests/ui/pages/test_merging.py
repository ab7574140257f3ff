"""合并: what will happen is said before, the two become one, and one undo parts them again."""

import pytest

from tests.ui.pages.conftest import texts
from ui.pages.merging import PEOPLE, MergePage, likely_pairs


@pytest.fixture
def page(frame, opened):
    return opened(MergePage(frame))


@pytest.fixture
def two(frame, page, worker, settled):
    """The first two persons, chosen to be one."""
    keep, gone = worker.call(lambda: frame.desk.picks("person", ""))[:2]
    page.show_record(keep.uid, "")
    page.gone.show_words(gone.title, gone.uid)
    settled()
    page.refresh()
    settled()
    return keep, gone


def test_what_will_happen_is_said_first(frame, page, two, worker):
    assert f"“{two[1].title}”这一条不再有" in texts(page)
    assert "按留下的那条" in texts(page)
    assert worker.call(lambda: frame.desk.count(PEOPLE)) == 4


def test_two_become_one_and_one_undo_parts_them(frame, page, two, worker, settled):
    page.do.click()
    settled()
    assert worker.call(lambda: frame.desk.count(PEOPLE)) == 3
    worker.call(frame.desk.undo)
    assert worker.call(lambda: frame.desk.count(PEOPLE)) == 4


def test_a_person_is_not_merged_with_himself(page, two, settled):
    page.gone.show_words(two[0].title, two[0].uid)
    page._look()
    settled()
    assert "同一条记录" in page.error.text()
    assert not page.do.isEnabled()


def test_people_who_may_have_been_entered_twice_are_offered(frame, opened, settled, worker):

    for words in ({"name": "张静", "birth": "1990-05-01"}, {"name": "王伟"}):
        worker.call(lambda words=words: frame.desk.save(PEOPLE, "", words))
    pairs = worker.call(lambda: likely_pairs(frame.desk))
    assert sorted(one.name for one, _ in pairs) == ["张静", "王伟"]
    page = opened(MergePage(frame))
    page._take(*next(pair for pair in pairs if pair[0].name == "张静"))
    settled()
    assert page.keep.uid != page.gone.uid
    assert page.do.isEnabled()
