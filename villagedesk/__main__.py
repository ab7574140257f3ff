"""The command line: the user's verbs, their JSON, and exit codes 0 done, 1 found, 2 could not."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from villagedesk.desk import (
    Desk,
    SlipSeen,
    as_text,
    found_town,
    found_village,
    open_existing,
    read_dump,
    without_password,
)
from villagedesk.errors import UserError

FOUND, COULD_NOT = 1, 2

app = typer.Typer(
    name="villagedesk",
    help="村务台账：不带命令时打开窗口。STORE 是台账文件（.vdesk）或数据库地址。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Target = Annotated[str, typer.Argument(metavar="STORE", help="台账文件或数据库地址")]
AsJson = Annotated[bool, typer.Option("--json", help="写成 JSON，给别的程序读")]


def clock() -> datetime:
    """The clerk's own wall clock."""
    return datetime.now()  # noqa: DTZ005  # a village's papers carry local time


def progress(label: str) -> Callable[[int, int], None]:
    """Says on stderr how far long work is, once it has taken a second."""
    started, shown = clock(), [-1]

    def report(done: int, total: int) -> None:
        percent = 100 * done // max(total, 1)
        if (clock() - started).total_seconds() > 1 and percent // 5 != shown[0]:
            shown[0] = percent // 5
            typer.echo(f"{label} {percent}%", err=True)

    return report


@contextmanager
def opened(target: str) -> Iterator[Desk]:
    """The desk of a store, closed whatever happens."""
    desk = Desk(open_existing(target), clock)
    try:
        yield desk
    finally:
        desk.close()


@app.command()
def new(
    store: Target,
    village: Annotated[
        tuple[str, str] | None,
        typer.Option("--village", metavar="代码 村名", help="12 位代码和村名；代码不知道写 ''"),
    ] = None,
    town: Annotated[str | None, typer.Option("--town", metavar="镇名", help="镇里汇总用")] = None,
) -> None:
    """新建台账。例：villagedesk new 河湾村.vdesk --village 610326101200 河湾村"""
    if (village is None) == (town is None):
        raise UserError("请写 --village 代码 村名，或 --town 镇名，两个里选一个")
    if town is not None:
        found_town(store, name=town, now=clock()).close()
    else:
        code, name = village or ("", "")
        found_village(store, code=code, name=name, now=clock()).close()
    typer.echo(f"新台账已建好：{without_password(store)}")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="放演示台账的文件夹")],
    villages: Annotated[int, typer.Option(min=1, max=200, help="几个村")] = 1,
    people: Annotated[int, typer.Option(min=50, max=200_000, help="每村约多少人")] = 1500,
    seed: Annotated[int, typer.Option(help="同一个数做出的村一模一样")] = 1,
    faults: Annotated[str, typer.Option(help="some 带几处毛病，none 不带")] = "some",
) -> None:
    """做虚构的演示村。例：villagedesk demo 演示 --villages 3 --people 1500 --seed 7"""
    from villagedesk.demo import make

    if faults not in ("some", "none"):
        raise UserError("--faults 只能写 some 或 none")
    made = make(
        folder,
        villages=villages,
        people=people,
        seed=seed,
        faults=faults,
        report=progress("做演示村"),
    )
    for one in made:
        typer.echo(f"{one.path}  {one.name}  演示日期 {one.day.isoformat()}")


@app.command("import")
def import_(  # noqa: PLR0913  # one argument a word of the verb
    store: Target,
    book: Annotated[Path, typer.Argument(metavar="BOOK", help="花名册（.xlsx .xls .et .csv）")],
    ledger: Annotated[str | None, typer.Option(help="按哪本台账读，如 committees")] = None,
    term: Annotated[str | None, typer.Option(help="表上没写届次时用，如 第十二届")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会怎样，什么也不存")] = False,
    as_json: AsJson = False,
) -> None:
    """导入花名册。例：villagedesk import 河湾村.vdesk 党员花名册.xlsx --dry-run"""
    from villagedesk.desk.importing import as_json as plan_json
    from villagedesk.desk.importing import in_words, read_workbook

    with opened(store) as desk:
        if slip := desk.read_slip(book):
            _tell_slip(desk.slip_seen(slip), as_json=as_json)
            return
        read = read_workbook(book, report=progress("读表"))
        plan = desk.plan_import(read, ledger=ledger, term=term)
        saved = 0 if dry_run else desk.apply_import(plan).saved
        out = plan_json(plan, saved)
        typer.echo(_json(out) if as_json else in_words(plan, saved, dry_run=dry_run))
        if plan.plan.leaves_out or any(sheet["problems"] for sheet in out["sheets"]):
            raise typer.Exit(FOUND)


@app.command()
def read(
    book: Annotated[Path, typer.Argument(metavar="BOOK", help="任何一张表")],
    json_: AsJson = False,
) -> None:
    """看程序在一张表里读到了什么，不需要台账。例：villagedesk read 花名册.xlsx --json"""
    from villagedesk.desk.importing import read_workbook, reading_json

    out = reading_json(read_workbook(book, report=progress("读表")))
    if json_:
        typer.echo(_json(out))
        return
    for table in out["tables"]:
        doubts = sum(len(record["warnings"]) for record in table["records"])
        name = table["title"] or table["sheet"]
        typer.echo(f"{table['sheet']}：{name}，{len(table['records'])} 行，{doubts} 处存疑")


@app.command()
def check(
    store: Target,
    on: Annotated[str | None, typer.Option(help="哪一天，如 2026-11-22；不写是今天")] = None,
    village: Annotated[str, typer.Option(metavar="代码", help="镇里汇总台账中的哪个村")] = "",
    json_: AsJson = False,
) -> None:
    """看哪些地方不合规定。例：villagedesk check 河湾村.vdesk --on 2026-11-22"""
    with opened(store) as desk:
        if village:
            desk.choose_village(village)
        day = _day(on) if on else _demo_day(desk) or desk.today
        found, lost = desk.findings(day), desk.check_attachments().missing
    if json_:
        typer.echo(_json([_finding(one) for one in found]))
    else:
        for one in found:
            typer.echo(
                f"[{one.level}] {one.subject}：{one.message}\n    {one.rule}（{one.source}）"
            )
        typer.echo(f"{day.isoformat()} 共 {len(found)} 条")
    if lost:
        names = "、".join(one.name for one in lost)
        typer.echo(f"{len(lost)} 个附件的文件不见了：{names}。请到“备份”的“附件”里找", err=True)
    if found or lost:
        raise typer.Exit(FOUND)


@app.command()
def export(
    store: Target,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="写到哪里")],
    period: Annotated[str, typer.Option(help="期间：2026、2026Q3 或 2026-09")],
    village: Annotated[str, typer.Option(metavar="代码", help="镇里汇总台账中的哪个村")] = "",
    full_ids: Annotated[bool, typer.Option("--full-ids", help="写出完整的身份证号")] = False,
) -> None:
    """写给镇里的表。例：villagedesk export 河湾村.vdesk --period 2026Q3 上报.xlsx"""
    from villagedesk.period import parse_period

    with opened(store) as desk:
        if village:
            desk.choose_village(village)
        done = desk.export(parse_period(period), out, full_ids=full_ids, report=progress("写表"))
    typer.echo(f"已写好并核对：{done.path}")


@app.command()
def expect(
    store: Target,
    book: Annotated[
        Path, typer.Argument(metavar="BOOK", help="村名单：村代码、村名、联系人、电话")
    ],
) -> None:
    """镇里的村名单和截止日期。例：villagedesk expect 青禾镇.vdesk 村名单.xlsx"""
    with opened(store) as desk:
        villages = desk.import_expected(book)
    typer.echo(f"村名单已更新：{len(villages)} 个村")


@app.command()
def collect(
    store: Target,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="各村的表，或装着它们的文件夹")
    ],
    period: Annotated[
        str | None,
        typer.Option(help="哪一期：看还缺谁，手填的表也算这一期；写 2026、2026Q3 或 2026-09"),
    ] = None,
    json_: AsJson = False,
) -> None:
    """接收各村的表。例：villagedesk collect 青禾镇.vdesk 收到的表 --period 2026Q3"""
    from villagedesk.desk.collecting import as_json, in_words
    from villagedesk.period import parse_period

    tell = progress("接收")
    with opened(store) as desk:
        done = desk.collect(
            paths,
            period=parse_period(period) if period else None,
            report=lambda done, total, _: tell(done, total),
        )
    typer.echo(_json(as_json(done)) if json_ else in_words(done))
    if any(one.problems for one in done.files):
        raise typer.Exit(FOUND)


@app.command()
def giveback(
    store: Target,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="写到哪个文件夹")],
    period: Annotated[str, typer.Option(help="期间：2026、2026Q3 或 2026-09")],
) -> None:
    """写各村的退回单。例：villagedesk giveback 青禾镇.vdesk --period 2026Q3 退回单"""
    with opened(store) as desk:
        written = desk.write_slips(period, folder, report=progress("写退回单"))
    for path in written:
        typer.echo(str(path))
    typer.echo(f"已写好 {len(written)} 个村的退回单" if written else "没有要退回的")


@app.command()
def rollup(
    store: Target,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="写到哪里")],
    period: Annotated[str, typer.Option(help="期间：2026、2026Q3 或 2026-09")],
) -> None:
    """汇总各村报来的表。例：villagedesk rollup 青禾镇.vdesk --period 2026Q3 汇总.xlsx"""
    from villagedesk.period import parse_period

    with opened(store) as desk:
        done = desk.roll_up(parse_period(period), out, report=progress("汇总"))
    lacking = f"，没有报的：{'、'.join(done.missing)}" if done.missing else ""
    rows = sum(done.rows.values())
    typer.echo(f"已写好并核对：{done.path}（{len(done.villages)} 个村，{rows} 条{lacking}）")


@app.command()
def show(
    store: Target,
    ledger: Annotated[
        str, typer.Argument(metavar="LEDGER[.ROLL]", help="如 party 或 committees.term")
    ],
    find: Annotated[str, typer.Option(help="只看含这些字的行，可用拼音首字母")] = "",
    json_: AsJson = False,
) -> None:
    """看台账里的行，和窗口里一样。例：villagedesk show 河湾村.vdesk residents --find zjg"""
    from villagedesk.desk.wording import grid_words, roll_named

    roll = roll_named(ledger)
    with opened(store) as desk:
        faces = desk.grid_faces(roll)
        rows = [grid_words(faces, row) for row in desk.rows(roll, words=find)]
        if owners := desk.owners(roll):
            rows = [{"uid": row["uid"], "parent": owners[row["uid"]], **row} for row in rows]
    if json_:
        typer.echo(_json(rows))
        return
    for row in rows:
        typer.echo("  ".join(words for key, words in row.items() if words and key != "uid"))
    typer.echo(f"共 {len(rows)} 行")


@app.command()
def dump(
    store: Target, out: Annotated[Path, typer.Argument(metavar="OUT.json", help="写到哪里")]
) -> None:
    """把台账里的一切（除改动历史）写成 JSON。例：villagedesk dump 河湾村.vdesk 移交.json"""
    with opened(store) as desk:
        text = as_text(desk.dump())
    new = out.with_name(f"~{out.name}")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(out)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise UserError(f"写不到“{out}”，请换一个文件夹或文件名") from error
    typer.echo(f"已写好：{out}")


@app.command()
def load(
    store: Target, file: Annotated[Path, typer.Argument(metavar="IN.json", help="dump 写出的文件")]
) -> None:
    """读入移交文件。例：villagedesk load 新台账.vdesk 移交.json"""
    data = read_dump(file)
    with opened(store) as desk:
        problems = desk.load(data)
    for problem in problems:
        typer.echo(f"{problem.label}：{problem.message}", err=True)
    if problems:
        typer.echo(f"有 {len(problems)} 处不对，什么也没有存", err=True)
        raise typer.Exit(FOUND)
    typer.echo("已读入")


def _tell_slip(seen: SlipSeen, *, as_json: bool) -> None:
    from villagedesk.desk.returning import as_json as slip_json
    from villagedesk.desk.returning import in_words

    typer.echo(_json(slip_json(seen)) if as_json else in_words(seen))
    if seen.left:
        raise typer.Exit(FOUND)


def _finding(found: Any) -> dict[str, str]:
    keys = ("norm", "level", "ledger", "subject", "message", "rule", "source", "uid", "remark")
    return {key: str(getattr(found, key)) for key in keys}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"“{text}”不是日期，应写成 2026-11-22") from error


def _demo_day(desk: Desk) -> date | None:
    day = desk.store.info.get("demo_day")
    return date.fromisoformat(day) if day else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a verb; a UserError is one sentence on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        app(arguments, prog_name="villagedesk")
    except UserError as error:
        typer.echo(str(error), err=True)
        return COULD_NOT
    except SystemExit as done:
        return int(done.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
