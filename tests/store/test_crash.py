"""kill -9 in the middle of commits: whatever was acknowledged is there, nothing is half there."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

WRITER = """
import itertools, sys
from datetime import datetime
from villagedesk.people import Household, Person
from villagedesk.store.database import open_store
from villagedesk.store.records import Stamp, step

store = open_store(sys.argv[1])
stamp = Stamp("试", datetime(2026, 11, 22))
for number in itertools.count():
    with step(store, "一户两人", stamp) as write:
        house = write.save(Household, {"village": "990326101200", "number": str(number)})
        for name in ("张三", "李四"):
            write.save(Person, {"village": "990326101200", "name": name, "household": house})
    print(house, flush=True)
"""
KILLS = 50
# the writers are forked from one loaded parent, so that 50 kills cost seconds, not minutes
FORKER = f"""
import os, sys
import villagedesk.store.records
code = compile({WRITER!r}, "writer", "exec")
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        out = os.open(line.strip(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        exec(code, {{}})
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks; Windows has its own job")
def test_fifty_kills_lose_no_acknowledged_household(store: object, tmp_path: Path) -> None:
    path = tmp_path / "河湾村.vdesk"
    store.close()  # type: ignore[attr-defined]
    chance, acknowledged, cut_short = random.Random(7), 0, 0
    forker = subprocess.Popen(
        [sys.executable, "-c", FORKER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert forker.stdin
    assert forker.stdout
    for kill in range(KILLS):
        acks = tmp_path / f"acks{kill}"
        print(acks, file=forker.stdin, flush=True)
        child = int(forker.stdout.readline())
        wait_for_first(acks)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        time.sleep(0.005)
        promised = acks.read_text().splitlines()
        acknowledged += len(promised)
        cut_short += look(path, promised)
    forker.stdin.close()
    forker.wait()
    forker.stdout.close()
    assert acknowledged > KILLS
    assert cut_short == 0


def wait_for_first(acks: Path) -> None:
    deadline = time.monotonic() + 20
    while not (acks.exists() and acks.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.002)


def look(path: Path, promised: list[str]) -> int:
    """Households that were promised and are gone, or that have not their two people."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
    people = dict(
        connection.execute(
            "SELECT h.uid, count(p.uid) FROM household h LEFT JOIN person p ON p.household = h.uid"
            " GROUP BY h.uid"
        ).fetchall()
    )
    connection.close()
    gone = [uid for uid in promised if len(uid) == 32 and uid not in people]
    torn = [uid for uid, count in people.items() if count != 2]
    return len(gone) + len(torn)
