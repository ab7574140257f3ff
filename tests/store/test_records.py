"""Everything that is saved has its history, and every step can be taken back and brought back."""

from typing import Any

import pytest
from sqlalchemy import select, text

from villagedesk.errors import UserError
from villagedesk.kinds import check_digit
from villagedesk.people import Attachment, Group, Household, PartyMember, Person
from villagedesk.store import history, records
from villagedesk.store.database import Store
from villagedesk.store.records import Stamp, step, table_of

CODE = "990326101200"
NUMBER = "99932619850307123" + check_digit("99932619850307123")


def add_person(store: Store, stamp: Stamp, name: str, **more: Any) -> str:
    with step(store, f"新增 {name}", stamp) as write:
        return write.save(Person, {"village": CODE, "name": name, **more})


def everything(store: Store) -> list[tuple[Any, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(table_of(Person)))]


def test_pinyin_birth_and_sex_follow_from_name_and_number(store: Store, stamp: Stamp) -> None:
    uid = add_person(store, stamp, "曾国强", id_no=NUMBER)
    with store.reading() as connection:
        saved = records.get(connection, Person, uid)
    assert saved
    assert (saved["initials"], saved["born"], saved["gender"]) == ("zgq", "1985-03-07", "1")


def test_a_key_begins_with_that_of_its_store(store: Store, stamp: Stamp) -> None:
    first, second = (add_person(store, stamp, name) for name in ("张三", "李四"))
    assert first != second
    assert {uid[:8] for uid in (first, second)} == {store.mark} == {store.info["store_id"][:8]}
    assert {len(uid) for uid in (first, second)} == {32}


def test_a_step_that_changes_nothing_is_not_written_down(store: Store, stamp: Stamp) -> None:
    uid = add_person(store, stamp, "张三")
    with step(store, "白忙", stamp) as write:
        write.save(Person, {"uid": uid, "name": "张三"})
    with store.reading() as connection:
        assert [s.name for s in history.undoable(connection)] == ["新增 张三"]


def test_a_step_that_fails_leaves_neither_rows_nor_history(store: Store, stamp: Stamp) -> None:
    with pytest.raises(RuntimeError), step(store, "坏", stamp) as write:
        write.save(Person, {"village": CODE, "name": "半个"})
        raise RuntimeError
    assert everything(store) == []
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM step")).scalar() == 0


def test_a_hundred_and_twenty_steps_go_back_and_come_again(store: Store, stamp: Stamp) -> None:
    states = [everything(store)]
    for number in range(120):
        add_person(store, stamp, f"人{number}")
        states.append(everything(store))
    for state in reversed(states[:-1]):
        assert records.undo(store, stamp)
        assert everything(store) == state
    assert records.undo(store, stamp) is None
    for state in states[1:]:
        assert records.redo(store, stamp)
        assert sorted(everything(store)) == sorted(state)
    assert records.redo(store, stamp) is None


def test_a_new_step_ends_what_could_be_brought_back(store: Store, stamp: Stamp) -> None:
    add_person(store, stamp, "甲")
    add_person(store, stamp, "乙")
    assert records.undo(store, stamp) == "新增 乙"
    add_person(store, stamp, "丙")
    assert records.redo(store, stamp) is None
    assert records.undo(store, stamp) == "新增 丙"
    assert records.undo(store, stamp) == "新增 甲"


def test_undo_after_redo_takes_the_same_step_back(store: Store, stamp: Stamp) -> None:
    add_person(store, stamp, "甲")
    records.undo(store, stamp)
    records.redo(store, stamp)
    assert records.undo(store, stamp) == "新增 甲"
    assert everything(store) == []


def test_what_others_point_at_is_not_removed(store: Store, stamp: Stamp) -> None:
    with step(store, "一户", stamp) as write:
        group = write.save(Group, {"village": CODE, "name": "一组"})
        write.save(Household, {"village": CODE, "number": "1", "group": group})
    told = "还有别的记录用着它，在“户”里"
    with pytest.raises(UserError, match=told), step(store, "删", stamp) as write:
        write.remove(Group, group)


def test_a_member_goes_with_the_person_and_comes_back_with_undo(store: Store, stamp: Stamp) -> None:
    uid = add_person(store, stamp, "张三")
    with step(store, "党员", stamp) as write:
        write.save(PartyMember, {"uid": uid, "village": CODE})
    with step(store, "删", stamp) as write:
        write.remove(Person, uid)
    with store.reading() as connection:
        assert records.count(connection, PartyMember) == 0
    records.undo(store, stamp)
    with store.reading() as connection:
        assert records.get(connection, PartyMember, uid)


def test_many_new_records_are_one_step(store: Store, stamp: Stamp) -> None:
    rows = [{"uid": f"u{n}", "village": CODE, "name": f"人{n}"} for n in range(500)]
    with step(store, "导入", stamp) as write:
        write.add_many(Person, rows)
    assert len(everything(store)) == 500
    assert records.undo(store, stamp) == "导入"
    assert everything(store) == []


def test_attachments_go_with_their_record_not_with_another_of_the_same_uid(
    store: Store, stamp: Stamp
) -> None:
    said = {"name": "签到", "digest": "d", "kind": "jpg", "size": 1, "added_on": "2026-11-22"}
    who = add_person(store, stamp, "王秀英")
    with step(store, "附上", stamp) as write:
        write.save(PartyMember, {"uid": who, "village": CODE})
        for roll in ("person", "party_member"):
            write.save(Attachment, {"village": CODE, "about": who, "roll": roll, **said})
    with step(store, "删除", stamp) as write:
        write.remove(PartyMember, who)
    with store.reading() as connection:
        left = [row.roll for row in records.facts(connection, CODE).all(Attachment)]
    assert left == ["person"]
