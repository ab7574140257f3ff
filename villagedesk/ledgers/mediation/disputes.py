"""纠纷类型: the village's own list of them, and as which each counts in the statistics."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from villagedesk.declare import Facts
from villagedesk.errors import Refused
from villagedesk.kinds import clean
from villagedesk.ledgers.mediation.tables import DISPUTE_LIST, Dispute
from villagedesk.people import Setting

Listed = Mapping[str, str]
"""What the village calls a kind → the kind it counts as."""

USUAL: Listed = MappingProxyType({str(one): str(one) for one in Dispute})

_MEANS = re.compile(r"\s*(?:=|＝|→|：|:)\s*")
_SPOKEN_OF = (
    (Dispute.FAMILY, "婚姻|家庭|赡养|抚养|扶养|继承|分家|夫妻|婆媳"),
    (Dispute.NEIGHBOURS, "邻里|邻居|相邻"),
    (Dispute.HOUSE, "宅基地|房屋|建房"),
    (Dispute.DAMAGES, "赔偿|损害|人身伤害"),
    (Dispute.CONTRACT, "合同|借贷|债务|欠款"),
    (Dispute.LAND, "山林|林地|土地(承包|流转|权属|边界|经营)|承包地|(?<!基)地界|界石"),
    (Dispute.EXPROPRIATION, "征地|拆迁|征收"),
    (Dispute.LABOUR, "劳动|工资|欠薪"),
    (Dispute.BIRTHS, "计划生育|计生"),
    (Dispute.AFFAIRS, "村务"),
    (Dispute.ENVIRONMENT, "环境|污染"),
    (Dispute.TRAFFIC, "交通"),
    (Dispute.MEDICAL, "医疗|医患"),
    (Dispute.PROPERTY, "物业"),
)


def listed(facts: Facts) -> Listed:
    """The list of the village, or the usual one: `facts.once(listed)`."""
    kept = (one.value for one in facts.all(Setting) if one.key == DISPUTE_LIST)
    found = next(kept, None)
    return USUAL if found is None else MappingProxyType(json.loads(found))


def counts_as(kind: str, known: Listed) -> str | None:
    """The kind it counts as; None where neither the village's list nor the usual one has it."""
    return known.get(kind) or USUAL.get(kind)


def dispute_in(words: str) -> Dispute | None:
    """The one kind that words speak of; of two neither."""
    found = [kind for kind, said in _SPOKEN_OF if re.search(said, words)]
    return found[0] if len(found) == 1 else None


def read_list(lines: str) -> dict[str, str]:
    """A list as it is typed, one kind to a line: `邻里`, or `坟地 = 邻里`; nothing for none.

    Raises Refused where a kind counts as none that there is.
    """
    found: dict[str, str] = {}
    for line in filter(None, map(clean, lines.splitlines())):
        name, *means = _MEANS.split(line, maxsplit=1)
        target = means[0] if means else USUAL.get(name, "")
        if not name or target not in USUAL:
            raise Refused(_unclear(name or line, target), "not_listed")
        found[name] = target
    return found


def _unclear(name: str, target: str) -> str:
    usual = "、".join(USUAL)
    if target:
        return f"“{name}”写的是算“{target}”，统计里没有这一类，只有：{usual}。"
    return f"“{name}”在统计里算哪一类没有写，请写成“{name} = 其他”这样；统计的类别有：{usual}。"


def list_lines(known: Listed) -> str:
    """A list as it is typed."""
    return "\n".join(
        name if name == means else f"{name} = {means}" for name, means in known.items()
    )
