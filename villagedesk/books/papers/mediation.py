"""The papers of a mediation case: accepted, talked over, agreed, visited again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from villagedesk.books.papers.paper import (
    BOUND,
    Block,
    Closing,
    Form,
    Lines,
    NextPage,
    Paper,
    Passage,
    Signatures,
)
from villagedesk.books.papers.wording import BLANK_DAY, day_or_blank
from villagedesk.kinds import Money
from villagedesk.ledgers.mediation.tables import Case, CaseSource, Outcome, Session, SideKind

PRIVATE = "当事人和解协议（非人民调解协议）"
WRITTEN = "人民调解协议书"
ORAL = "人民调解口头协议登记表"

Row = tuple[tuple[str, str], ...]


class CaseSheet(StrEnum):
    """Which paper of a case is wanted."""

    ACCEPTANCE = "受理登记表"
    RECORD = "调解记录"
    AGREEMENT = "协议书"
    VISIT = "回访记录"


@dataclass(frozen=True)
class Party:
    """Somebody who quarrels, as far as it is written down; no number of an identity card."""

    side: SideKind
    name: str
    sex: str = ""
    ethnicity: str = ""
    age: str = ""
    work: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Quarrel:
    """A case with its parts and the names of those who helped; `whole` as the law asks.

    An agreement without a mediator's hand or the committee's seal is the parties' own.
    """

    village: str
    case: Case
    parties: tuple[Party, ...] = ()
    sessions: tuple[Session, ...] = ()
    mediators: tuple[str, ...] = ()
    sages: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    whole: bool = True

    @property
    def committee(self) -> str:
        """河湾村人民调解委员会."""
        return f"{self.village}人民调解委员会"


def case_sheet(quarrel: Quarrel, which: CaseSheet) -> Paper:
    """One of the four papers; what is not written down is left blank to be written by hand."""
    match which:
        case CaseSheet.ACCEPTANCE:
            return _acceptance(quarrel)
        case CaseSheet.RECORD:
            return _record(quarrel)
        case CaseSheet.AGREEMENT:
            return _agreement(quarrel)
        case CaseSheet.VISIT:
            return _visit(quarrel)


def _acceptance(quarrel: Quarrel) -> Paper:
    case = quarrel.case
    blocks: tuple[Block, ...] = (
        _number(case.case_no),
        Form(
            (
                (("受理日期", day_or_blank(case.accepted_on)), ("案件来源", _source(case))),
                (("纠纷类型", case.kind or ""), ("涉及人数", _people(case.people))),
            )
        ),
        *_parties(quarrel),
        _told("纠纷简要情况", case.summary, lines=5),
        Signatures(("申请人签名", "被申请人签名"), date=False),
        Signatures((_signer("登记人", case.registrar), "受理人"), date=False),
        Closing((f"{quarrel.committee}（盖章）", BLANK_DAY)),
    )
    return Paper("人民调解受理登记表", blocks, margins=BOUND)


def _source(case: Case) -> str:
    """As recorded; without a record both that are usual, to be ticked."""
    return case.source or f"□{CaseSource.APPLIED}　□{CaseSource.OWN}"


def _signer(role: str, name: str | None) -> str:
    """Who is to sign, with the name where it is known."""
    return f"{role}（{name}）" if name else role


def _people(number: int | None) -> str:
    return "" if number is None else f"{number} 人"


def _number(words: str | None) -> Lines:
    return Lines((f"编号：{words or '＿＿＿＿＿＿'}",))


def _parties(quarrel: Quarrel) -> Iterator[Form]:
    """Each side with its people; where nobody is known, room for one."""
    for side in SideKind:
        own = [one for one in quarrel.parties if one.side == side] or [Party(side, "")]
        for party in own:
            yield Form(tuple(_party(party)))


def _party(one: Party) -> Iterator[Row]:
    yield (
        (str(one.side), one.name),
        ("性别、民族", "、".join(filter(None, (one.sex, one.ethnicity)))),
    )
    yield ("年龄", one.age), ("职业", one.work)
    yield ("电话", one.phone), ("住址", one.address)


def _told(heading: str, words: str | None, *, lines: int) -> Passage:
    said = (words or "").strip()
    return Passage(heading, said, blank_lines=0 if said else lines)


def _named(quarrel: Quarrel, side: SideKind) -> str:
    return "、".join(one.name for one in quarrel.parties if one.side == side)


def _record(quarrel: Quarrel) -> Paper:
    """Each talk on a page of its own; the outcome stands on the last."""
    held: Sequence[Session | None] = quarrel.sessions or (None,)
    blocks: list[Block] = []
    for place, session in enumerate(held, 1):
        if place > 1:
            blocks.append(NextPage("人民调解记录"))
        time = f"第 {place} 次调解" if len(held) > 1 else ""
        blocks += _talk(quarrel, session, time=time, last=place == len(held))
    return Paper("人民调解记录", tuple(blocks), margins=BOUND)


def _talk(quarrel: Quarrel, session: Session | None, *, time: str, last: bool) -> Iterator[Block]:
    case = quarrel.case
    yield Lines((f"编号：{case.case_no}{f'　{time}' if time else ''}",))
    yield Form(
        (
            (
                ("时间", day_or_blank(session.on if session else None)),
                ("地点", (session and session.place) or ""),
            ),
            ((("申请人", _named(quarrel, SideKind.APPLICANT))), ("纠纷类型", case.kind or "")),
            (("被申请人", _named(quarrel, SideKind.RESPONDENT)),),
            (("调解员", "、".join(quarrel.mediators)),),
            (("乡贤等参加人", "、".join((*quarrel.sages, *quarrel.others))),),
        )
    )
    yield _told("调解经过", session.said if session else None, lines=7)
    yield _told("调解结果", case.outcome if last else None, lines=2)
    yield Signatures(("申请人签名", "被申请人签名"), date=False)
    yield Signatures(("调解员签名", "记录人签名"))


def _agreement(quarrel: Quarrel) -> Paper:
    case = quarrel.case
    if case.outcome == Outcome.ORAL:
        title, number = ORAL, case.case_no
    else:
        title, number = WRITTEN if quarrel.whole else PRIVATE, case.agreement or ""
    own = title == PRIVATE
    blocks: tuple[Block, ...] = (
        _number(number),
        *_parties(quarrel),
        _told("一、纠纷主要事实、争议事项", case.summary, lines=5),
        _told(f"二、{'双方' if own else '经调解，双方'}自愿达成如下协议", case.terms, lines=6),
        Passage("三、履行方式和期限", "\n".join(_performing(case)), blank_lines=0),
        Passage("", "\n".join(_ending(quarrel, own=own))),
        Signatures(("申请人签名", "被申请人签名"), date=False),
        *_witnesses(quarrel, own=own),
    )
    return Paper(title, blocks, margins=BOUND)


def _performing(case: Case) -> Iterator[str]:
    blank = "＿" * 10
    yield f"履行方式：{case.how or blank}"
    yield f"履行期限：{day_or_blank(case.due_on).strip() if case.due_on else blank}"
    yield f"涉及金额：{_yuan(case.amount) or blank}"


def _yuan(cents: int | None) -> str:
    return "" if cents is None else f"{Money().show(cents).removesuffix('.00')} 元"


def _ending(quarrel: Quarrel, *, own: bool) -> Iterator[str]:
    if own:
        yield (
            "本协议由当事人自行订立，没有人民调解员签名或者没有加盖人民调解委员会印章，"
            "不是人民调解协议（《人民调解法》第二十九条）。"
        )
        yield "本协议一式＿＿份，当事人各持一份。"
        return
    if quarrel.case.outcome == Outcome.ORAL:
        yield "口头协议自各方当事人达成协议之日起生效。"
        return
    yield (
        "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。"
    )
    yield f"本协议一式＿＿份，当事人各持一份，{quarrel.committee}留存一份。"


def _witnesses(quarrel: Quarrel, *, own: bool) -> Iterator[Block]:
    if own:
        yield Signatures(("在场见证人签名",))
        return
    day = day_or_blank(quarrel.case.effective_on)
    yield Signatures(("人民调解员签名", "参与调解的乡贤签名"), date=False)
    yield Closing((f"{quarrel.committee}（盖章）", day))


def _visit(quarrel: Quarrel) -> Paper:
    case = quarrel.case
    blocks = (
        _number(case.case_no),
        Form(
            (
                (
                    ("申请人", _named(quarrel, SideKind.APPLICANT)),
                    ("协议编号", case.agreement or ""),
                ),
                (("被申请人", _named(quarrel, SideKind.RESPONDENT)), ("纠纷类型", case.kind or "")),
                (("回访日期", day_or_blank(case.visited_on)), ("回访人", case.visitor or "")),
                (("履行情况", case.performance or ""), ("满意度", case.satisfied or "")),
            )
        ),
        _told("回访事由", case.visit_why, lines=2),
        _told("回访情况", case.visit, lines=8),
        Signatures(("被回访人签名", _signer("回访人签名", case.visitor))),
    )
    return Paper("人民调解回访记录", blocks, margins=BOUND)
