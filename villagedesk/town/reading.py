"""What one file holds for the town, read in a process of its own: rows, findings, a roster."""

import gc
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import IO, Any

from villagedesk import checks
from villagedesk.books.cover import Cover
from villagedesk.books.own import META, read_own
from villagedesk.books.reading import ReadBook, read_here
from villagedesk.books.reading.returned import SLIP
from villagedesk.books.reading.sniff import REFUSALS, sniff
from villagedesk.books.reading.worker import cap_memory
from villagedesk.books.slip import slip_of
from villagedesk.checks import Found
from villagedesk.errors import UserError
from villagedesk.norms import Rules, rules
from villagedesk.people import UNKNOWN_CODE
from villagedesk.period import Period, parse_period
from villagedesk.town.parcels import HAND
from villagedesk.town.snapshot import CellProblem, SheetSeen, Snapshot, snapshot_of


@dataclass(frozen=True)
class Terms:
    """What every file is read by: the town's rules, the villages it expects, and the day."""

    today: date
    profile: str = ""
    numbers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    villages: Mapping[str, str] = field(default_factory=dict)

    def rules(self) -> Rules:
        """The rules all villages are judged by."""
        return rules(self.profile, self.numbers)


@dataclass(frozen=True)
class RosterSeen:
    """What became of one roster that was filled by hand; without a sheet no ledger takes it."""

    rows: int
    sheets: tuple[SheetSeen, ...]
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True)
class Taken:
    """A workbook of the program: its rows, the last day it speaks of, and what falls short.

    Of a village's rosters the same, for all together, and what became of each of the `rosters`.
    """

    snapshot: Snapshot
    until: date
    findings: tuple[Found, ...]
    rosters: tuple[RosterSeen, ...] = ()


_AHEAD = timedelta(days=92)
"""How far the clocks of two computers may differ, and a period be prepared."""

_MOST_SENT = 99_999
_CODE = re.compile(r"[0-9]{12}")
_SLIP = (
    "这是镇里发的退回单，不是上报表，没有收，在它上面改的也不算数；"
    "请村里在程序里改好，重新导出一份上报表"
)
_SPOILT = "这是程序导出的上报表，但里面的标记被改坏了，请村里从程序里重新导出一份"

Answer = Taken | ReadBook | str
"""A workbook of the program, any other table, or a sentence that says why it cannot be read."""


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """The worker's side: the terms once, then one answer for each file until there are no more."""
    cap_memory()
    terms: Terms = pickle.load(requests)
    judged = terms.rules()
    gc.disable()  # nearly all of a workbook is freed without it; what is not, between two files
    gc.freeze()  # what is loaded stays, and is not looked at each time
    while True:
        try:
            content, name = pickle.load(requests)
        except EOFError:
            return
        pickle.dump(_answer(content, name, terms, judged), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
        gc.collect()


def _answer(content: bytes, name: str, terms: Terms, judged: Rules) -> Answer:
    try:
        return take(content, name, terms, judged)
    except UserError as error:
        return str(error)
    except MemoryError:
        return "文件太大，内存不够；请删掉表格以外的内容，或拆成几个小文件"
    except Exception:  # noqa: BLE001 - whatever a file does, the clerk gets a sentence
        return "文件内容和平常的表格不一样，读不出来；请用 Excel 或 WPS 打开并另存一份再试"


def take(content: bytes, name: str, terms: Terms, judged: Rules) -> Taken | ReadBook:
    """What a file holds; raises UserError with a sentence for what cannot be taken."""
    if not content:
        raise UserError("文件是空的（0 字节），请让村里重新发一份")
    if (kind := sniff(content)) in REFUSALS:
        raise UserError(REFUSALS[kind])
    book = read_own(content) if kind == "zip" else None
    if book is None:
        return _of_others(read_here(content, name))
    if SLIP in book.tabs:
        raise UserError(_SLIP)
    period = _period_of(book.cover, terms.today)
    book = replace(book, cover=replace(book.cover, period=period.text))
    village = village_of(book.cover, terms.villages)
    snapshot = snapshot_of(book, village, terms.today)
    until = min(period.end, book.cover.exported_at.date())
    found = checks.findings(snapshot.facts(), until, judged)
    return Taken(snapshot, until, tuple(one for one in found if not one.private))


def _of_others(book: ReadBook) -> ReadBook:
    """A roster that was filled by hand, or the slip of one that was put right on it.

    Raises UserError for what only looks like one.
    """
    hidden = {sheet.name: sheet for sheet in book.hidden}
    if SLIP in hidden and (META in hidden or not slip_of(hidden[SLIP]).by_hand):
        raise UserError(_SLIP)
    if META in hidden:
        raise UserError(_SPOILT)
    return book


def _period_of(cover: Cover, today: date) -> Period:
    """The period of a workbook; raises UserError where cover and calendar cannot both be right."""
    period = parse_period(cover.period)
    if not 0 <= cover.sequence <= _MOST_SENT or cover.store_id in ("", HAND):
        raise UserError(_SPOILT)
    ahead = max(cover.exported_at.date(), period.start)
    if ahead > today + _AHEAD:
        words = f"{cover.exported_at:%Y-%m-%d} 导出的 {period.text}"
        raise UserError(f"{words}，比今天晚得太多，请核对两边电脑的日期，改好后重新导出")
    return period


def village_of(cover: Cover, villages: Mapping[str, str]) -> str:
    """The code of the village a workbook is of; raises UserError where it cannot be one of ours.

    `villages`: the expected ones, code → name; where none are listed every village is taken.
    """
    if cover.code == UNKNOWN_CODE:
        same = [
            code for code, name in villages.items() if bare_name(name) == bare_name(cover.village)
        ]
        if len(same) == 1:
            return same[0]
        raise UserError(f"“{cover.village}”还没有填村代码，请村里在“设置”里填好代码再报")
    if not _CODE.fullmatch(cover.code):
        raise UserError(f"“{cover.village}”的村代码不是 12 位数字，请村里在“设置”里改好再报")
    if not villages:
        return cover.code
    if cover.code not in villages:
        raise UserError(f"“{cover.village}”（代码 {cover.code}）不在本镇的村名单里，请核对")
    named = villages[cover.code]
    if bare_name(named) != bare_name(cover.village):
        raise UserError(
            f"封面写的是“{cover.village}”，代码 {cover.code} 却是“{named}”的，请村里核对后重报"
        )
    return cover.code


def bare_name(name: str) -> str:
    """A village's name without what is added to it or left off."""
    short = name.strip()
    for ending in ("村民委员会", "村委会", "村"):
        short = short.removesuffix(ending)
    return short
