"""Papers say days and shares as people do."""

from villagedesk.books.papers.wording import day_or_blank, percent


def test_a_share_is_rounded_half_up_and_blank_where_a_number_is_missing():
    assert [percent(31, 42), percent(1, 16), percent(None, 42), percent(3, 0)] == [
        "73.8%",
        "6.3%",
        "",
        "",
    ]


def test_a_day_nobody_wrote_down_is_a_place_to_write_it():
    assert day_or_blank("2026-11") == "2026年11月"
    assert day_or_blank(None).split() == ["年", "月", "日"]
