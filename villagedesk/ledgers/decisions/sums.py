"""What cannot be: numbers of a stage that do not add up."""

from collections.abc import Iterator

from villagedesk.declare import column, face
from villagedesk.ledgers.decisions.tables import DecisionStage

_NESTED = (
    (DecisionStage.present, DecisionStage.expected),
    (DecisionStage.voters_expected, DecisionStage.expected),
    (DecisionStage.voters_present, DecisionStage.present),
    (DecisionStage.voters_present, DecisionStage.voters_expected),
)
"""Numbers of which the first is a part of the second."""


def amiss(row: DecisionStage) -> Iterator[tuple[str, str]]:
    """What cannot be in the numbers of a stage: the field it is about, and the words."""
    for less, more in _NESTED:
        few, many = (getattr(row, column(one).name) for one in (less, more))
        if few is not None and many is not None and few > many:
            yield face(less).key, f"{face(less).label}{few}多于{face(more).label}{many}"
    given = sum(votes or 0 for votes in (row.yes, row.no, row.abstained))
    may = row.present if row.voters_present is None else row.voters_present
    if may is not None and given > may:
        said = f"赞成、反对、弃权共{given}票，到会可以表决的只有{may}人"
        yield face(DecisionStage.yes).key, said
