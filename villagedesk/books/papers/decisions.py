"""The papers of a matter: a sheet for each of its six stages, and the notices for the wall."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from villagedesk.books.papers.masking import hidden
from villagedesk.books.papers.paper import (
    BOUND,
    Block,
    Closing,
    Form,
    Lines,
    NextPage,
    Paper,
    Passage,
    Picture,
    Signatures,
)
from villagedesk.books.papers.wording import BLANK, day_or_blank, percent
from villagedesk.kinds import Money, When
from villagedesk.ledgers.decisions.rules import body_in
from villagedesk.ledgers.decisions.tables import Decider, Decision, DecisionStage, StageKind

_SHEETS = {
    StageKind.PROPOSED: "村党组织提议记录表",
    StageKind.CONSULTED: "村“两委”会议商议记录表",
    StageKind.EXAMINED: "党员大会审议记录表",
}
_BY_LAW = "村民会议或村民代表会议"
_SIX = 6
_SIGNERS = 6
"""People who sign on one line."""
_LEAST, _MOST = 3, 5
"""Lines to sign on; more people sign the sheet of the sitting."""
_FOOT = 22
"""Characters that stand at the foot beside the number of the page."""
_ROW = 8.0
"""Millimetres of a row, so that a sheet to be filled in by hand takes one page."""

Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Held:
    """A stage as it was held; `verdict` is what the rule says of an invalid one, else ""."""

    row: DecisionStage
    verdict: str = ""


@dataclass(frozen=True)
class Step:
    """One of the four meetings: each time it was held, or nothing to be written by hand.

    `merged` names the sheet on which it stands together with its neighbour.
    """

    kind: StageKind
    held: tuple[Held, ...] = ()
    merged: bool = False


@dataclass(frozen=True)
class Course:
    """A matter with its four meetings; `days` and `result_days` are those for which decision and
    result hang, if they are known."""

    village: str
    matter: Decision
    steps: tuple[Step, ...]
    days: int | None = None
    result_days: int | None = None
    supervisors: str = "村务监督委员会"
    phone: str = ""
    photos: tuple[tuple[Path, str], ...] = ()
    """Files and names of the photos of what hung."""


def stage_sheets(course: Course) -> Paper:
    """“四议两公开” of one matter: each stage on a page, a stage held anew on a page more, and at
    the end the photos of what hung."""
    pages = [*_meetings(course), *_publications(course), *_photos(course)]
    title, first = pages[0]
    rest = [block for name, blocks in pages[1:] for block in (NextPage(name), *blocks)]
    foot = f"{course.matter.number} {course.matter.title}"
    return Paper(title, (*first, *rest), foot=_brief(foot), margins=BOUND)


def _brief(words: str) -> str:
    return words if len(words) <= _FOOT else f"{words[: _FOOT - 1]}…"


Page = tuple[str, tuple[Block, ...]]


def _meetings(course: Course) -> Iterator[Page]:
    for number, step in enumerate(course.steps, 1):
        title = _SHEETS.get(step.kind) or f"{course.matter.decider or _BY_LAW}决议记录表"
        for time, held in enumerate(step.held or (_unwritten(step),), 1):
            again = f"（第 {time} 次）" if len(step.held) > 1 else ""
            yield title, (_place(course, number, again), *_meeting(course, step, held))


def _place(course: Course, number: int, again: str = "") -> Lines:
    return _headed(course, f"第 {number} 表（共 {_SIX} 表）{again}")


def _headed(course: Course, said: str) -> Lines:
    return Lines((f"{course.village}“四议两公开”　{said}",))


def _unwritten(step: Step) -> Held:
    """A stage of which nothing is known yet."""
    return Held(DecisionStage(uid="", village="", decision="", kind=step.kind))


def _meeting(course: Course, step: Step, held: Held) -> Iterator[Block]:
    row = held.row
    most = _MOST if row.words and not (row.went_on or row.supervision) else _MOST - 1
    yield Form((*_matter(course.matter), *_counted(step, held)), _ROW)
    yield _told("内容和会议意见", row.words, lines=3)
    if row.went_on:
        yield Passage("无效后继续的原因", row.went_on)
    to_sign = -(-(row.present or 0) // _SIGNERS)
    yield Passage("参会人员签字", blank_lines=min(most, max(_LEAST, to_sign)))
    yield Passage("乡镇参会人员签字（含职务）", blank_lines=1)
    yield _told("监督意见", row.supervision, lines=1)


def _matter(matter: Decision) -> Iterator[Row]:
    yield ("动议事由", matter.motion or ""), ("动议日期", day_or_blank(matter.raised_on))
    yield (("事项", matter.title),)


def _counted(step: Step, held: Held) -> Iterator[Row]:
    row = held.row
    yield ("时间", day_or_blank(row.held_on)), ("会议形式", row.form or "")
    yield (("地点", row.place or ""),)
    yield _turnout("", row.expected, row.present)
    if step.kind is StageKind.EXAMINED or _is_vote_of_some(row):
        yield _turnout("有表决权", row.voters_expected, row.voters_present)
    votes = ("赞成", row.yes), ("反对", row.no), ("弃权", row.abstained)
    yield tuple((name, _many(number, "票")) for name, number in votes)
    yield (("结果", _merged(step.kind) if step.merged else _result(held)),)


def _merged(kind: StageKind) -> str:
    proposed = kind is StageKind.PROPOSED
    other = StageKind.CONSULTED if proposed else StageKind.PROPOSED
    return f"提议和商议合并进行，见{other}记录表"


def _turnout(whose: str, expected: int | None, present: int | None) -> Row:
    names = [f"{name}{whose}" for name in ("应到", "实到")]
    numbers = _many(expected, "人"), _many(present, "人")
    return (*zip(names, numbers, strict=True), ("比例", percent(present, expected)))


def _many(number: int | None, unit: str) -> str:
    return "" if number is None else f"{number} {unit}"


def _result(held: Held) -> str:
    """As it was recorded; beside it what the rule says of a stage that does not stand."""
    ruled, said = f"按规定，{held.verdict}" if held.verdict else "", _passed(held.row)
    if held.row.passed is False and ruled.endswith(said):
        return ruled
    return "；".join(filter(None, (said, ruled)))


def _passed(row: DecisionStage) -> str:
    return "" if row.passed is None else "通过" if row.passed else "没有通过"


def _told(heading: str, words: str | None, *, lines: int) -> Passage:
    said = (words or "").strip()
    return Passage(heading, said, blank_lines=0 if said else lines)


def _publications(course: Course) -> Iterator[Page]:
    """What the supervisors said stands on the last of the two that there was."""
    matter = course.matter
    ended = bool(matter.result_on)
    resolved = (
        _place(course, 5),
        Form((*_matter(matter), *_published(course)), _ROW),
        _told("公开的决议", _resolved_words(course), lines=3),
        _told("收到的意见", matter.objections, lines=2),
        _told("意见处理情况", matter.handling, lines=2),
        *_supervised(matter, here=not ended),
    )
    result = (
        _place(course, _SIX),
        Form((*_matter(matter), *_finished(course)), _ROW),
        _told("实施结果", matter.result, lines=2),
        _told("收到的意见", matter.result_objections, lines=1),
        _told("意见处理情况", matter.result_handling, lines=1),
        *_supervised(matter, here=ended),
    )
    yield "决议公开记录表", resolved
    yield "实施结果公开记录表", result


def _supervised(matter: Decision, *, here: bool) -> Iterator[Block]:
    said, name = (matter.supervision, matter.supervisor) if here else (None, None)
    yield _told("监督意见", said, lines=2)
    yield Signatures((f"监督签字人（{name}）" if name else "监督签字人",))


def _published(course: Course) -> Iterator[Row]:
    matter = course.matter
    yield ("公开日期", day_or_blank(matter.published_on)), ("公开方式", matter.ways or "")
    days = _many(course.days, "天")
    yield ("公示截止", day_or_blank(matter.published_until)), ("公示天数", days)
    yield (("公开地点", matter.places or ""),)


def _finished(course: Course) -> Iterator[Row]:
    matter, days = course.matter, _many(course.result_days, "天")
    yield ("合同编号", matter.contract or ""), ("合同金额", _yuan(matter.price))
    yield ("合同对方", matter.partner or ""), ("涉及金额", _yuan(matter.amount))
    yield ("计划完成", day_or_blank(matter.due_on)), ("验收日期", day_or_blank(matter.accepted_on))
    yield (("验收情况", matter.acceptance or ""),)
    yield ("公开日期", day_or_blank(matter.result_on)), ("公开方式", matter.result_ways or "")
    yield ("公示截止", day_or_blank(matter.result_until)), ("公示天数", days)
    yield (("公开地点", matter.result_places or ""),)


def _photos(course: Course) -> Iterator[Page]:
    """The proof that it hung; nothing where nobody took a photo."""
    if course.photos:
        shown = tuple(Picture(path, hidden(name)) for path, name in course.photos)
        yield "公示照片", (_headed(course, course.matter.title), *shown)


def _yuan(cents: int | None) -> str:
    return "" if cents is None else f"{Money().show(cents).removesuffix('.00')} 元"


def notice(course: Course) -> Paper:
    """公示: what was resolved, by whom and with which numbers, until when, and where to object.

    It hangs where everybody reads it: numbers of people in any of its words are hidden for good.
    """
    matter = course.matter
    blocks = (
        Passage("一、公示事项", hidden(_subject(matter))),
        _told("二、决议内容", hidden(_resolved_words(course)), lines=4),
        Passage("三、会议和表决", hidden("\n".join(_voted(course)))),
        Passage("四、公示时间", _hangs(matter.published_on, matter.published_until, course.days)),
        Passage("五、意见反映", "\n".join(_objecting(course, matter.places))),
        Closing((_issuer(course), day_or_blank(matter.published_on))),
    )
    return Paper(f"{course.village}关于{_brought_up(matter)}的公示", blocks, margins=BOUND)


def result_notice(course: Course) -> Paper:
    """公示 of what became of it: done, accepted, at which price, until when, where to object.

    Numbers of people are hidden for good here too.
    """
    matter = course.matter
    hangs = _hangs(matter.result_on, matter.result_until, course.result_days)
    told = [
        ("公示事项", hidden(_subject(matter)), 0),
        ("实施结果", hidden((matter.result or "").strip()), 4),
        ("合同和验收", hidden("\n".join(_carried_out(matter))), 0),
        ("公示时间", hangs, 0),
        ("意见反映", "\n".join(_objecting(course, matter.result_places)), 0),
    ]
    known = [one for one in told if one[1] or one[2]]
    blocks = [
        _told(f"{numeral}、{heading}", words, lines=lines)
        for numeral, (heading, words, lines) in zip("一二三四五", known, strict=False)
    ]
    title = f"{course.village}关于{_brought_up(matter)}实施结果的公示"
    closing = Closing((_issuer(course), day_or_blank(matter.result_on)))
    return Paper(title, (*blocks, closing), margins=BOUND)


def _brought_up(matter: Decision) -> str:
    return hidden(matter.title).removeprefix("关于").removesuffix("的公示")


def _carried_out(matter: Decision) -> Iterator[str]:
    """Nothing where neither a contract nor an acceptance was written down."""
    contract = (
        ("合同对方：", matter.partner),
        ("合同编号：", matter.contract),
        ("合同金额：", _yuan(matter.price)),
    )
    if signed := "；".join(f"{name}{said}" for name, said in contract if said):
        yield f"{signed}。"
    if matter.accepted_on or matter.acceptance:
        day = f"{day_or_blank(matter.accepted_on)}验收" if matter.accepted_on else "验收"
        yield f"{'：'.join(filter(None, (day, (matter.acceptance or '').rstrip('。'))))}。"


def _issuer(course: Course) -> str:
    """What the members of the collective resolved, the collective publishes."""
    by_members = course.matter.decider in (Decider.MEMBERS, Decider.DELEGATES)
    body = "农村集体经济组织" if by_members else "村民委员会"
    return f"{course.village}{body}（盖章）"


def _subject(matter: Decision) -> str:
    more = [f"编号：{matter.number}", f"类别：{matter.kind}"]
    if matter.amount is not None:
        more.append(f"涉及金额：{_yuan(matter.amount)}")
    return f"{matter.title}。\n{'；'.join(more)}。"


def _resolved_words(course: Course) -> str:
    held = course.steps[-1].held
    return ((held[-1].row.words if held else None) or "").strip()


def _voted(course: Course) -> Iterator[str]:
    """The resolution with its numbers, and which meetings came before it."""
    *before, resolved = course.steps
    yield _counted_words(course.matter, resolved.held[-1])
    led = [_led(step, step.held[-1]) for step in before if step.held]
    if led:
        yield f"此前，{'；'.join(led)}。"


def _led(step: Step, held: Held) -> str:
    """2026年3月25日支部党员大会审议，通过."""
    said = f"{day_or_blank(held.row.held_on).strip()}{held.row.form or ''}{step.kind}"
    return "，".join(filter(None, (said, _result(held))))


def _counted_words(matter: Decision, held: Held) -> str:
    """Who resolved when, how many came, how they voted."""
    row = held.row
    body = row.form if body_in(row.form) else matter.decider or row.form or "会议"
    came = f"应到{_or_blank(row.expected)}人，实到{_or_blank(row.present)}人"
    if _is_vote_of_some(row):
        came += f"（有表决权的应到{row.voters_expected}人，实到{row.voters_present}人）"
    votes = ("赞成", row.yes), ("反对", row.no), ("弃权", row.abstained)
    voted = "，".join(f"{name}{_or_blank(number)}票" for name, number in votes)
    said = (f"{day_or_blank(row.held_on)}，{body}{row.kind}：{came}", voted, _result(held))
    return f"{'；'.join(filter(None, said))}。"


def _is_vote_of_some(row: DecisionStage) -> bool:
    """Whether not everybody who was to come had a vote, so that both numbers are to be told."""
    voters, everybody = (row.voters_expected, row.voters_present), (row.expected, row.present)
    return None not in voters and voters != everybody


def _or_blank(number: int | None) -> str:
    return BLANK if number is None else str(number)


def _hangs(on: When | None, until: When | None, days: int | None) -> str:
    whole = f"，共{days}天" if days is not None else ""
    return f"自{day_or_blank(on)}至{day_or_blank(until)}{whole}。"


def _objecting(course: Course, places: str | None) -> Iterator[str]:
    yield f"有意见的，请在公示期内向{course.village}{course.supervisors}反映。"
    yield f"公开地点：{hidden(places or '') or BLANK * 5}"
    yield f"监督电话：{course.phone or BLANK * 5}"
