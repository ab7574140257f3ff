"""History is chained, can be purged, and tells how things stood on a past day."""

from datetime import date, datetime

from sqlalchemy import select, text

from villagedesk.people import Person
from villagedesk.store import history
from villagedesk.store.database import Store
from villagedesk.store.records import Stamp, step, table_of

CODE = "990326101200"


def on(day: int) -> Stamp:
    return Stamp("村文书", datetime(2026, 9, day, 8, 0))


def three_changes(store: Store) -> str:
    with step(store, "新增", on(1)) as write:
        uid = write.save(Person, {"village": CODE, "name": "张三"})
    with step(store, "改", on(10)) as write:
        write.save(Person, {"uid": uid, "phone": "13800001111"})
    with step(store, "再改", on(20)) as write:
        write.save(Person, {"uid": uid, "phone": "13900002222"})
    return uid


def test_an_untouched_history_holds(store: Store) -> None:
    three_changes(store)
    with store.reading() as connection:
        assert history.broken_links(connection) == []


def test_an_altered_line_is_found(store: Store) -> None:
    three_changes(store)
    with store.writing() as connection:
        connection.execute(
            text("UPDATE change SET after = replace(after, '1380', '1370') WHERE id = 2")
        )
    with store.reading() as connection:
        assert history.broken_links(connection) == [2]


def test_a_line_taken_out_is_found(store: Store) -> None:
    three_changes(store)
    with store.writing() as connection:
        connection.execute(text("DELETE FROM change WHERE id = 2"))
    with store.reading() as connection:
        assert history.broken_links(connection) == [3]


def test_a_purged_person_leaves_the_chain_whole(store: Store) -> None:
    uid = three_changes(store)
    with store.writing() as connection:
        values = {"uid": uid}
        purged = "UPDATE change SET before = NULL, after = NULL, salt = '' WHERE uid = :uid"
        connection.execute(text(purged), values)
    with store.reading() as connection:
        assert history.broken_links(connection) == []
        assert "张三" not in str(connection.execute(text("SELECT * FROM change")).all())


def test_a_past_day_is_told_from_the_changes_since(store: Store) -> None:
    three_changes(store)
    with store.reading() as connection:
        rows = [dict(row) for row in connection.execute(select(table_of(Person))).mappings()]
        phones = [
            [row["phone"] for row in history.as_of(connection, "person", rows, date(2026, 9, day))]
            for day in (20, 19, 10, 9, 1)
        ]
        assert phones == [["13900002222"], ["13800001111"], ["13800001111"], [None], [None]]
        assert history.as_of(connection, "person", rows, date(2026, 8, 31)) == []


def test_the_latest_changes_of_a_record_come_first(store: Store) -> None:
    uid = three_changes(store)
    with store.reading() as connection:
        names = [past.name for past, _ in history.of_record(connection, uid, limit=2)]
    assert names == ["再改", "改"]
