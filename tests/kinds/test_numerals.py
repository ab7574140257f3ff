"""Numbers in names are read as people count them."""

import pytest

from villagedesk.kinds import number_in


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("第三村民小组", 3),
        ("12组", 12),
        ("１２组", None),
        ("二十一组", 21),
        ("十组", 10),
        ("廿三组", 23),
        ("东头组", None),
        ("第十一届", 11),
        ("", None),
    ],
)
def test_the_first_number_of_a_name(name: str, number: int | None) -> None:
    assert number_in(name) == number
