"""Opening a store for a window or a command, and what every verb of the desk starts from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from villagedesk.declare import Facts
from villagedesk.errors import UserError
from villagedesk.ledgers.committees.tables import SUPERVISORY_LABELS
from villagedesk.norms import Rules, rules
from villagedesk.people import UNKNOWN_CODE, Village
from villagedesk.store import records
from villagedesk.store.database import Store, create_store, open_store
from villagedesk.store.records import Stamp, table_of
from villagedesk.store.settings import setting
from villagedesk.town import parcels  # noqa: F401  # a town's tables, before the schema is made

WHICH_VILLAGE = "这是镇里的汇总台账，里面有许多村；请说明是哪个村（--village 加 12 位代码）"
COUNTY_PROFILE = "county_profile"
SUPERVISORY_LABEL = "supervisory_label"
DEPARTMENT_LIST = "departments"
OWN_NUMBERS = "numbers"


@dataclass
class OpenDesk:
    """A store and the clock that were given; every family of verbs builds on it."""

    store: Store
    clock: Callable[[], datetime]
    who: str = ""
    """Who sits at it; nobody named is whoever usually does."""
    chosen: str = ""
    """In a town's store the village that is spoken of, by its code."""

    @property
    def today(self) -> date:
        """The day on which the clerk sits at the desk."""
        return self.clock().date()

    def now(self) -> datetime:
        """The moment of a change, to the second."""
        return self.clock().replace(microsecond=0)

    def stamp(self) -> Stamp:
        """Who acts, and when."""
        usual = "镇干部" if self.store.is_town else "村文书"
        return Stamp(self.who or usual, self.now())

    @property
    def village(self) -> str:
        """The code of the store's village; raises UserError in a town's where none is chosen."""
        with self.store.reading() as connection:
            codes = connection.execute(select(table_of(Village).c.code)).scalars().all()
        if self.store.is_town and self.chosen not in codes:
            raise UserError(WHICH_VILLAGE)
        return self.chosen or str(codes[0])

    def choose_village(self, code: str) -> None:
        """In a town's store, which village is spoken of; raises UserError for one not there."""
        with self.store.reading() as connection:
            codes = connection.execute(select(table_of(Village).c.code)).scalars().all()
        if code not in codes:
            raise UserError(f"没有代码是“{code}”的村，请核对；还没有收到它的表时也没有它")
        self.chosen = code

    def facts(self) -> Facts:
        """The village, read as norms and tables ask for it; where others write, at one moment."""
        village = self.village
        if self.store.is_shared:
            with self.store.reading() as connection:
                return records.facts_at_once(connection, village)

        def fetch(kind: type) -> object:
            with self.store.reading() as connection:
                return records.facts(connection, village).fetch(kind)

        return Facts(fetch)  # type: ignore[arg-type]  # fetch returns rows of whatever table it is given

    def rules(self) -> Rules:
        """The rules in force here: the shipped ones, the county's over them, our numbers on top."""
        with self.store.reading() as connection:
            own = setting(connection, OWN_NUMBERS, {})
            return rules(setting(connection, COUNTY_PROFILE, ""), own)

    def said(self, words: str) -> str:
        """Words with the supervisory committee called as it is called here."""
        return words.replace(SUPERVISORY_LABELS[0], self.supervisory_label)

    @property
    def supervisory_label(self) -> str:
        """What this village calls its supervisory committee."""
        with self.store.reading() as connection:
            return str(setting(connection, SUPERVISORY_LABEL, SUPERVISORY_LABELS[0]))

    def close(self) -> None:
        """Gives the store back."""
        self.store.close()


def found_village(target: str, *, code: str, name: str, now: datetime) -> Store:
    """A new store for one village; an unknown code may be left empty and set later."""
    checked = check_code(code) if code else UNKNOWN_CODE
    if not name.strip():
        raise UserError("请写上村名，例如 河湾村")
    return create_store(target, kind="village", name=name.strip(), code=checked, now=now)


def found_town(target: str, *, name: str, now: datetime) -> Store:
    """A new store for a town that will collect its villages' workbooks."""
    if not name.strip():
        raise UserError("请写上镇名，例如 青禾镇")
    return create_store(target, kind="town", name=name.strip(), code="", now=now)


def open_existing(target: str) -> Store:
    """A village's or a town's store that is there already; see store.database.open_store."""
    return open_store(target)


def check_code(code: str) -> str:
    """The 12 digits of a village (GB/T 10114); raises UserError with what is wrong."""
    digits = code.strip()
    if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
        raise UserError(
            f"“{code}”不是村的代码，应是 12 位数字，例如 610326101200；不知道可以先空着"
        )
    if digits != UNKNOWN_CODE and digits[6:9] == "000":
        raise UserError(f"“{code}”第 7 到 9 位（乡镇）不能是 000，请核对")
    return digits
