"""ID numbers are taken whole or not at all: what a spreadsheet ate is never made up."""

import pytest

from villagedesk.errors import Refused
from villagedesk.kinds import (
    IdNumber,
    birth_of,
    check_digit,
    is_masked,
    is_whole,
    mask_id,
    read_id,
    sex_of,
)

WHOLE = "99900119850307175X"
MASKED, HIDDEN = "999001********175X", "999001************"


def codes(raw, **how):
    reading = read_id(raw, **how)
    return reading.value, list(reading.codes)


def test_the_standards_own_example_is_valid():
    assert IdNumber().parse("53010219200508011x") == "53010219200508011X"
    assert check_digit("53010219200508011") == "X"


@pytest.mark.parametrize(
    "raw",
    [
        WHOLE,
        WHOLE.lower(),
        "９９９００１１９８５０３０７１７５Ｘ",
        "999001 19850307 175X",
        "999001-19850307-175X",
        f"'{WHOLE}",
        f"\t {WHOLE}\u3000\n",
        f"\u202d{WHOLE[:9]}\u200b{WHOLE[9:]}\u202c",
    ],
)
def test_noise_around_a_number_is_taken_off_without_a_word(raw):
    assert codes(raw) == (WHOLE, [])


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        (WHOLE[:-1] + "×", WHOLE, "id_normalized"),
        ("999001850307175", WHOLE, "id_15_upgraded"),
        (999001850307175, WHOLE, "id_15_upgraded"),
        (999001850307175.0, WHOLE, "id_15_upgraded"),
        ("530102192005080119", "530102192005080119", "id_checksum"),
        (WHOLE[:-2] + "X", WHOLE[:-2] + "X", "id_length"),
        ("999001198513321234", "999001198513321234", "id_bad_birth"),
        ("999001300003071755", "999001300003071755", "id_bad_birth"),
        ("999001851332123", "999001851332123", "id_bad_birth"),
        (f"{WHOLE}/18258787347", WHOLE, "id_extra_text"),
        (f"{WHOLE}（待核）", WHOLE, "id_extra_text"),
        (MASKED, None, "id_masked"),
        ("9990**********175X", None, "id_masked"),
        ("999001XXXXXXXX175X", None, "id_masked"),
        ("6.19901E+17", None, "id_precision_lost"),
        (6.19901196310076e17, None, "id_precision_lost"),
        (999001198503071750, None, "id_precision_lost"),
        ("无", None, "id_missing"),
        ("—", None, "id_missing"),
        ("", None, "id_missing"),
        (None, None, "id_missing"),
        (True, None, "id_length"),
        (12.5, None, "id_length"),
        (float("nan"), None, "id_length"),
    ],
)
def test_every_damage_has_its_name(raw, value, code):
    assert codes(raw) == (value, [code])


def test_a_number_too_long_for_a_double_is_kept_when_the_file_still_has_it():
    whole = "99900119850317123" + check_digit("99900119850317123")
    assert codes(whole, stored_as_number=True) == (whole, ["id_stored_as_number"])


@pytest.mark.parametrize("raw", ["6.19901196310076E+17", "999001198503170000"])
def test_digits_already_lost_in_the_file_are_not_made_up(raw):
    assert codes(raw, stored_as_number=True) == (None, ["id_precision_lost"])


def test_a_short_number_in_the_file_is_the_old_form():
    assert codes("999001850307175", stored_as_number=True) == (WHOLE, ["id_15_upgraded"])


@pytest.mark.parametrize("raw", [6.10326e17, "6.10326E+17", 610326198503071754])
def test_lost_digits_are_refused_with_what_to_do(raw):
    with pytest.raises(Refused, match=r"末尾几位已经丢失.*照身份证重新填写") as refused:
        IdNumber().parse(raw)
    assert refused.value.code == "id_precision_lost"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("530102192005080119", "看不出是哪一位"),
        ("999001198513321234", "出生日期"),
        (WHOLE[:17], "18 位"),
        (f"{WHOLE}/1", "只写身份证号码"),
        ("9990**********175X", "完整的 18 位"),
        ("暂缺", "留空"),
    ],
)
def test_a_wrong_number_is_refused_in_plain_words(raw, words):
    with pytest.raises(Refused, match=words):
        IdNumber().parse(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [(MASKED, MASKED), (HIDDEN, HIDDEN), ("999001●●●●●●●●175x", MASKED)],
)
def test_a_masked_number_is_a_value_of_its_own(raw, value):
    assert IdNumber().parse(raw) == value
    assert is_masked(value)
    assert not is_whole(value)


def test_a_number_is_masked_more_beside_a_birth_date():
    assert (mask_id(WHOLE), mask_id(WHOLE, hide_last=True)) == (MASKED, HIDDEN)
    assert (mask_id(MASKED), mask_id(HIDDEN)) == (MASKED, HIDDEN)


@pytest.mark.parametrize(
    ("id_no", "birth", "sex"),
    [
        (WHOLE, "1985-03-07", "1"),
        ("99900119850307124" + check_digit("99900119850307124"), "1985-03-07", "2"),
        (MASKED, None, None),
        ("530102192005080119", None, None),
        (None, None, None),
    ],
)
def test_birth_and_sex_come_only_from_a_whole_number(id_no, birth, sex):
    assert (birth_of(id_no), sex_of(id_no)) == (birth, sex)
