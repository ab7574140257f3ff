"""Which workbook stands: the same answer in whatever order they came."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from villagedesk.town.parcels import ANOTHER_STORE, HAND, WENT_BACK, Sent, stand


def sent(uid, sequence=1, *, store="a", at="2026-10-01", edited=False):
    return Sent(uid, "2026Q3", "2026-09-30", sequence, store, at, edited, f"digest-{uid}")


anything = st.lists(
    st.builds(
        Sent,
        uid=st.uuids().map(str),
        period=st.sampled_from(("2026Q3", "2026Q4")),
        until=st.sampled_from(("2026-09-30", "2026-11-22")),
        sequence=st.integers(1, 3),
        store_id=st.sampled_from(("a", "b", HAND)),
        exported_at=st.dates().map(str),
        edited=st.booleans(),
        digest=st.uuids().map(str),
    ),
    max_size=6,
)


@given(anything, st.data())
def test_the_order_makes_no_difference(those, data):
    shuffled = data.draw(st.permutations(those))
    chosen = {"2026Q3": data.draw(st.sampled_from(those)).uid} if those else {}
    assert stand(those, {}) == stand(shuffled, {})
    assert stand(those, chosen) == stand(shuffled, chosen)


def test_of_one_store_the_highest_sequence_stands():
    where = stand([sent("one"), sent("three", 3, at="2026-10-03"), sent("two", 2)], {})
    assert where.standing == {"2026Q3": ("three",)}
    assert where.conflicts == {}


def test_of_one_sequence_the_one_no_hand_touched_stands():
    where = stand([sent("a", edited=True), sent("b")], {})
    assert where.standing == {"2026Q3": ("b",)}


def test_another_store_waits_and_the_first_known_one_stands():
    where = stand([sent("new", 9, store="b", at="2026-11-01"), sent("old")], {})
    assert where.standing == {"2026Q3": ("old",)}
    assert where.conflicts == {"new": ANOTHER_STORE}


def test_a_lower_sequence_of_a_later_day_waits():
    where = stand([sent("five", 5), sent("two", 2, at="2026-10-09")], {})
    assert where.standing == {"2026Q3": ("five",)}
    assert where.conflicts == {"two": WENT_BACK}


def test_what_the_chosen_store_sends_later_follows_the_choice():
    those = [sent("five", 5), sent("back", 2, at="2026-10-09"), sent("next", 3, at="2026-10-12")]
    where = stand(those, {"2026Q3": "back"})
    assert where.standing == {"2026Q3": ("next",)}
    assert where.conflicts == {}


def test_what_was_withdrawn_is_as_if_it_had_not_come():
    assert stand([sent("one"), sent("two", 2)], {}, ["two"]) == stand([sent("one")], {})


def test_the_programs_own_workbook_goes_before_one_filled_by_hand():
    where = stand([sent("hand", 0, store=HAND, at="2026-01-01"), sent("own")], {})
    assert where.standing == {"2026Q3": ("own",)}
    assert where.conflicts == {}


def test_a_roster_of_a_later_period_does_not_take_the_ledgers_away():
    later = replace(sent("hand", 0, store=HAND), period="2026Q4", until="2026-12-31")
    where = stand([sent("own"), later], {})
    assert where.standing == {"2026Q3": ("own",), "2026Q4": ("hand",)}
    assert where.newest == ("own",)


def test_rosters_stand_together_by_their_digests():
    those = [sent(uid, 0, store=HAND) for uid in ("b", "a", "c")]
    where = stand(those, {}, ["c"])
    assert where.standing == {"2026Q3": ("a", "b")}
    assert where.newest == ("a", "b")
