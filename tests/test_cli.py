"""The command line: verbs, JSON and exit codes that others rely on."""

import json
from pathlib import Path
from typing import Any

import pytest

from villagedesk.__main__ import main

CODE = "990326101200"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["villagedesk", *map(str, words)])
        code = main()
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


@pytest.fixture
def store(run: Any, tmp_path: Path) -> Path:
    path = tmp_path / "河湾村.vdesk"
    assert run("new", path, "--village", CODE, "河湾村")[0] == 0
    return path


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from villagedesk.demo import make

    return make(tmp_path_factory.mktemp("demo"), villages=1, people=300, seed=3)[0].path


@pytest.mark.parametrize(
    "verb", ["new", "demo", "import", "read", "check", "export", "show", "dump", "load"]
)
def test_every_verb_explains_itself_with_an_example(run: Any, verb: str) -> None:
    code, out, _ = run(verb, "--help")
    assert code == 0
    assert f"villagedesk {verb}" in out


def test_new_makes_a_store_and_never_a_second_one_over_it(run: Any, store: Path) -> None:
    code, _, err = run("new", store, "--village", CODE, "河湾村")
    assert (code, "已经有了" in err) == (2, True)


def test_new_makes_a_town(run: Any, tmp_path: Path) -> None:
    assert run("new", tmp_path / "镇.vdesk", "--town", "青禾镇")[0] == 0


def test_new_wants_a_village_or_a_town(run: Any, tmp_path: Path) -> None:
    assert run("new", tmp_path / "x.vdesk")[0] == 2
    assert not (tmp_path / "x.vdesk").exists()


@pytest.mark.parametrize("verb", [["check"], ["show", "party"], ["dump", "out.json"]])
def test_no_other_verb_makes_a_store(run: Any, tmp_path: Path, verb: list[str]) -> None:
    code, _, err = run(verb[0], tmp_path / "没有.vdesk", *verb[1:])
    assert (code, "找不到" in err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_check_prints_what_the_demo_seeded(run: Any, village: Path) -> None:
    code, out, _ = run("check", village, "--json")
    found = json.loads(out)
    seeded = json.loads(village.with_suffix(".faults.json").read_text(encoding="utf-8"))
    assert code == 1
    assert {(f["norm"], f["subject"]) for f in found} == {(f["norm"], f["subject"]) for f in seeded}
    assert set(found[0]) == {
        *("norm", "level", "ledger", "subject", "message", "rule", "source", "uid", "remark"),
    }


def test_check_in_words_names_rule_and_source(run: Any, village: Path) -> None:
    code, out, _ = run("check", village, "--on", "2026-11-22")
    assert code == 1
    assert "《" in out


def test_check_of_an_empty_village_finds_something_or_nothing_but_never_breaks(
    run: Any, store: Path
) -> None:
    assert run("check", store)[0] in (0, 1)


def test_a_wrong_day_is_said_in_words(run: Any, store: Path) -> None:
    code, _, err = run("check", store, "--on", "昨天")
    assert (code, "不是日期" in err) == (2, True)


def test_show_is_masked_as_on_screen(run: Any, village: Path) -> None:
    code, out, _ = run("show", village, "residents", "--json")
    rows = json.loads(out)
    assert code == 0
    assert len(rows) > 250
    assert all("****" in row["id_number"] for row in rows if row["id_number"])


def test_show_finds_and_names_rolls(run: Any, village: Path) -> None:
    name = json.loads(run("show", village, "residents", "--json")[1])[0]["name"]
    found = json.loads(run("show", village, "residents", "--find", name, "--json")[1])
    assert all(name in row["name"] for row in found)
    assert "共 2 行" in run("show", village, "committees.term")[1]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("meetings.attendance", "meetings"),
        ("decisions.decision_stage", "decisions"),
        ("committees.review_result", "committees.review"),
    ],
)
def test_show_names_what_the_rows_of_a_part_belong_to(
    run: Any, village: Path, part: str, whole: str
) -> None:
    named = {row["parent"] for row in json.loads(run("show", village, part, "--json")[1])}
    rows = json.loads(run("show", village, whole, "--json")[1])
    assert all(named)
    assert named
    told = [" ".join(filter(None, row.values())) for row in rows]
    for title in named:
        assert any(all(word in words for word in title.split()) for words in told)


@pytest.mark.parametrize("name", ["nothing", "committees.nothing"])
def test_an_unknown_ledger_is_answered_with_the_known_ones(
    run: Any, store: Path, name: str
) -> None:
    code, _, err = run("show", store, name)
    assert code == 2
    assert "committees" in err or "seat" in err


def test_dump_and_load_hand_a_village_over(run: Any, village: Path, tmp_path: Path) -> None:
    first, second, fresh = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "新.vdesk"
    assert run("dump", village, first)[0] == 0
    assert run("new", fresh, "--village", "", "新村")[0] == 0
    assert run("load", fresh, first)[0] == 0
    assert run("dump", fresh, second)[0] == 0
    assert first.read_bytes() == second.read_bytes()


def test_load_of_bad_values_saves_nothing_and_says_which(
    run: Any, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "坏.json"
    row = {"uid": "a", "village": CODE, "name": "张三", "born": "1985-02-30"}
    file.write_text(json.dumps({"store": {}, "person": [row]}), encoding="utf-8")
    code, _, err = run("load", store, file)
    assert (code, "1985-02-30" in err) == (1, True)
    assert "共 0 行" in run("show", store, "residents")[1]


def test_demo_is_the_same_for_the_same_seed(run: Any, tmp_path: Path) -> None:
    texts = []
    for name in ("a", "b"):
        code, out, _ = run("demo", tmp_path / name, "--people", 200, "--seed", 5)
        assert (code, "演示日期 2026-11-22" in out) == (0, True)
        made = next((tmp_path / name).glob("*.vdesk"))
        run("dump", made, tmp_path / f"{name}.json")
        texts.append((tmp_path / f"{name}.json").read_bytes())
    assert texts[0] == texts[1]


def test_demo_without_faults_finds_nothing(run: Any, tmp_path: Path) -> None:
    run("demo", tmp_path, "--people", 200, "--faults", "none")
    code, out, _ = run("check", next(tmp_path.glob("*.vdesk")), "--json")
    assert (code, json.loads(out)) == (0, [])


def test_demo_knows_two_sorts_of_faults(run: Any, tmp_path: Path) -> None:
    assert run("demo", tmp_path, "--faults", "many")[0] == 2


def test_a_row_that_stays_out_is_told_by_the_exit_code(
    run: Any, store: Path, tmp_path: Path
) -> None:
    book = tmp_path / "人口.csv"
    book.write_text("姓名,电话,出生年月\n王大山,,1972.04\n李四,,\n", encoding="utf-8")
    code, out, _ = run("import", store, book, "--json")
    assert (code, json.loads(out)["saved"]) == (1, 1)
    assert [one["row"] for one in json.loads(out)["sheets"][0]["skipped"]] == [3]


def test_a_dump_that_cannot_be_put_leaves_nothing_behind(
    run: Any, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "移交.json").mkdir()
    before = sorted(tmp_path.iterdir())
    code, _, err = run("dump", store, tmp_path / "移交.json")
    assert (code, "写不到" in err) == (2, True)
    assert sorted(tmp_path.iterdir()) == before
