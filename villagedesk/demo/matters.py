"""What an invented village decides in a year: how each matter went, and what became of it."""

from dataclasses import dataclass
from datetime import date

from villagedesk.ledgers.decisions.tables import Decider, Matter, Motion


@dataclass(frozen=True)
class Round:
    """The days on which the matters of a season were proposed, consulted, examined, resolved."""

    proposed: date
    consulted: date
    examined: date
    resolved: date


SPRING = Round(date(2026, 3, 21), date(2026, 3, 23), date(2026, 3, 25), date(2026, 3, 27))
SUMMER = Round(date(2026, 6, 20), date(2026, 6, 22), date(2026, 6, 24), date(2026, 6, 27))
AUTUMN = Round(date(2026, 8, 24), date(2026, 9, 7), date(2026, 9, 21), date(2026, 9, 24))
WINTER = Round(date(2026, 11, 9), date(2026, 11, 12), date(2026, 11, 14), date(2026, 11, 17))


@dataclass(frozen=True)
class Plan:
    """One matter; `amount` is in yuan, `reaches` how many of the four meetings were held of it."""

    title: str
    kind: Matter
    when: Round
    words: str
    decider: Decider = Decider.REPRESENTATIVES
    motion: Motion = Motion.CADRES
    amount: int | None = None
    partner: str = ""
    merged: bool = False
    reaches: int = 4
    done: date | None = None
    result: str = ""
    objections: str = ""
    handling: str = ""


MATTERS = (
    Plan(
        "2026年村级发展规划",
        Matter.PLAN,
        SPRING,
        "同意以果业提质和道路整治为主的全年规划",
        motion=Motion.ABOVE,
        done=date(2026, 4, 20),
        result="规划已印发各组，报镇备案",
    ),
    Plan(
        "村组干部误工补贴标准",
        Matter.ALLOWANCE,
        SPRING,
        "同意按出工天数记，每天80元，每月公开一次",
        amount=24_000,
        done=date(2026, 4, 24),
        result="从四月起按新标准记，已公开",
    ),
    Plan(
        "三组水渠维修",
        Matter.WELFARE,
        SUMMER,
        "同意维修420米，请镇水利站验收",
        motion=Motion.PEOPLE,
        amount=86_000,
        partner="青禾镇水利施工队",
        done=date(2026, 9, 8),
        result="水渠维修420米，已通水",
        objections="有两户提出渠边的树怎么办",
        handling="和两户当面商量，树由施工队移栽，两户签字同意",
    ),
    Plan(
        "修订村规民约",
        Matter.CHARTER,
        SUMMER,
        "同意增加红白事从简和垃圾分类两条",
        decider=Decider.VILLAGERS,
        done=date(2026, 7, 20),
        result="新的村规民约已发到每户",
    ),
    Plan(
        "集体果库续租",
        Matter.ASSETS,
        AUTUMN,
        "同意续租三年，租金每年一交",
        decider=Decider.DELEGATES,
        amount=120_000,
        partner="红旭果品合作社",
        done=date(2026, 10, 20),
        result="合同已签，第一年租金已入账",
    ),
    Plan(
        "低保对象年度评议",
        Matter.RELIEF,
        AUTUMN,
        "同意评议结果，报镇民政办",
        motion=Motion.ABOVE,
        merged=True,
        done=date(2026, 10, 15),
        result="评议结果已公示并报镇",
    ),
    Plan(
        "二组生产路硬化",
        Matter.WELFARE,
        WINTER,
        "同意硬化生产路600米",
        motion=Motion.PEOPLE,
        amount=42_000,
    ),
    Plan(
        "苹果分选线项目立项",
        Matter.PROJECT,
        WINTER,
        "同意提交党员大会审议",
        amount=300_000,
        reaches=2,
    ),
)
"""Six of them finished; one hangs on the board and one is on its way on the day of the demo."""
