"""Sharing households out: near before far, light before heavy, nobody with only a few."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from villagedesk.ledgers.contacts.sharing import Asked, Near, Willing, nearness, share_out

LEAST, MOST = 5, 15


def asked(count, group="g1", cell="c1", start=0):
    return [Asked(f"{group}h{n}", group, cell) for n in range(start, start + count)]


def willing(person, load=0, *, group="g1", cell="c1", household=""):
    return Willing(person, household, group, cell, load)


def shared(homes, *people):
    given = share_out(homes, people, least=LEAST, most=MOST)
    return Counter(to.person for _, to in given)


def test_the_lighter_of_two_takes_the_household():
    assert shared(asked(1), willing("a", 7), willing("b", 6)) == {"b": 1}


def test_of_two_with_as_many_the_kin_takes_the_household():
    home = Asked("h", "g1", "c1", kin=frozenset("b"))
    assert shared([home], willing("a", 7), willing("b", 7)) == {"b": 1}
    assert shared([home], willing("a", 6), willing("b", 7)) == {"a": 1}


def test_who_has_begun_and_has_too_few_comes_first():
    assert shared(asked(1), willing("a", 9), willing("b", 4), willing("c", 0)) == {"b": 1}


def test_one_of_the_same_group_comes_before_a_lighter_one_of_the_cell():
    far = willing("far", 5, group="g2")
    assert shared(asked(1), willing("near", 14), far) == {"near": 1}
    assert shared(asked(1), willing("full", 15), far) == {"far": 1}


def test_one_of_the_cell_comes_before_one_of_elsewhere():
    cell, away = willing("cell", 9, group="g2"), willing("away", 5, group="g3", cell="c2")
    assert shared(asked(1), cell, away) == {"cell": 1}


def test_nobody_new_is_begun_with_for_a_few_households():
    assert shared(asked(4), willing("old", 6), willing("new")) == {"old": 4}
    assert shared(asked(5), willing("old", 15), willing("new")) == {"new": 5}


def test_nobody_is_to_look_after_his_own_household():
    own = willing("own", 5, household="g1h0")
    assert shared(asked(1), own, willing("other", 9)) == {"other": 1}
    assert shared(asked(1), own) == {}


def test_what_nobody_has_room_for_is_left():
    assert shared(asked(20), willing("a")) == {"a": 15}
    assert shared(asked(1)) == {}


def test_a_single_household_is_taken_by_whoever_is_there():
    assert shared(asked(1), willing("a")) == {"a": 1}


def test_how_near_somebody_lives():
    [home] = asked(1)
    assert nearness(home, willing("a")) is Near.GROUP
    assert nearness(home, willing("a", group="g2")) is Near.CELL
    assert nearness(home, willing("a", group="g2", cell="c2")) is Near.VILLAGE
    assert nearness(Asked("h", "", ""), willing("a", group="", cell="")) is Near.VILLAGE


places = st.sampled_from(["g1", "g2", "g3"])
people = st.lists(st.tuples(places, st.integers(0, 18)), max_size=8)


@given(st.lists(places, max_size=80), people)
def test_everybody_gets_what_fits_and_every_household_one_member(homes, loads):
    wanted = [Asked(f"h{n}", group, group) for n, group in enumerate(homes)]
    able = [willing(f"p{n}", load, group=g, cell=g) for n, (g, load) in enumerate(loads)]
    given = share_out(wanted, able, least=LEAST, most=MOST)
    assert len({one.household for one, _ in given}) == len(given)
    after = Counter({one.person: one.load for one in able})
    after.update(to.person for _, to in given)
    assert all(after[one.person] <= max(MOST, one.load) for one in able)
    room = sum(max(0, MOST - one.load) for one in able)
    assert len(given) == min(len(wanted), room)
