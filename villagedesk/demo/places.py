"""Invented counties, towns and villages; their codes lie in province 99, which does not exist."""

from dataclasses import dataclass
from random import Random

_COUNTIES = ("渭安县", "岐宁县", "秦塬县", "陇平县", "雍河县", "汧川县")
_TOWNS = ("柏水镇", "青塬镇", "石桥岭镇", "槐峪镇", "清湾镇", "雁坡镇", "双泉河镇", "枣林塬镇")
_FIRST = "柳杨槐桐松柏枣杏桃石清白高双龙凤金银红青云泉沙寺庙塔马牛羊雁"
_SECOND = ("家湾", "树坪", "林塬", "家沟", "岭", "渠", "庄", "坡", "王寨", "家堡", "湾", "崖")
_IN_A_TOWN = 150


@dataclass(frozen=True)
class Place:
    """One village: its 12-digit code, and where it lies."""

    code: str
    name: str
    town: str
    county: str

    @property
    def region(self) -> str:
        """The six digits that begin the ID numbers given out there."""
        return self.code[:6]


def places(seed: int, count: int) -> tuple[Place, ...]:
    """Different villages of one county, town by town."""
    random = Random(f"{seed}-places")
    county = random.choice(_COUNTIES)
    towns = random.sample(_TOWNS, len(_TOWNS))
    region = f"9990{random.randrange(21, 90)}"
    names = [f"{first}{second}村" for first in _FIRST for second in _SECOND]
    random.shuffle(names)
    return tuple(
        Place(
            code=f"{region}{101 + index // _IN_A_TOWN}{201 + index % _IN_A_TOWN}",
            name=names[index % len(names)],
            town=towns[index // _IN_A_TOWN % len(towns)],
            county=county,
        )
        for index in range(count)
    )
