"""Where each field of the decisions appears."""

from sqlalchemy import case, func
from sqlmodel import select

from villagedesk.declare import Derived, Face, Roll, column
from villagedesk.kinds import Text
from villagedesk.ledgers.decisions.tables import Decision, DecisionStage

_COUNTS = (
    DecisionStage.expected,
    DecisionStage.present,
    DecisionStage.voters_expected,
    DecisionStage.voters_present,
    DecisionStage.yes,
    DecisionStage.no,
    DecisionStage.abstained,
    DecisionStage.passed,
)
_STAGE = (
    DecisionStage.kind,
    DecisionStage.held_on,
    DecisionStage.form,
    DecisionStage.place,
    *_COUNTS,
    DecisionStage.words,
    DecisionStage.went_on,
    DecisionStage.supervision,
    DecisionStage.signed,
)
STAGES = Roll(
    "环节",
    DecisionStage,
    grid=(
        DecisionStage.kind,
        DecisionStage.held_on,
        DecisionStage.form,
        DecisionStage.expected,
        DecisionStage.present,
        DecisionStage.yes,
        DecisionStage.passed,
    ),
    form=(("环节", _STAGE),),
    search=(DecisionStage.words,),
    sheet=_STAGE,
    order=(DecisionStage.decision, DecisionStage.place_in_line),
)

_MATTER = (
    Decision.number,
    Decision.title,
    Decision.kind,
    Decision.raised_on,
    Decision.motion,
    Decision.amount,
    Decision.decider,
    Decision.authorised,
    Decision.authority,
    Decision.merged,
    Decision.noticed_on,
)
_PUBLISHED = (
    Decision.published_on,
    Decision.published_until,
    Decision.places,
    Decision.ways,
    Decision.objections,
    Decision.handling,
)
_DONE = (
    Decision.contract,
    Decision.partner,
    Decision.price,
    Decision.due_on,
    Decision.accepted_on,
    Decision.acceptance,
    Decision.result,
)
_RESULT = (
    Decision.result_on,
    Decision.result_until,
    Decision.result_places,
    Decision.result_ways,
    Decision.result_objections,
    Decision.result_handling,
)
_WATCHED = (
    Decision.supervision,
    Decision.supervisor,
    Decision.filed_on,
    Decision.stopped_on,
    Decision.stopped_why,
)
_REACHED = Derived(
    Face("当前阶段", Text(), 12, required=False, key="matter_reached"),
    case(
        (column(Decision.stopped_on).is_not(None), "已终止"),
        (column(Decision.result_on).is_not(None), "结果公开"),
        (column(Decision.published_on).is_not(None), "决议公开"),
        else_=func.coalesce(
            select(DecisionStage.kind)
            .where(column(DecisionStage.decision) == column(Decision.uid))
            .order_by(column(DecisionStage.place_in_line).desc())
            .correlate(Decision)
            .limit(1)
            .scalar_subquery(),
            "动议",
        ),
    ),
)
DECISIONS = Roll(
    "决策事项",
    Decision,
    grid=(
        Decision.number,
        Decision.title,
        Decision.kind,
        Decision.raised_on,
        Decision.decider,
        Decision.amount,
        Decision.published_on,
        Decision.result_on,
    ),
    form=(
        ("决策事项", _MATTER),
        ("决议公开", _PUBLISHED),
        ("实施", _DONE),
        ("结果公开", _RESULT),
        ("监督和备案", _WATCHED),
        ("更多", (Decision.note,)),
    ),
    search=(Decision.title, Decision.number, Decision.result),
    sheet=(
        *(*_MATTER, *_PUBLISHED, *_DONE, *_RESULT, *_WATCHED),
        *(_REACHED, Decision.entered_on, Decision.note),
    ),
    filters=(Decision.kind, Decision.decider),
    parts=(STAGES,),
    order=(Decision.raised_on,),
    dated=Decision.raised_on,
)
