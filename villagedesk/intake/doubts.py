"""What the reader doubts about a cell, in the clerk's words, and whether the value is kept."""

import re
from enum import Enum

from villagedesk.books.reading import Warning
from villagedesk.kinds import not_a_day, read_phone


class Stance(Enum):
    """What becomes of a value that the reader has a word about."""

    FINE = "taken as it is"
    SEEN = "taken, and told"
    OUT = "left out, and told"


FINE = frozenset(
    (
        "merged_filled",
        "ditto_filled",
        "id_normalized",
        "id_stored_as_number",
        "id_15_upgraded",
        "id_gender_mismatch",
        "id_missing",
        "formula",
        "date_year_only",
        "missing",
        "single_column",
    )
)
_AGAIN = "请照身份证填写完整的 18 位号码"
SEEN = {
    "serial_guess": "原来是 Excel 的日期数字 {detail}，按 {value} 录入，请核对",
    "date_two_digit_year": "“{detail}”的年份只有两位，按 {value} 录入，请核对",
    "date_year_from_meta": "没有写年份，用了表头的年份，按 {value} 录入，请核对",
    "name_extra_text": "姓名旁边的“{detail}”没有录入，需要的话请写到备注里",
    "time_vague": "“{detail}”不是几点几分，只录了日期；要记时间请写成 14:30",
    "comment": "这一格有批注：“{detail}”，请看看要不要照着改",
    "fill_color": "这一格有底色，不知道是什么意思，内容照常录入，请核对",
}
OUT = {
    "id_precision_lost": "{cell} 格的号码在 Excel 里变成了数字，末尾几位已经丢失，找不回来；"
    + _AGAIN,
    "id_checksum": "号码对不上校验码，有一位或几位写错了；请照身份证逐位核对",
    "id_length": "号码不是 18 位；" + _AGAIN,
    "id_masked": "号码有几位被遮住了；" + _AGAIN,
    "id_bad_birth": "号码里的出生日期不存在；" + _AGAIN,
    "id_extra_text": "格子里除了一个号码还有别的内容，分不清是不是本人的；请只写本人的号码",
    "date_unknown": "写的是“{detail}”，先空着；问清楚以后请补上",
    "date_extra_text": "“{detail}”里除了一个日期还有别的内容；请只写日期，其余写到备注里",
    "phone_length": "电话的位数不对；请核对",
    "number_extra_text": "“{detail}”里除了数字还有别的内容；请只写数字",
    "number_invalid": "“{detail}”不是数字；请核对",
    "formula_error": "{cell} 格的公式出错了（{detail}）；请直接填写内容",
    "formula_no_value": "{cell} 格的公式没有算出结果；请用 Excel 或 WPS 打开、保存一次，再导入",
    "strikethrough": "这一格划了删除线，没有录入；如果还要，请去掉删除线",
}
_UNCLEAR = "这一格看不准（{detail}），没有录入；请核对后补上"
_JAN_OR_OCT = "可能是 1 月，也可能是 10 月，先只录年份 {value}；请补上月份，写成 1985.01 或 1985.10"
_NOT_LISTED = "{detail}，没有录入；请改成名单里的词"

_BRACES = str.maketrans({"{": "{{", "}": "}}"})  # what a cell holds is no place to fill in
_COUNTED = re.compile(r"\s*\d+\s*[人名次个位]\s*")
"""A number with nothing but its measure word: 25人."""

ROW_OUT = {"strikethrough": "整行划了删除线，没有导入；如果还要，请去掉删除线"}
ROWS_SEEN = {
    "hidden_row": "{rows}在原表里是隐藏的，也一起导入了；不要的请先在原表里删掉",
    "fill_color": "{rows}在原表里涂了底色，不知道是什么意思，内容照常导入；请核对",
    "comment": "这一行有批注：“{detail}”，请看看要不要照着改",
}

SKIPPED = {
    "blank": "空行",
    "column_numbers": "列号行，不是记录",
    "end_marker": "“以下空白”，不是记录",
    "example": "填写示例，不是记录",
    "footer": "签字、填报人等，不是记录",
    "note": "填表说明，不是记录",
    "repeated_header": "又一遍表头，不是记录",
    "section": "分组的标题行，不是记录",
    "seq_only": "只有序号，没有内容",
    "subtotal": "小计行，不是记录",
    "total": "合计行，不是记录",
}


def stance(warning: Warning, value: object) -> tuple[Stance, str]:
    """What to do with a field's value, and the words to say; `{cell}` and `{value}` stay open."""
    match warning.code:
        case code if code in FINE or _is_mere_form(warning):
            return Stance.FINE, ""
        case "date_ambiguous_jan_oct":
            vague = isinstance(value, str) and len(value) == len("1985")
            return (Stance.SEEN, _JAN_OR_OCT) if vague else (Stance.FINE, "")
        case "date_invalid":
            return Stance.OUT, not_a_day(warning.detail).translate(_BRACES)
        case "code_guess":
            return (Stance.FINE, "") if "→" in warning.detail else (Stance.OUT, _NOT_LISTED)
        case "name_extra_text" if _is_part(str(value or ""), warning.detail):
            return Stance.OUT, "“{detail}”不像一个人的姓名；一行只写一个人"
        case "phone_length" if _is_phone(value):
            return Stance.SEEN, "“{detail}”里的说明没有录入，只录了号码；需要的话请写到备注里"
        case code if code in SEEN:
            return Stance.SEEN, SEEN[code]
        case code:
            return Stance.OUT, OUT.get(code, _UNCLEAR)


def _is_mere_form(warning: Warning) -> bool:
    """A name among marks without words, or a number with its measure word."""
    if warning.code == "name_extra_text":
        return not any(char.isalnum() for char in warning.detail)
    return warning.code == "number_extra_text" and bool(_COUNTED.fullmatch(warning.detail))


def _is_phone(value: object) -> bool:
    return isinstance(value, str) and not read_phone(value).notes


def _is_part(name: str, detail: str) -> bool:
    """Whether the name is a piece of the doubtful words themselves: two names in one cell."""
    letters = [char for char in detail if not char.isspace()]
    return bool(name) and "".join(letters).startswith(name[:2]) and len(letters) >= len(name)
