"""What the worst files cost among good ones: time, memory here and in the workers, the slowest.

`VILLAGES=200` (the usual number here is 40) good workbooks and every kind of bad file.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial

import pytest

from tests.town import hostile
from tests.town.test_hostile import REFUSED, cut, roster
from tests.town.villages import NOW, handed, town
from villagedesk.town.crew import Crew
from villagedesk.town.expected import Expected
from villagedesk.town.reading import Terms

VILLAGES = int(os.environ.get("VILLAGES", "40"))
LARGE: dict[str, Callable[[bytes], bytes]] = {
    "一吉空格": lambda good: hostile.poured(
        good, hostile.part_of(good, "人员"), hostile.zeros(1024)
    ),
    "三千万空格子": lambda good: hostile.poured(
        good, hostile.part_of(good, "人员"), hostile.blanks(30_000_000)
    ),
    "百万行": lambda _: hostile.poured(
        roster(), "xl/worksheets/sheet1.xml", hostile.rows(1_000_000)
    ),
    "一吉长字": lambda good: hostile.poured(good, hostile.STRINGS, hostile.zeros(1024, b"a")),
    "零散的字": lambda good: hostile.put(
        good, hostile.STRINGS, b"<sst>" + os.urandom(20 << 20).hex().encode() + b"</sst>"
    ),
    "五十兆": lambda _: os.urandom(60 << 20),
    **{f"断在{n}%": partial(cut, part=n / 100) for n in range(5, 100, 5)},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Good workbooks, and every bad one made from the first of them."""
    folder = tmp_path_factory.mktemp("bench")
    good = handed(folder, VILLAGES, 50)
    sound = good[0].book.read_bytes()
    makers = {name: make for name, (make, _) in REFUSED.items()} | LARGE
    for name, make in makers.items():
        (folder / "in" / f"{name}.xlsx").write_bytes(make(sound))
    return folder, good, len(makers)


@pytest.mark.timeout(1800)
def test_good_files_among_all_bad_ones(folder, capsys):
    place, good, bad = folder
    desk = town(place)
    desk.expect([Expected(one.code, one.name) for one in good])
    started = time.perf_counter()
    done = desk.collect([place / "in"])
    seconds = time.perf_counter() - started
    desk.close()
    count = {status: sum(one.status == status for one in done.files) for status in
             ("new", "refused")}  # fmt: skip
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    hands = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with capsys.disabled():
        sys.stdout.write(f"\n{len(good)} good and {bad} bad in {seconds:.1f} s: {count}\n")
        sys.stdout.write(f"  memory: here {here:.0f} MB, the largest worker {hands:.0f} MB\n")
    assert count == {"new": len(good), "refused": bad}


@pytest.mark.timeout(1800)
def test_the_slowest(folder, capsys):
    place, good, _ = folder
    took = []
    with Crew(Terms(NOW.date()), 1) as crew:
        for path in sorted((place / "in").iterdir()):
            if path not in {one.book for one in good}:
                started = time.perf_counter()
                crew.read(path.read_bytes(), path.stem)
                took.append((time.perf_counter() - started, path.stem))
    with capsys.disabled():
        for seconds, name in sorted(took, reverse=True)[:8]:
            sys.stdout.write(f"  {seconds:6.1f} s  {name}\n")
    assert max(took)[0] < 60
