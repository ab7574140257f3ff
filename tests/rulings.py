"""What one norm says of some records on a day, by the shipped rule or with other numbers."""

from datetime import date

from tests.builders import facts
from villagedesk.declare import Rule
from villagedesk.norms import rules


def found(norm, on, *records, **numbers):
    """The findings of a norm; `numbers` replace those of the rule in force."""
    day, ledger = date.fromisoformat(on), norm.__module__.split(".")[2]
    shipped = rules().on(f"{ledger}.{norm.__name__}", day)
    assert shipped
    rule = Rule(**{**vars(shipped), "numbers": {**shipped.numbers, **numbers}})
    return list(norm(facts(*records), day, rule))


def messages(norm, on, *records, **numbers):
    """What the findings of a norm say."""
    return [one.message for one in found(norm, on, *records, **numbers)]
