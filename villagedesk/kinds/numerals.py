"""Chinese numerals as they stand in dates and in the names of groups and terms."""

import re

DIGITS = {char: str(i % 10) for i, char in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"○": "0", "元": "1"}
_CHARS = "〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖十拾廿卅"
NUMERAL = re.compile(rf"[{_CHARS}]+|元(?=月)")
_NUMBER = re.compile(rf"[0-9]+|[{_CHARS}]+")


def in_digits(numeral: str) -> str:
    """十二 as 12, 一九八五 as 1985; up to ninety-nine, or digit by digit."""
    text = numeral.replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return "".join(DIGITS[char] for char in text)
    tens, _, ones = text.partition("十")
    high = DIGITS.get(tens, "1") if len(tens) < 2 else tens
    return high + (DIGITS.get(ones, "0") if len(ones) < 2 else ones)


def number_in(text: str) -> int | None:
    """The first number of a name: 3 of 第三村民小组, 12 of 12组; None where there is none."""
    found = _NUMBER.search(text)
    if not found:
        return None
    number = found[0] if found[0].isascii() else in_digits(found[0])
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else None
