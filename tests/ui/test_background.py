"""Work is done elsewhere and its result comes back to the window's thread."""

import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from ui.background import put_away
from villagedesk.errors import UserError


def test_the_result_comes_back_on_the_windows_thread(qtbot, worker):
    seen = []
    worker.run(
        threading.current_thread, lambda there: seen.append((there, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    there, here = seen[0]
    assert here is threading.main_thread()
    assert there is not here


def test_jobs_run_one_after_another(qtbot, worker):
    order: list[object] = []
    for number in range(20):
        worker.run(lambda number=number: number, order.append)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_a_user_error_is_said(qtbot, worker):
    def job():
        raise UserError("磁盘满了，请腾出地方")

    with qtbot.waitSignal(worker.failed) as said:
        worker.run(job)
    assert said.args == ["磁盘满了，请腾出地方"]


def test_a_user_error_goes_to_whoever_asked_for_it(qtbot, worker):
    def job():
        raise UserError("没有这个文件")

    said: list[object] = []
    worker.run(job, failed=said.append)
    qtbot.waitUntil(lambda: said == ["没有这个文件"])


def test_a_bug_is_not_swallowed(qtbot, worker):
    def job():
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        worker.run(job)
        qtbot.waitUntil(lambda: worker.is_idle)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_an_answer_for_a_page_that_is_gone_is_dropped(qtbot, worker):
    import shiboken6

    owner = QObject()
    said: list[int] = []
    worker.run(lambda: 1, said.append, owner=owner)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: worker.is_idle)
    assert said == []


@pytest.mark.parametrize("put_away_is", ["asking", "around it"])
def test_nothing_is_answered_that_waits_to_be_deleted(qtbot, worker, put_away_is):
    page = QObject()
    owner = QObject(page)
    said: list[object] = []
    worker.run(lambda: 1, said.append, owner=owner)
    worker.run_long(lambda *_: 2, said.append, owner=owner, failed=said.append)
    put_away(owner if put_away_is == "asking" else page)
    qtbot.waitUntil(lambda: worker.is_idle)
    assert said == []


def test_what_is_beside_something_put_away_is_answered(qtbot, worker):
    page = QObject()
    gone, owner = QObject(page), QObject(page)
    said: list[int] = []
    put_away(gone)
    worker.run(lambda: 1, said.append, owner=owner)
    qtbot.waitUntil(lambda: said == [1])


def test_long_work_reports_and_can_be_cancelled(qtbot, worker):
    reached = threading.Event()

    def job(report, cancelled):
        report(1, 3)
        reached.set()
        while not cancelled():
            threading.Event().wait(0.005)
        return "停下了"

    ended: list[str] = []
    steps = []
    errand = worker.run_long(job, ended.append)
    errand.progressed.connect(
        lambda done, total: steps.append((done, total, threading.current_thread()))
    )
    qtbot.waitUntil(reached.is_set)
    qtbot.waitUntil(lambda: bool(steps))
    errand.cancel()
    qtbot.waitUntil(lambda: ended == ["停下了"])
    assert steps == [(1, 3, threading.main_thread())]


def test_long_work_does_not_hold_up_the_desk(qtbot, worker):
    gate = threading.Event()
    quick: list[str] = []
    worker.run_long(lambda report, cancelled: gate.wait(5))
    worker.run(lambda: "先到", quick.append)
    qtbot.waitUntil(lambda: quick == ["先到"])
    gate.set()
    qtbot.waitUntil(lambda: worker.is_idle)


def test_long_work_asks_the_desk_on_its_own_thread(qtbot, worker):
    names: list[object] = []
    worker.run(lambda: threading.current_thread().name, names.append)
    worker.run_long(lambda *_: worker.call(lambda: threading.current_thread().name), names.append)
    qtbot.waitUntil(lambda: len(names) == 2)
    assert names[0] == names[1]


def test_a_closed_worker_takes_nothing_more(qtbot, worker):
    said: list[object] = []
    worker.close()
    worker.run(lambda: 1, said.append)
    assert worker.is_idle
    assert said == []


@pytest.mark.parametrize("written", [b"", b"\0" * 400, b"[General\nwidths=\xff\xfe"])
def test_a_broken_memory_counts_as_an_empty_one(tmp_path, written):
    from ui.memory import Memory

    (tmp_path / "window.ini").write_bytes(written)
    memory = Memory(tmp_path / "window.ini")
    assert memory.number("look/percent", 100) == 100
    assert memory.numbers("widths/person") == {}


def test_memory_keeps_numbers_words_and_lists(memory):
    memory.keep("a", 3)
    memory.keep("b", "词")
    memory.keep("c", {"x": 1, "y": 2})
    assert (memory.number("a", 0), memory.words("b"), memory.numbers("c")) == (
        3,
        "词",
        {"x": 1, "y": 2},
    )
    memory.forget("a")
    assert memory.number("a", 7) == 7


def test_what_keeps_its_parts_is_stopped_and_waited_for_and_the_rest_is_waited_for(qtbot, worker):
    ended: list[str] = []

    def whole(report, cancelled):
        threading.Event().wait(0.1)
        ended.append("停了" if cancelled() else "做完了")

    def parts(report, cancelled):
        while not cancelled():
            threading.Event().wait(0.005)
        ended.append("停了")

    worker.run_long(whole)
    worker.run_long(parts).keeps_parts = True
    worker.finish_long()
    assert ended == ["做完了", "停了"]


class Asking:
    """Who asks, known to nobody else once it has asked."""

    def answer(self):
        return "答了"

    def fault(self):
        raise UserError("没有这个文件")

    def heard(self, said):
        assert said


@pytest.mark.parametrize("way", ["answer", "fault"])
def test_the_last_to_hold_who_asked_is_the_windows_thread(qtbot, worker, way):
    died: list[object] = []
    for _ in range(400):
        asking = Asking()
        weakref.finalize(asking, lambda: died.append(threading.current_thread()))
        worker.run(getattr(asking, way), asking.heard, failed=asking.heard)
    del asking
    qtbot.waitUntil(lambda: len(died) == 400)
    assert set(died) == {threading.main_thread()}
