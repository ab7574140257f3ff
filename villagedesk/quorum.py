"""Who may decide: quorum and majority of every body, in whole numbers, never in fractions."""

from dataclasses import dataclass, replace
from enum import StrEnum

from villagedesk.declare import Rule


@dataclass(frozen=True)
class Share:
    """A part of a whole: 半数以上 is `Share(1, 2)`, 过半数 `Share(1, 2, over=True)`."""

    part: int
    of: int
    over: bool = False
    """Whether the part itself is not enough (超过, 过半数)."""

    def least(self, whole: int) -> int:
        """The smallest number that reaches the share of `whole`."""
        exact, rest = divmod(self.part * whole, self.of)
        return exact + 1 if self.over or rest else exact

    def most(self, whole: int) -> int:
        """The largest number that does not go beyond the share of `whole` (三分之一以内)."""
        return self.part * whole // self.of

    @property
    def words(self) -> str:
        """The share as rules say it."""
        return f"超过{_spoken(self)}" if self.over else f"{_spoken(self)}以上"


def _spoken(share: Share) -> str:
    if (share.part, share.of) == (1, 2):
        return "半数"
    return f"{_NUMERALS[share.of]}分之{_NUMERALS[share.part]}"


_NUMERALS = "零一二三四五六七八九十"

HALF, MORE_THAN_HALF = Share(1, 2), Share(1, 2, over=True)
TWO_THIRDS, MORE_THAN_TWO_THIRDS = Share(2, 3), Share(2, 3, over=True)
FOUR_FIFTHS, A_THIRD = Share(4, 5), Share(1, 3)


class Basis(StrEnum):
    """What a majority is counted of."""

    ENTITLED = "应到会有表决权的人数"
    PRESENT = "到会人数"
    ALL = "全体人数"


@dataclass(frozen=True)
class Procedure:
    """How one body decides one sort of matter; None where no rule sets a share."""

    title: str
    quorum: Share | None
    passing: Share | None
    basis: Basis
    source: str
    verified: bool = False


_BRANCH = "《中国共产党支部工作条例（试行）》（2018年）"
_ELECTION = "《中国共产党基层组织选举工作条例》（2020年）"
_VILLAGE = "《村民委员会组织法》（条款号以最新文本为准）"
_COLLECTIVE = "《农村集体经济组织法》（2024年）"

BRANCH_MEETING = Procedure(
    "支部党员大会表决",
    HALF,
    MORE_THAN_HALF,
    Basis.ENTITLED,
    f"{_BRANCH}第十一条",
    verified=True,
)
ADMISSION = Procedure(
    "接收预备党员、预备党员转正",
    MORE_THAN_HALF,
    MORE_THAN_HALF,
    Basis.ENTITLED,
    "《中国共产党发展党员工作细则》第二十条",
    verified=True,
)
PARTY_ELECTION = Procedure(
    "党内选举", FOUR_FIFTHS, MORE_THAN_HALF, Basis.ENTITLED, _ELECTION, verified=True
)
BRANCH_COMMITTEE = Procedure(
    "支部委员会会议", HALF, None, Basis.PRESENT, f"{_BRANCH}第十二条", verified=True
)
COMMITTEE_ELECTION = Procedure(
    "支部委员会选举书记", MORE_THAN_TWO_THIRDS, MORE_THAN_HALF, Basis.ENTITLED, _ELECTION
)
PARTY_GROUP = Procedure("党小组会", None, None, Basis.PRESENT, f"{_BRANCH}第十三条", verified=True)
VILLAGERS = Procedure("村民会议", MORE_THAN_HALF, MORE_THAN_HALF, Basis.PRESENT, _VILLAGE)
VILLAGERS_BY_HOUSEHOLD = Procedure(
    "村民会议（户的代表）", TWO_THIRDS, MORE_THAN_HALF, Basis.PRESENT, _VILLAGE
)
REPRESENTATIVES = Procedure("村民代表会议", TWO_THIRDS, MORE_THAN_HALF, Basis.PRESENT, _VILLAGE)
VILLAGE_GROUP = Procedure("村民小组会议", TWO_THIRDS, MORE_THAN_HALF, Basis.PRESENT, _VILLAGE)
COLLECTIVE_MEMBERS = Procedure(
    "集体经济组织成员大会",
    TWO_THIRDS,
    TWO_THIRDS,
    Basis.ALL,
    f"{_COLLECTIVE}第二十七条",
    verified=True,
)
COLLECTIVE_DELEGATES = Procedure(
    "集体经济组织成员代表大会",
    None,
    TWO_THIRDS,
    Basis.ALL,
    f"{_COLLECTIVE}第二十八条",
    verified=True,
)
COLLECTIVE_COUNCIL = Procedure(
    "集体经济组织理事会",
    TWO_THIRDS,
    MORE_THAN_HALF,
    Basis.ALL,
    f"{_COLLECTIVE}第三十一条",
    verified=True,
)


@dataclass(frozen=True)
class Turnout:
    """Those who were to come and those who came, of the ones with a vote alone."""

    expected: int
    present: int


@dataclass(frozen=True)
class Judged:
    """A turnout, and votes where there are any, held against a procedure.

    `needed` is None where no rule sets a majority; `carried` is None there too, and while nothing
    was voted.
    """

    quorum_needed: int | None
    quorum_met: bool
    needed: int | None
    can_pass: bool
    carried: bool | None
    words: str


def judge(
    procedure: Procedure, turnout: Turnout, yes: int | None = None, written: int = 0
) -> Judged:
    """Holds a turnout and its ayes against the procedure; every comparison is in whole numbers.

    `written` opinions of members who did not come are votes too (发展党员工作细则): they may be
    among `yes`, and do not help the quorum.
    """
    expected, present = turnout.expected, turnout.present
    quorum = procedure.quorum.least(expected) if procedure.quorum else None
    met = quorum is None or present >= quorum
    whole = present if procedure.basis is Basis.PRESENT else expected
    needed = procedure.passing.least(whole) if procedure.passing else None
    can_pass = met and (needed is None or present + written >= needed)
    carried = _carried(yes, needed, met=met)
    judged = Judged(quorum, met, needed, can_pass, carried, "")
    return Judged(quorum, met, needed, can_pass, carried, _words(judged, turnout, yes))


def _carried(yes: int | None, needed: int | None, *, met: bool) -> bool | None:
    if yes is None or (met and needed is None):
        return None
    return met and needed is not None and yes >= needed


def _words(judged: Judged, turnout: Turnout, yes: int | None) -> str:
    """到会 15/30：全票也不能通过，需 ≥16."""
    came = f"到会 {turnout.present}/{turnout.expected}"
    if not judged.quorum_met:
        return f"{came}：不够法定人数，需 ≥{judged.quorum_needed}，表决无效"
    if judged.needed is None:
        return f"{came}：达到法定人数" if judged.quorum_needed is not None else came
    if not judged.can_pass:
        return f"{came}：全票也不能通过，需 ≥{judged.needed}"
    if yes is None:
        return f"{came}：赞成 ≥{judged.needed} 才通过"
    verdict, sign = ("通过", "≥") if judged.carried else ("没有通过", "<")
    return f"{came}：赞成 {yes} {sign} {judged.needed}，{verdict}"


def cited(rule: Rule, procedure: Procedure) -> Rule:
    """The rule as far as it is about one body: what that asks for, and by which law."""
    quorate, passing = procedure.quorum, procedure.passing
    asks = [f"{quorate.words}到会"] if quorate else []
    asks += [f"赞成{passing.words}才通过，按{procedure.basis}算"] if passing else []
    text = f"{procedure.title}：{'；'.join(asks)}"
    return replace(rule, text=text, source=procedure.source, verified=procedure.verified)
