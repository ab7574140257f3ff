"""Every finding, sifted by how grave it is, by ledger, and by whether it is explained."""

from tests.ui.pages.conftest import texts
from ui.pages.findings import FindingsPage
from ui.pages.found_rows import FoundRow


def test_every_finding_is_listed(demo, opened, worker):
    page = opened(FindingsPage(demo))
    assert len(page.findChildren(FoundRow)) == len(worker.call(demo.desk.findings))


def test_what_is_explained_can_be_hidden(demo, opened, worker, settled):
    first = worker.call(demo.desk.findings)[0]
    worker.call(lambda: demo.desk.remark(first, "镇里已批准"))
    page = opened(FindingsPage(demo))
    assert "说明：镇里已批准" in texts(page)
    page.unexplained.choose(True)
    assert first.uid not in {one.uid for one in page.shown if one.norm == first.norm}


def test_a_sieve_that_lets_nothing_through_offers_all(demo, opened):
    page = opened(FindingsPage(demo))
    page.level.choose("E")
    page.ledger.choose("households")
    assert page.shown == []
    page._show_all()
    assert len(page.shown) == len(page.found)


def test_a_village_in_order_is_told_so(frame, opened):
    page = opened(FindingsPage(frame))
    assert "各项规定都已达到，没有提醒。" in texts(page)


def test_a_rule_calls_the_supervisory_committee_as_the_village_does(frame):
    from ui.pages.found_rows import rule_words
    from villagedesk.checks import Found
    from villagedesk.declare import Level

    frame.own_words = {"村务监督委员会": "村民监督委员会"}
    rule, source = "村务监督委员会应有主任", "《村务监督委员会的指导意见》"
    found = Found("", Level.WARNING, "committees", "", "", rule, source, "")
    assert rule_words(found, frame) == "村民监督委员会应有主任 · 《村务监督委员会的指导意见》"
