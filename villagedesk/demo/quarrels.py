"""What people of a village quarrelled over in a year, and how far each quarrel has come."""

from dataclasses import dataclass

from villagedesk.ledgers.mediation.tables import CaseSource, Dispute, Outcome

ACCEPTED, TALKED, AGREED, DONE, VISITED, FILED = range(6)
"""How far: only written down, talked over, an outcome, performed, visited, in the archive."""


@dataclass(frozen=True)
class Quarrel:
    """One quarrel; days are those of the year, `amount` is in 分."""

    accepted: str
    kind: Dispute
    source: CaseSource
    summary: str
    far: int
    settled: str = ""
    outcome: Outcome | None = None
    terms: str = ""
    amount: int = 0
    how: str = ""
    risky: bool = False
    asks_court: bool = False
    stranger: str = ""
    """Who quarrels with a villager and is of another village."""


QUARRELS = (
    Quarrel(
        "01-14", Dispute.NEIGHBOURS, CaseSource.APPLIED,
        "两家共用一条水路，申请人家雨水排到被申请人院墙根，墙皮泡坏，多次争吵。",
        FILED, "01-22", Outcome.WRITTEN,
        "申请人家三日内改水路出口，被申请人家让出半米；墙皮由申请人家修补。", 60000, "改水路、修墙",
    ),
    Quarrel(
        "03-05", Dispute.LAND, CaseSource.OWN,
        "春灌时两家为地界石移动起争执，村上现场看过。",
        FILED, "03-09", Outcome.ORAL,
        "以确权图为准，两家一起把界石栽回原处。", 0, "现场栽界石",
    ),
    Quarrel(
        "05-18", Dispute.FAMILY, CaseSource.APPLIED,
        "兄弟两人对父亲的赡养费和看病钱怎么摊说不到一处。",
        FILED, "06-02", Outcome.ENDED,
    ),
    Quarrel(
        "07-21", Dispute.DAMAGES, CaseSource.POLICE,
        "拖拉机倒车撞坏邻家围墙和三轮车，双方曾动手推搡。",
        FILED, "08-06", Outcome.WRITTEN,
        "被申请人赔偿围墙和三轮车修理费共四千八百元，八月底以前付清。", 480000, "一次付清",
        risky=True, asks_court=True,
    ),
    Quarrel(
        "10-08", Dispute.HOUSE, CaseSource.APPLIED,
        "申请人翻修房屋，屋檐滴水落到被申请人院里。",
        DONE, "10-16", Outcome.WRITTEN,
        "申请人加装檐沟，费用自理，十月底以前装好。", 120000, "装檐沟",
    ),
    Quarrel(
        "10-26", Dispute.CONTRACT, CaseSource.APPLIED,
        "申请人给被申请人务工摘果二十天，工钱还没有结清。",
        AGREED, "11-06", Outcome.WRITTEN,
        "被申请人在年底以前分两次付清工钱三千六百元。", 360000, "分两次付",
    ),
    Quarrel(
        "11-04", Dispute.NEIGHBOURS, CaseSource.OWN,
        "猪圈气味大，邻居要求搬开，已经谈过一次，各让一步还没说定。", TALKED,
    ),
    Quarrel(
        "09-07", Dispute.LAND, CaseSource.OWN,
        "果园边的树遮了邻地的光，主人同意修枝。",
        VISITED, "09-11", Outcome.ORAL, "把伸过地界的枝条剪掉。", 0, "修枝",
    ),
    Quarrel(
        "10-12", Dispute.TRAFFIC, CaseSource.APPLIED,
        "电动车在村口相碰，各有擦伤，责任说不清，一方不愿在村里谈。",
        VISITED, "10-15", Outcome.REFUSED, stranger="何建川",
    ),
    Quarrel(
        "11-18", Dispute.AFFAIRS, CaseSource.PETITION,
        "对村道硬化时占了自家门前空地有意见，信访转到村上。", ACCEPTED,
    ),
    Quarrel(
        "06-20", Dispute.ENVIRONMENT, CaseSource.GOVERNMENT,
        "养殖户粪水流进水渠，下游几家不让，镇上转来调解。",
        FILED, "07-01", Outcome.WRITTEN,
        "养殖户十日内修好沉淀池，清理水渠。", 0, "修池、清渠", risky=True,
    ),
    Quarrel(
        "08-17", Dispute.LABOUR, CaseSource.APPLIED,
        "申请人要的误工费不在村上能调的范围，转到镇司法所。",
        FILED, "08-20", Outcome.PASSED_ON,
    ),
)  # fmt: skip
"""The first ten stand in every state of the board."""
