"""The words by which rows that are no records give themselves away."""

import re

from villagedesk.kinds import clean
from villagedesk.kinds.kind import plain

SIGNERS = (
    "填表人|填报人|制表人|审核人|负责人|复核人|经办人|统计人|审批人|报送人|填写人|制表|审核|填报|填表|审批|分管领导|主要领导"
    "|单位负责人|村主任|村支书|支部书记|书记签字|主任签字|签字|签名|盖章|公章|填表日期|填报日期|填表时间|填报时间|制表日期"
    "|制表时间|上报时间|上报日期|填报单位|联系电话|单位|监委会主任|村会计|包村干部|驻村干部|审核领导"
)
_FOOTER = re.compile(
    rf"(村|镇|单位|党支部|党组织|主要)?({SIGNERS})([（(][^）)]*[）)])?[:：].*", re.DOTALL
)
_FOOTER_MARK = re.compile(r"[:：∶(（]")
_SEAL = re.compile(r".{0,20}[（(](公章|盖章|签章|签字|印章|加盖公章)[）)].{0,20}")
_NOTE = re.compile(
    r"(注|说明|备注|填表说明|填报说明|填写说明|填表要求|填报要求|注意事项|注释|附注|备注说明|注明)[:：∶].*"
    r"|(注|说明|备注|填表说明|填报说明|填写说明|注意事项)[\d一二三四五六七八九十]{0,2}[、.．,，].*|※.*|\*注.*",
    re.DOTALL,
)
_PAGE = re.compile(
    r"[-—]*第?\d{1,4}页?[-—]*|第\d+页.{0,3}共\d+页|共\d+页.{0,3}(第\d+页)?|续表\d*|接上页|转下页"
)
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,2}[)）]?[、.．,，].*|[①-⑩].*", re.DOTALL)
_POINT = re.compile(r"[（(]?[\d一二三四五六七八九十①-⑩]{1,2}[)）]?[、.．].{6,}", re.DOTALL)
_END = re.compile(
    r"[（(\[【—\-=*~～\s]*(以下空白|以下无正文|以下无内容|此页以下空白|本页以下空白|此行以下空白|下空|完|完毕|结束|此表完"
    r"|全表完|END)[）)\]】—\-=*~～\s。]*",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"(?P<part>.{0,12}(小计|本页计|页计|分计|分组计))|(?P<whole>.{0,8}(合计|总计|共计|累计|总和|总人数|总户数|总金额|平均|合\W*计))"
)
_SUM_TAIL = re.compile(r"([（(].{0,6}[）)]|[:：]|[\d.]+|[人户元亩名个件次]|\+|=)*")
_EXAMPLE = re.compile(
    r"[（(【\[]?(填写|填报)?(例|示例|样例|举例|范例|例如|如|填写样例|示例行|样表)[）)】\]]?[:：]?\d?"
)
_EXAMPLE_HINT = re.compile(
    r".{0,6}(示例行|此行为示例|示例，?请删除|例行请删除|填写示例|样例).{0,10}"
)
_PLACEHOLDER = re.compile(r"[×.年月日号村组\-/\s]*×[×.年月日号村组\-/\s]*")
_COUNTED = "零一二三四五六七八九十百"
_GROUP = re.compile(rf"第?(?P<number>[\d{_COUNTED}]{{1,4}})(村民)?(小)?组?")
_GROUP_NAMED = re.compile(rf"第?[\d{_COUNTED}]{{1,4}}(村民)?小?组(?!长|织|成|合|至|到|-)")
_GROUP_LINE = re.compile(
    rf"([（(]?[{_COUNTED}\d]{{1,2}}[)）、.])?(?P<group>\S{{0,8}}?((村民)?(小)?组|社|屯|自然村|片区|网格|队|庄|湾))"
    r"([（(].{0,12}[）)])?[:：]?"
)
_HEADING = re.compile(
    rf"([（(][{_COUNTED}]{{1,2}}[)）]|[{_COUNTED}]{{1,2}}[、.．]|第[{_COUNTED}]{{1,2}}[章节部分]).+"
    r"|.{0,12}(委员会|支部|支委|村委|党委|监委会|委会|两委|党员|干部|成员|人员|村民代表|监事会|理事会|合作社|片区|网格"
    r"|班子|群众|积极分子|户)([（(].{0,12}[）)])?[:：]?"
)
_SHORT = 12
_DITTO = re.compile(r"同上|同前|上同|同左上|〃|″|′′|''|\"|”|“|〞|〝|同上行|--同上--")
_NOTHING = re.compile(r"无|暂无|没有|空|空白|null|none|n/?a|nil|#|无此项|不涉及", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|[（(]?\d{1,3}[)）]?栏?|[a-zA-Z]|—|\d{1,2}=.+")


def is_footer(text: str) -> bool:
    """A line for signatures, dates of filling in and seals."""
    if not _FOOTER_MARK.search(text):
        return False
    return bool(_FOOTER.fullmatch(clean(text)) or _SEAL.fullmatch(plain(text)))


def is_note(text: str) -> bool:
    """A line that explains how to fill the form."""
    return bool(_NOTE.fullmatch(clean(text)))


def is_point(text: str) -> bool:
    """A numbered sentence, as notes go on over several lines."""
    return bool(_POINT.fullmatch(clean(text)))


def is_numbered(text: str) -> bool:
    return bool(_NUMBERED.fullmatch(clean(text)))


def is_page_mark(text: str) -> bool:
    """`第 2 页 共 3 页`, `续表`."""
    return bool(_PAGE.fullmatch(plain(text))) and not plain(text).isdecimal()


def is_end(text: str) -> bool:
    """`（以下空白）` and its like."""
    return bool(_END.fullmatch(plain(text)))


def sum_reason(text: str) -> str:
    """`subtotal` for 小计, `total` for 合计 and 总计, else nothing."""
    word = plain(text)
    match = _SUM.match(word)
    if not match or not _SUM_TAIL.fullmatch(word[match.end() :]):
        return ""
    if match["part"]:
        return "subtotal"
    lead = re.sub(r"合\W*计|总计|共计|累计|总和", "", match["whole"])
    return "subtotal" if re.search(r"组|本页|页|户", lead) else "total"


def is_example(text: str) -> bool:
    return bool(_EXAMPLE.fullmatch(plain(text)))


def is_placeholder(text: str) -> bool:
    """`×××`, `××××年××月`: crosses that show how to fill a form."""
    return bool(_PLACEHOLDER.fullmatch(text))


def hints_example(text: str) -> bool:
    return "例" in text and bool(_EXAMPLE_HINT.fullmatch(plain(text)))


def is_ditto(text: str) -> bool:
    """`同上` and the marks that mean it."""
    return len(text) <= _SHORT and bool(_DITTO.fullmatch("".join(text.split())))


def is_nothing(text: str) -> bool:
    """A word that says the cell is empty on purpose."""
    return bool(_NOTHING.fullmatch(plain(text).rstrip("。.")))


def is_column_number(text: str) -> bool:
    return bool(_COLUMN_NUMBER.fullmatch(plain(text)))


def is_group_line(text: str) -> bool:
    """A line such as `第一村民小组` or `二组` that stands above its people."""
    return bool(_GROUP_LINE.fullmatch(plain(text)))


def group_in(line: str) -> str | None:
    """The group that such a line names."""
    match = _GROUP_LINE.fullmatch(plain(line))
    return group_name(match["group"]) if match else None


def groups_named(title: str) -> set[str]:
    """The groups that a sheet's name or title speaks of: `河湾村第一村民小组户籍表`."""
    return {group_name(found[0]) for found in _GROUP_NAMED.finditer(plain(title))}


def is_heading(text: str) -> bool:
    """A lone line that no person is called: `一、村党支部`, `预备党员`."""
    return bool(_HEADING.fullmatch(plain(text)))


def group_name(text: str) -> str:
    """`第一村民小组`, `一组`, `三` and `1` as `1组`; a name stays a name."""
    word = plain(text).rstrip(":：")
    match = _GROUP.fullmatch(word)
    number = counted(match["number"]) if match else None
    return f"{number}组" if number else word


def counted(text: str) -> int | None:
    """A number up to 999 in Arabic or Chinese digits."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for char in text:
        value = _COUNTED.find(char)
        if value < 0:
            return None
        if value < 10:
            digit = value
        else:
            total += (digit or 1) * (10 if value == 10 else 100)
            digit = 0
    return total + digit
