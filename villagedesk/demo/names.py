"""Names as they are heard in the villages of Shaanxi: by clan, by sex, by the years of birth."""

from dataclasses import dataclass
from random import Random

_COMMON = {
    "王": 95, "张": 89, "李": 82, "刘": 69, "杨": 41, "陈": 30, "赵": 29, "马": 22, "高": 18,
    "郭": 17, "白": 14, "何": 13, "田": 12, "孙": 12, "任": 11, "吴": 11, "周": 11, "董": 10,
    "雷": 9, "冯": 9, "曹": 8, "贺": 8, "薛": 8, "党": 7, "魏": 7, "姚": 7, "徐": 7, "宋": 6,
    "朱": 6, "胡": 6, "梁": 6, "杜": 6, "范": 5, "屈": 4, "强": 3, "雒": 3, "权": 2, "弥": 1,
}  # fmt: skip
RARE = ("曾", "单", "仇", "解", "查", "盖", "翟", "员", "区", "尉迟", "欧阳", "郇", "折", "缪")
"""Surnames read otherwise than one would think, or rarely met; some live in every village."""

REMARKABLE = (
    ("王", "䶮", "1", "01"),
    ("刘", "𠮷祥", "1", "01"),
    ("阿依努尔", "·买买提", "2", "05"),
)
"""Names that windows and printers stumble over; sex and people."""


@dataclass(frozen=True)
class Era:
    """How boys and girls were named in some years: first and second characters, and short names."""

    until: int
    boys: tuple[str, str]
    girls: tuple[str, str]
    short: tuple[str, str] = ("", "")
    share: float = 0.0


ERAS = (
    Era(1950, ("德天文玉振万世明有志", "福贵财义堂才林山昌兴"),
        ("秀玉桂翠凤淑月金", "英兰芳莲珍花梅娥")),
    Era(1970, ("建志卫红根宝来新长忠", "国军民东林平生社文义"),
        ("秀淑玉桂彩春雪爱", "兰琴玲萍霞芹梅云"), ("军忠民林", "芳兰英玲"), 0.1),
    Era(1985, ("永小宏晓建文海亚俊宝", "强军利平刚涛峰斌辉杰"),
        ("小红亚晓丽海艳春", "红丽娟艳霞妮莉宁"), ("军勇伟斌涛强刚磊", "红芳丽娟艳玲霞敏"), 0.35),
    Era(2005, ("浩志嘉亚晓文博少子宇", "博超鹏飞凯龙阳洋哲帅"),
        ("佳雨婷晓思梦雪亚", "婷静雪倩茹瑶妮娜"), ("浩超鹏磊博凯阳龙", "娜婷静倩雪敏悦洁"), 0.4),
    Era(9999, ("子浩宇梓俊奕沐一", "轩然航泽辰睿豪宸"),
        ("梓欣雨可诗若语依", "涵怡萱馨彤汐晨诺")),
)  # fmt: skip


def clans(random: Random) -> dict[str, float]:
    """The surnames of one village: a few old families, and all others in their usual share."""
    old = random.sample(list(_COMMON)[:20], 4)
    return {name: share + 150 * (name in old) for name, share in _COMMON.items()}


def surname(random: Random, shares: dict[str, float]) -> str:
    return random.choices(tuple(shares), tuple(shares.values()))[0]


def any_surname(random: Random) -> str:
    """A surname married into the village."""
    return surname(random, {**_COMMON})


def given(random: Random, sex: str, born: int) -> str:
    era = next(era for era in ERAS if born < era.until)
    male = sex == "1"
    if random.random() < era.share:
        return random.choice(era.short[0 if male else 1])
    first, second = era.boys if male else era.girls
    one, two = random.choice(first), random.choice(second)
    return one + (two if two != one else "")
