"""What a village sets once: its name and code, its county's rules, the departments of a review."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from villagedesk.declare import Rule
from villagedesk.desk.opening import (
    COUNTY_PROFILE,
    DEPARTMENT_LIST,
    OWN_NUMBERS,
    SUPERVISORY_LABEL,
    OpenDesk,
    check_code,
)
from villagedesk.errors import UserError
from villagedesk.ledgers.committees.tables import DEPARTMENTS, SUPERVISORY_LABELS
from villagedesk.ledgers.mediation.disputes import USUAL
from villagedesk.ledgers.mediation.tables import DISPUTE_LIST
from villagedesk.norms import choices_of, number_words, read_number, rules
from villagedesk.people import UNKNOWN_CODE, Village
from villagedesk.store.database import write_info
from villagedesk.store.records import step, table_of
from villagedesk.store.settings import change_setting, setting

DEFAULTS: dict[str, Any] = {
    DEPARTMENT_LIST: list(DEPARTMENTS),
    DISPUTE_LIST: dict(USUAL),
    SUPERVISORY_LABEL: SUPERVISORY_LABELS[0],
    COUNTY_PROFILE: "",
    OWN_NUMBERS: {},
}


@dataclass(frozen=True)
class Place:
    """The village as it is named on every paper."""

    code: str
    name: str
    town: str
    county: str
    population: int | None
    mixed: bool
    phone: str = ""

    @property
    def code_known(self) -> bool:
        """Whether the village has its real code yet."""
        return self.code != UNKNOWN_CODE


@dataclass(frozen=True)
class Adjustable:
    """A number of a rule that the village may set: what it is called, is, and would be else."""

    norm: str
    key: str
    name: str
    words: str
    usual: str
    rule: str
    source: str
    choices: tuple[str, ...] = ()


@dataclass
class Settings(OpenDesk):
    """The verbs of the settings page and the wizard."""

    def place(self) -> Place:
        """Where this store is kept; a town's store has a name and no code."""
        if self.store.is_town:
            return Place("", self.store.info["name"], self.store.info["name"], "", None, False)
        own, code = table_of(Village), self.village
        with self.store.reading() as connection:
            row = connection.execute(select(own).where(own.c.code == code)).one()
        return Place(
            *(row.code, row.name, row.town, row.county, row.population),
            mixed=bool(row.mixed),
            phone=row.phone or "",
        )

    def change_place(self, values: Mapping[str, Any]) -> None:
        """Changes what is said of the village; a new code reaches every record."""
        code = self.village
        wanted = check_code(str(values.get("code") or code))
        if "name" in values and not str(values["name"]).strip():
            raise UserError("请写上村名，例如 河湾村")
        with step(self.store, "修改本村信息", self.stamp()) as write:
            write.rename(Village, code, {**values, "code": wanted})
            if "name" in values:
                write_info(write.connection, {"name": str(values["name"]).strip()})

    def setting(self, key: str) -> Any:
        """The value of a setting; see DEFAULTS."""
        with self.store.reading() as connection:
            return setting(connection, key, DEFAULTS.get(key))

    def change_setting(self, key: str, value: Any) -> None:
        """Sets a value; None goes back to the default."""
        with step(self.store, "修改设置", self.stamp()) as write:
            change_setting(write, key, value)

    def numbers(self) -> tuple[Adjustable, ...]:
        """Every number that a village may set itself, in the order of the rules."""
        with self.store.reading() as connection:
            usual = rules(setting(connection, COUNTY_PROFILE, ""))
        ours, today = self.rules(), self.today
        in_force = ((key, ours.on(key, today), usual.on(key, today)) for key in ours.versions)
        return tuple(
            _adjustable(rule, other, key)
            for _, rule, other in in_force
            if rule and other
            for key in rule.names
        )

    def set_number(self, norm: str, key: str, typed: str | None) -> None:
        """Sets a number as typed, or with None takes it back; raises UserError where it is none."""
        rule = self.rules().on(norm, self.today)
        if rule is None or key not in rule.names:
            raise UserError("这个数字现在不用了，请重新打开设置看看")
        own = {one: dict(numbers) for one, numbers in self.setting(OWN_NUMBERS).items()}
        own.setdefault(norm, {}).pop(key, None)
        if typed is not None:
            own[norm][key] = read_number(rule, key, typed)
        kept = {one: numbers for one, numbers in own.items() if numbers}
        self.change_setting(OWN_NUMBERS, kept or None)

    def use_county_profile(self, path: Path) -> None:
        """Takes over a county's rule file; raises UserError where it cannot be read."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"“{path.name}”读不出来，请向发文件的单位要一份新的") from error
        rules(text)
        self.change_setting(COUNTY_PROFILE, text)


def _adjustable(rule: Rule, usual: Rule, key: str) -> Adjustable:
    return Adjustable(
        rule.key,
        key,
        rule.names[key],
        number_words(rule.numbers[key]),
        number_words(usual.numbers[key]),
        rule.text,
        rule.source if rule.verified else f"参考：{rule.source}",
        choices_of(rule, key),
    )
