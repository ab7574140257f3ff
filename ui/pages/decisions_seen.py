"""What the pages of 四议两公开 ask of the desk, and what they say of a matter in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ui.pages.six_steps import is_refused
from villagedesk.declare import Level, face
from villagedesk.desk import Found
from villagedesk.kinds import first_day
from villagedesk.ledgers.decisions.rolls import STAGES
from villagedesk.ledgers.decisions.seen import (
    PUBLISHED,
    RESULT,
    Asked,
    MatterSeen,
    StageSeen,
    Step,
)
from villagedesk.ledgers.decisions.tables import Decider, Decision, DecisionStage, StageKind
from villagedesk.ledgers.meetings.tables import OF_THE_VILLAGE, Meeting, MeetingKind

if TYPE_CHECKING:
    from villagedesk.desk import Desk, Entry

NEW_ONE = "new"
"""What the page of a matter is asked for instead of a record: one that is to be begun."""
TIED_WITHIN = 60
"""Days back in which a sitting may have been the one of a stage that is running."""
SOON = 7
"""Days before something is due from which on its tag is coloured."""
WHO_DECIDES = "decisions.matter_is_authorised"
PASSED = "通过"
"""The desk's verdict on a stage that was held and agreed."""
TRY_AGAIN = "改了再开会；不办了，就按“改事项”，在“更多”里写上终止日期和原因。"
NUMBERS = "①②③④⑤⑥"
_KINDS: Mapping[str, tuple[MeetingKind, ...]] = {
    StageKind.PROPOSED: (MeetingKind.COMMITTEE, MeetingKind.ASSEMBLY),
    StageKind.CONSULTED: (MeetingKind.JOINT, MeetingKind.COMMITTEE),
    StageKind.EXAMINED: (MeetingKind.ASSEMBLY,),
    StageKind.RESOLVED: OF_THE_VILLAGE,
}
"""The sittings among which that of a stage is looked for."""


@dataclass(frozen=True)
class Held:
    """A sitting that may be tied to a stage."""

    uid: str
    day: str
    kinds: str
    came: str
    """到会 29/35, or nothing."""


@dataclass(frozen=True)
class MatterOpened:
    """What the page of a matter shows."""

    seen: MatterSeen
    entries: Mapping[str, "Entry"] = field(default_factory=dict)
    """What is written down of each stage that was a meeting, in words."""
    held: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    """For each stage that is a meeting the sittings it may have been, the latest first."""
    found: tuple[Found, ...] = ()
    authorised: bool = False

    def stage(self, kind: str) -> StageSeen:
        """The stage of a kind."""
        return next(one for one in self.seen.stages if one.kind == kind)


def opened(desk: "Desk", uid: str) -> MatterOpened:
    """A matter with all that its page needs; for the desk's thread."""
    seen, facts = desk.matter(uid), desk.facts()
    decision = facts.get(Decision, uid)
    return MatterOpened(
        seen=seen,
        entries={one.kind: desk.entry(STAGES, one.uid) for one in seen.stages if one.uid},
        held=_sittings(facts.all(Meeting), desk.today),
        found=tuple(one for one in desk.findings(ledgers=("decisions",)) if one.uid == uid),
        authorised=bool(decision and decision.authorised),
    )


def _sittings(meetings: Sequence[Meeting], today: date) -> dict[str, tuple[Held, ...]]:
    since = (today - timedelta(days=TIED_WITHIN)).isoformat()
    recent = sorted(
        (one for one in meetings if one.held_on >= since), key=lambda one: one.held_on, reverse=True
    )
    return {
        stage: tuple(
            Held(one.uid, one.held_on, one.kinds, _came(one))
            for one in recent
            if {str(kind) for kind in kinds} & set(one.kinds.split("、"))
        )
        for stage, kinds in _KINDS.items()
    }


def _came(one: Meeting) -> str:
    if one.present is None:
        return ""
    return f"到会 {one.present}" + ("" if one.expected is None else f"/{one.expected}")


def following(seen: MatterSeen) -> StageSeen | None:
    """The stage that is to be worked on: the one due now, or the first that does not count."""
    if seen.closed:
        return None
    now = (one for one in seen.stages if one.step is Step.NOW)
    broken = (one for one in seen.stages if one.step is Step.INVALID or is_refused(one))
    return next(now, next(broken, None))


def chosen_first(seen: MatterSeen) -> str:
    """Which step a matter opens with: the last one that was done before what is due."""
    coming = following(seen)
    done = [one.kind for one in seen.stages if one.on and one is not coming]
    return done[-1] if done else seen.stages[0].kind


def to_do(seen: MatterSeen) -> str:
    """The main button's words: the next thing to be written down."""
    coming = following(seen)
    if coming is None:
        return ""
    if coming.kind == PUBLISHED:
        return "登记公示结果" if coming.on else "登记决议公开"
    if coming.kind == RESULT:
        return "登记对结果的意见" if coming.on else "登记实施结果"
    return sitting_words(coming)


def sitting_words(stage: StageSeen) -> str:
    """What is pressed to write down the sitting of a stage: 记审议会议, or a second one."""
    return f"{'再' if stage.on else ''}记{stage.kind}会议"


def sentence(seen: MatterSeen, *, authorised: bool = False) -> str:
    """集体经济项目 · 38,600.00 元 · 由村民代表会议决定（有授权）; of a closed one how it ended."""
    by = f"由{seen.decider}决定" if seen.decider else "还没有写由谁决定"
    by += "（有授权）" if authorised and seen.decider == Decider.REPRESENTATIVES else ""
    ended = seen.next if seen.closed else ""
    return " · ".join(part for part in (ended, seen.kind, amount_words(seen), by) if part)


def amount_words(seen: MatterSeen) -> str:
    """38,600.00 元, or nothing."""
    amount = face(Decision.amount).kind.show(seen.amount) if seen.amount else ""
    return f"{amount} 元" if amount and not amount.endswith("元") else amount


def hung_words(seen: MatterSeen, stage: StageSeen) -> str:
    """第 5 天 / 7 天 while a decision or its result hangs."""
    hangs = {PUBLISHED: seen.days_published, RESULT: seen.days_result}
    days = hangs.get(stage.kind) if stage.on and stage.step is Step.NOW else None
    return "第 {} 天 / {} 天".format(*days) if days else ""


def hanging_words(seen: MatterSeen) -> str:
    """The same of a whole matter; nothing while nothing hangs."""
    return next(filter(None, (hung_words(seen, one) for one in seen.stages)), "")


def line_of(seen: MatterSeen) -> tuple[StageSeen, ...]:
    """The six stages, with the days below whichever hangs."""
    return tuple(
        replace(one, lines=(*one.lines, *filter(None, (hung_words(seen, one),))))
        for one in seen.stages
    )


def asking(asked: Asked) -> str:
    """What is asked of whoever comes after a stage that failed."""
    said = f"上一环节“{asked.failed}”{asked.how}"
    if not asked.at:
        return f"{said}，先再开一次。一定要接着办的，记这一步时写明为什么继续。"
    return f"{said}，为什么继续？"


def due_tag(due: str, today: date) -> tuple[str, str]:
    """A day by which something is due, as a tag: its words and its tone."""
    if not due:
        return "", "plain"
    day = first_day(due)
    left = (day - today).days
    if left < 0:
        return f"超过 {-left} 天", "bad"
    if left == 0:
        return "今天到期", "warn"
    if left <= SOON:
        return f"还有 {left} 天", "warn"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日前", "plain"


def stage_title(seen: MatterSeen, kind: str) -> str:
    """④ 村民代表会议决议."""
    place = [one.kind for one in seen.stages].index(kind)
    who = seen.decider if kind == StageKind.RESOLVED else ""
    return f"{NUMBERS[place]} {who}{kind}"


def standing(stage: StageSeen, today: date) -> tuple[str, str]:
    """A stage's tag: its word and tone."""
    if is_refused(stage):
        return "没有通过", "bad"
    if stage.step is Step.NOW:
        said, tone = due_tag(stage.due, today)
        return (said, tone) if said else (str(stage.step), "info")
    tones = {Step.DONE: "ok", Step.MERGED: "ok", Step.INVALID: "bad", Step.SKIPPED: "warn"}
    passed = stage.step is Step.DONE and stage.words == PASSED
    return (f"有效{PASSED}" if passed else str(stage.step)), tones.get(stage.step, "plain")


def explained(seen: MatterSeen, stage: StageSeen) -> str:
    """What is to be said of a stage beyond its tag: its verdict, or how long it hangs."""
    if hung := hung_words(seen, stage):
        return f"{stage.words}：{hung}"
    if is_refused(stage) and stage == following(seen):
        return TRY_AGAIN
    return "" if stage.words in (PASSED, standing(stage, date.min)[0]) else stage.words


def unentitled(opened: MatterOpened, kind: str) -> str:
    """Why whoever decides a matter may not, where that was found; said at its resolution."""
    about = (one for one in opened.found if one.norm == WHO_DECIDES and one.level != Level.HINT)
    return next((one.message for one in about if kind == StageKind.RESOLVED), "")


def rule_of(seen: MatterSeen, kind: str) -> str:
    """The rule a meeting of that kind is held by."""
    return next(
        (one for one in seen.rules if one.removeprefix("参考：").startswith(f"{kind}：")), ""
    )


def facts_of(entry: "Entry", *, apart: bool) -> list[tuple[str, str]]:
    """What is written down of a stage: label and words, blanks left out.

    `apart` tells that a form below it holds what the supervisors said, and of a meeting of all
    villagers whether it was one of their households.
    """
    said = {key: words.strip() for key, words in entry.words.items()}

    def own(attribute: object) -> str:
        return said.get(face(attribute).key, "")

    def counted(*pairs: tuple[str, object]) -> str:
        return "，".join(f"{name} {own(one)}" for name, one in pairs if own(one))

    came = counted(("应到", DecisionStage.expected), ("实到", DecisionStage.present))
    voting = counted(
        ("应到", DecisionStage.voters_expected), ("实到", DecisionStage.voters_present)
    )

    where = (own(DecisionStage.held_on), own(DecisionStage.place))
    below = apart and Decider.VILLAGERS in own(DecisionStage.form)
    rows = (
        ("时间地点", " · ".join(part for part in where if part)),
        ("会议形式", "" if below else own(DecisionStage.form)),
        ("到会", came),
        ("有表决权", voting if voting != came else ""),
        (
            "表决",
            counted(
                ("赞成", DecisionStage.yes),
                ("反对", DecisionStage.no),
                ("弃权", DecisionStage.abstained),
            ),
        ),
        ("会议意见", own(DecisionStage.words)),
        ("监督意见", "" if apart else own(DecisionStage.supervision)),
    )
    return [(label, words) for label, words in rows if words]


def running_words(matters: Sequence[MatterSeen], today: date) -> str:
    """进行中 3 件 · 超期 1 件 · 已办结 5 件."""
    running = [one for one in matters if not one.closed]
    late = sum(bool(one.due) and first_day(one.due) < today for one in running)
    soon = sum(bool(one.due) and 0 <= (first_day(one.due) - today).days <= SOON for one in running)
    parts = [f"进行中 {len(running)} 件"]
    parts += [f"超期 {late} 件"] if late else []
    parts += [f"{SOON} 天内到期 {soon} 件"] if soon else []
    parts += [f"已办结 {len(matters) - len(running)} 件"] if len(matters) > len(running) else []
    return " · ".join(parts)


def next_number(numbers: Sequence[str], year: int) -> str:
    """The number after the highest of the year, as long as that: 2026-004."""
    own = [one.removeprefix(f"{year}-") for one in numbers if one.startswith(f"{year}-")]
    highest = max((one for one in own if one.isdigit()), key=int, default="000")
    return f"{year}-{int(highest) + 1:0{len(highest)}}"
