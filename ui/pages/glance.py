"""What the home page says, in words and numbers, read from the desk in one go."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ui.pages.home_matters import Words, contacts_words, matters_words
from ui.pages.home_year import Year, figure_words, to_do
from villagedesk.declare import Facts, Level
from villagedesk.desk import Desk, Found, MatterSeen, Place
from villagedesk.desk.due import Due, due_soon, in_order
from villagedesk.kinds import first_day, last_day
from villagedesk.ledgers.committees.office import chairs, members, running, serving
from villagedesk.ledgers.committees.tables import Body
from villagedesk.ledgers.contacts.tables import Contact
from villagedesk.ledgers.decisions.seen import matters_seen
from villagedesk.ledgers.meetings.tables import Meeting
from villagedesk.ledgers.reserve.tables import Reserve
from villagedesk.people import Group, Household, PartyMember, Person, Presence, Stage, Term
from villagedesk.people.findings import who

WEEKDAYS = "一二三四五六日"
LEVEL_WORDS = {Level.ERROR: "必改", Level.WARNING: "提醒", Level.HINT: "提示"}
LEVEL_TONES = {Level.ERROR: "bad", Level.WARNING: "warn", Level.HINT: "info"}
HELD_IN_TIME = "meetings.are_held_in_time"
GONE = (Presence.MOVED, Presence.DEAD)


@dataclass(frozen=True)
class FigureWords:
    """One figure card: its name, its number, a sentence below, and a tag (tone and word)."""

    title: str
    figure: str
    note: str
    tone: str
    tag: str
    ledger: str


@dataclass(frozen=True)
class BodyLine:
    """One body of the village: who leads it, and how many sit on it."""

    body: str
    chair: str
    count: int


@dataclass(frozen=True)
class TermLine:
    """The running term: its days, and how much of it has gone by (0 to 100)."""

    title: str
    start: str
    due_end: str
    left: str
    gone: int
    tone: str


@dataclass(frozen=True)
class Glance:
    """Everything the home page shows."""

    sentence: str
    figures: tuple[FigureWords, ...]
    found: tuple[Found, ...]
    """What falls short, without what `due` says already."""
    every: int
    """How many findings there are in all."""
    year: Year | None
    due: tuple[Due, ...]
    term: TermLine | None
    bodies: tuple[BodyLine, ...]
    steps: tuple[str, ...]
    saved: str
    backed_up: str
    place: tuple[tuple[str, str], ...]
    is_fresh: bool


def glance(desk: Desk, known: tuple[Found, ...] | None) -> Glance:
    """Reads the home page's content; runs on the desk's thread.

    `known` are the findings, where the norms need not be run for them.
    """
    facts, today = desk.facts(), desk.today
    found = tuple(desk.findings()) if known is None else known
    undoable, _ = desk.steps()
    rules = desk.rules()
    year, matters = year_of(desk), matters_seen(facts, today, rules)
    meetings = [to_do(year, one) for one in year.due] if year else []
    due = in_order([*meetings, *due_soon(facts, today, rules, matters)])
    rest = not_said(found, due)
    safety = desk.safety()
    return Glance(
        sentence=sentence(today, rest, due),
        figures=figures(desk, facts, found, (year, matters)),
        found=rest,
        every=len(found),
        year=year,
        due=due,
        term=term_line(facts, today),
        bodies=tuple(body_lines(facts, today, str(desk.setting("supervisory_label")))),
        steps=tuple(step.name for step in undoable[:3]),
        saved=moment_words(safety.saved_at, today),
        backed_up=moment_words(safety.backed_up_at, today),
        place=place_words(desk.place()),
        is_fresh=not facts.all(Person),
    )


def place_words(place: Place) -> tuple[tuple[str, str], ...]:
    """The village as its papers name it, with what is not known yet."""
    people = "还没有填" if place.population is None else f"{place.population} 人"
    return (
        ("村名", place.name),
        ("乡镇", place.town or "还没有填"),
        ("人口", people),
        ("代码", place.code if place.code_known else "还不知道"),
    )


def day_words(day: date) -> str:
    """2026年11月22日 星期日."""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def moment_words(at: datetime | None, today: date) -> str:
    """今天 14:03, 昨天 09:12, or the day; 还没有 where nothing happened yet."""
    if at is None:
        return "还没有"
    days = (today - at.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{at.year}年{at.month}月{at.day}日")
    return f"{day} {at:%H:%M}"


def month_words(when: str) -> str:
    """2026年3月, or the year alone where no more is known."""
    parts = when.split("-")
    return f"{parts[0]}年{int(parts[1])}月" if len(parts) > 1 else f"{parts[0]}年"


def open_ones(found: Iterable[Found]) -> list[Found]:
    """The findings nobody has explained yet."""
    return [one for one in found if not one.remark]


def year_of(desk: Desk) -> Year | None:
    """This year's meetings; None in a village that has no branch with members."""
    today = desk.today
    rule, boards = desk.rules().on(HELD_IN_TIME, today), desk.boards(today.year)
    if not boards or rule is None:
        return None
    source = rule.source if rule.verified else f"参考：{rule.source}"
    return Year(today.year, today, boards, rule.text, source)


def not_said(found: Iterable[Found], due: Iterable[Due]) -> tuple[Found, ...]:
    """The findings without those that say what is called due already."""
    said = {(one.norm, uid) for one in due for uid in one.about}
    return tuple(one for one in found if (one.norm, one.uid) not in said)


def sentence(today: date, found: Sequence[Found], due: Sequence[Due] = ()) -> str:
    """The grey line under the title: the day, and how much there is to do."""
    count = len(open_ones(found)) + len(due)
    said = f"有 {count} 件事要办" if count else "没有要办的事"
    return f"{day_words(today)} · {said}"


def tag_of(found: Iterable[Found]) -> tuple[str, str]:
    """Tone and word for what is open: the gravest level and how often it occurs."""
    counts = Counter(one.level for one in open_ones(found))
    for level in Level:
        if counts[level]:
            return LEVEL_TONES[level], f"{LEVEL_WORDS[level]} {counts[level]} 条"
    return "ok", "没有问题"


def figures(
    desk: Desk,
    facts: Facts,
    found: Sequence[Found],
    running: tuple[Year | None, Sequence[MatterSeen]],
) -> tuple[FigureWords, ...]:
    """The four cards at the top of the page; what has not been begun leaves its place to others."""
    today, (year, matters) = desk.today, running

    def card(
        title: str, figure: int, note: str, ledger: str, about: Iterable[Found]
    ) -> FigureWords:
        return FigureWords(title, str(figure), note, *tag_of(about), ledger)

    def of(ledger: str) -> list[Found]:
        return [one for one in found if one.ledger == ledger]

    seated = {seat.person for seat in serving(facts, today)}
    here = [person for person in facts.all(Person) if person.presence not in GONE]
    team = card("班子在任", len(seated), team_note(facts, today), "committees", of("committees"))
    party = card("党员", len(facts.all(PartyMember)), party_note(facts), "party", of("party"))
    people = card("人员", len(here), people_note(facts), "residents", of("residents"))
    due = card("提醒", len(open_ones(found)), findings_note(found), "", found)
    begun = [reserve_card(desk, of("reserve"))] if facts.all(Reserve) else []
    begun += [meetings_card(year)] if year and facts.all(Meeting) else []
    begun += [running_card(matters_words(matters, today))] if matters else []
    begun += [contacts_card(contacts_words(facts, today))] if facts.all(Contact) else []
    if len(begun) > 3:
        return tuple(begun[:4])
    return (team, *[*begun, party, people][:2], due)


def reserve_card(desk: Desk, found: Sequence[Found]) -> FigureWords:
    """后备干部: how many stand ready, of how many."""
    cover = desk.coverage()
    tone, tag = tag_of(found)
    if tone == "ok":
        tag = "达标" if cover.ready >= cover.needed else "不足"
    return FigureWords(
        "后备干部",
        f"{cover.ready}/{cover.needed}",
        cover.sentence.partition("，")[0],
        tone,
        tag,
        "reserve",
    )


def meetings_card(year: Year) -> FigureWords:
    """本月应开会议: how many were held, of how many."""
    figure, note, tag = figure_words(year)
    tone, word = tag
    return FigureWords("本月应开会议", figure, note, tone, word, "meetings")


def running_card(said: Words) -> FigureWords:
    """在办的四议两公开: how many matters are under way."""
    figure, note, (tone, word) = said
    return FigureWords("在办的四议两公开", figure, note, tone, word, "decisions")


def contacts_card(said: Words) -> FigureWords:
    """党员联系户: the share of households that somebody looks after."""
    figure, note, (tone, word) = said
    return FigureWords("党员联系户", figure, note, tone, word, "contacts")


def both_ways(facts: Facts, today: date) -> list[str]:
    """Who is 一肩挑: leads the party organisation and the village committee at once."""
    first = {seat.person for seat in chairs(facts, Body.PARTY, today)}
    return sorted(first & {seat.person for seat in chairs(facts, Body.COMMITTEE, today)})


def team_note(facts: Facts, today: date) -> str:
    """The sentence under the number of cadres."""
    both = both_ways(facts, today)
    if not serving(facts, today):
        return "还没有登记班子成员"
    term = term_line(facts, today)
    if term and term.tone != "ok":
        return f"{term.title}{term.left}"
    return f"一肩挑 {len(both)} 人：{who(facts, both[0])}" if both else "书记、主任由两人分任"


def party_note(facts: Facts) -> str:
    """The sentence under the number of party members."""
    stages = Counter(member.stage for member in facts.all(PartyMember))
    mobile = sum(bool(member.mobile) for member in facts.all(PartyMember))
    said = [f"正式 {stages[Stage.FULL]}", f"预备 {stages[Stage.PROBATIONARY]}"]
    return "，".join(said + ([f"流动 {mobile}"] if mobile else []))


def people_note(facts: Facts) -> str:
    """The sentence under the number of people."""
    return f"{len(facts.all(Household))} 户，{len(facts.all(Group))} 个村民小组"


def findings_note(found: Sequence[Found]) -> str:
    """The sentence under the number of things to do."""
    explained = len(found) - len(open_ones(found))
    if not found:
        return "各项规定都已达到"
    return f"另有 {explained} 条已写说明" if explained else "点“全部”逐条处理或写说明"


def term_line(facts: Facts, today: date) -> TermLine | None:
    """The latest running term with the days it has left; None without one."""
    terms = sorted(running(facts, today), key=lambda term: term.start)
    return _term_line(terms[-1], today) if terms else None


def _term_line(term: Term, today: date) -> TermLine:
    due = term.extended_to or term.due_end
    start, end = first_day(term.start), last_day(due)
    days = (end - today).days
    left = f"还有 {days} 天届满" if days > 0 else f"已超期 {-days} 天" if days else "今天届满"
    whole = max(1, (end - start).days)
    gone = min(100, max(0, (today - start).days * 100 // whole))
    tone = "bad" if days < 0 else "warn" if days <= 183 else "ok"
    return TermLine(term.title, month_words(term.start), month_words(due), left, gone, tone)


def body_lines(facts: Facts, today: date, supervisory: str) -> Iterable[BodyLine]:
    """The bodies that have anyone, with who leads them; `supervisory` is what the county says."""
    for body in Body:
        sitting = members(facts, body, today)
        if not sitting or body is Body.OTHER:
            continue
        first = [f"{seat.post} {who(facts, seat.person)}" for seat in chairs(facts, body, today)]
        called = supervisory if body is Body.SUPERVISORY else str(body)
        yield BodyLine(called, "、".join(first), len(sitting))
