"""Lists as tuples: the SELECT behind a grid, a sheet or a search, through one step of links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Select, case, or_, select

from villagedesk.declare import Derived, Face, Record, Roll, Via, column, face
from villagedesk.kinds import Choice, IdNumber, Kind, Link, Name, Phone
from villagedesk.ledgers import rolls
from villagedesk.people import PartyMember, Person

Words = str


def record_types() -> dict[str, type[Record]]:
    """Every table of records by its name, the shared ones and those of all ledgers."""
    return {str(kind.__tablename__): kind for kind in _subclasses(Record)}


def _subclasses(kind: type[Record]) -> Iterable[type[Record]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


@dataclass
class Reach:
    """A table and whatever is joined to it so that fields of linked records can be shown."""

    table: Any
    source: FromClause = field(init=False)
    joined: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.source = self.table

    def shown(self, attribute: Any) -> ColumnElement[Any]:
        """The value people see: a link is the title of what it points to."""
        if isinstance(attribute, Derived):
            expression: ColumnElement[Any] = attribute.expression
            return expression
        own, found = self.stored(attribute)
        kind = found.info["face"].kind if "face" in found.info else None
        return (
            self._title(own.c[found.name], kind.table)
            if isinstance(kind, Link)
            else own.c[found.name]
        )

    def stored(self, attribute: Any) -> tuple[Any, "Column[Any]"]:
        """The table, joined where need be, and the column in which a value lies."""
        if isinstance(attribute, Via):
            return self._joined(
                self.table.c[column(attribute.link).name], _table(attribute.field)
            ), column(attribute.field)
        found = column(attribute)
        if found.table is self.table:
            return self.table, found
        return self._joined(self._link_to(found.table), found.table), found

    def person(self) -> ColumnElement[Any]:
        """The column that holds the uid of the person a row is about."""
        people = Person.__table__  # type: ignore[attr-defined]
        own: ColumnElement[Any] = self.table.c.uid
        return own if self.table is people else self._link_to(people)

    def _link_to(self, target: Any) -> ColumnElement[Any]:
        """The first link of the table that leads to the target; a member is reached as a person.

        Whom else a record names, such as a mentor, is shown by that link itself or by `via()`.
        """
        wanted = {target, Person.__table__} if target is PartyMember.__table__ else {target}  # type: ignore[attr-defined]
        found = [
            key.parent
            for own in self.table.columns
            for key in own.foreign_keys
            if key.column.table in wanted and key.column.name == "uid"
        ]
        if not found:
            raise LookupError(f"{self.table.name} has no link to {target.name}")
        own: ColumnElement[Any] = self.table.c[found[0].name]
        return own

    def _joined(self, link: ColumnElement[Any], target: Any) -> Any:
        key = (str(link), target.name)
        if key not in self.joined:
            alias = target.alias()
            self.source = self.source.outerjoin(alias, link == alias.c.uid)
            self.joined[key] = alias
        return self.joined[key]

    def _title(self, link: ColumnElement[Any], table_name: str) -> ColumnElement[Any]:
        if table_name == PartyMember.__tablename__:
            table_name = str(Person.__tablename__)
        target = record_types()[table_name]
        alias = self._joined(link, target.__table__)  # type: ignore[attr-defined]
        title: ColumnElement[Any] = alias.c[target.title_field]
        return title


def _table(attribute: Any) -> Any:
    return column(attribute).table


def listing(
    roll: Roll,
    attributes: Sequence[Any],
    *,
    words: Words = "",
    where: Mapping[str, Any] | None = None,
    order: Sequence[tuple[Any, bool]] = (),
) -> Select[Any]:
    """Rows of a roll as tuples: uid first, then the attributes as they are shown.

    `words`: each must occur in one of the roll's search fields. `where`: field key -> shown value.
    `order`: attributes with True for descending; the roll's own order follows.
    """
    reach = Reach(roll.table)
    shown = [reach.shown(attribute) for attribute in attributes]
    tests = [_has_word(reach, roll, word) for word in words.lower().split()]
    tests += [_equals(reach, roll, key, value) for key, value in (where or {}).items()]
    ordering = [
        _order(reach, attribute, descending)
        for attribute, descending in (
            *order,
            *((own, False) for own in roll.order or roll.grid[:1]),
        )
    ]
    return (
        select(roll.table.c.uid, *shown)
        .select_from(reach.source)
        .where(*tests)
        .order_by(*ordering, roll.table.c.uid)
    )


def _has_word(reach: Reach, roll: Roll, word: str) -> ColumnElement[bool]:
    fields = [own for own in roll.search if _may_hold(_kind(own), word)] or roll.search
    people = [column(own).name for own in fields if _is_of_person(own)]
    tests = [
        reach.shown(own).contains(word, autoescape=True) for own in fields if not _is_of_person(own)
    ]
    return or_(*tests, *([reach.person().in_(_people_with(word, people))] if people else []))


def _is_of_person(attribute: Any) -> bool:
    return not isinstance(attribute, Derived | Via) and _table(attribute) is Person.__table__  # type: ignore[attr-defined]


def _people_with(word: str, names: Sequence[str]) -> Select[Any]:
    """Persons by their search index alone, which is a quarter of the table."""
    own = Person.__table__.alias()  # type: ignore[attr-defined]
    return select(own.c.uid).where(or_(*(own.c[n].contains(word, autoescape=True) for n in names)))


def _may_hold(kind: Kind | None, word: str) -> bool:
    """Whether a word can stand in such a field at all: no digits in a name, no 汉字 in pinyin."""
    if kind is None:  # pinyin and initials, which people do not see
        return word.isascii() and not word.isdigit()
    if isinstance(kind, IdNumber | Phone):
        return any(char.isdigit() for char in word)
    return not (isinstance(kind, Name) and word.isdigit())


def _equals(reach: Reach, roll: Roll, key: str, value: Any) -> ColumnElement[bool]:
    if key in ("village", "uid"):
        own: ColumnElement[bool] = roll.table.c[key] == value
        return own
    attribute = field_of(roll, key)
    shown = reach.shown(attribute)
    return shown.is_(None) if value is None else shown == value


def _order(reach: Reach, attribute: Any, descending: bool) -> ColumnElement[Any]:
    shown = reach.shown(attribute)
    kind = _kind(attribute)
    if isinstance(kind, Choice):
        shown = case(
            {str(word): place for place, word in enumerate(kind.words)}, value=shown, else_=99
        )
    else:
        shown = _sorted(shown)
    return shown.desc().nulls_last() if descending else shown.asc().nulls_first()


def _kind(attribute: Any) -> Kind | None:
    """The kind of a field; a plain column that people do not see has none."""
    if isinstance(attribute, Derived):
        return attribute.face.kind
    own = column(attribute.field if isinstance(attribute, Via) else attribute).info.get("face")
    return own.kind if isinstance(own, Face) else None


def _sorted(shown: ColumnElement[Any]) -> ColumnElement[Any]:
    """A title by what its table sorts by: names by pinyin, groups by number, terms by start."""
    table: Any = getattr(shown, "table", None)
    kind = None if table is None else record_types().get(getattr(table, "element", table).name)
    if kind is None or not kind.sort_field or shown.key != kind.title_field:
        return shown
    found: ColumnElement[Any] = table.c[kind.sort_field]
    return found


def field_of(roll: Roll, key: str) -> Any:
    """The attribute a field key stands for in this roll; raises LookupError."""
    everywhere = (*roll.grid, *roll.sheet, *roll.filters, *(f for _, fs in roll.form for f in fs))
    for attribute in everywhere:
        if face(attribute).key == key:
            return attribute
    raise LookupError(f"{roll.key} has no field {key}")


def roll_of(key: str) -> Roll:
    """The roll whose table has this name; raises LookupError."""
    for roll in rolls():
        if roll.key == key:
            return roll
    raise LookupError(f"no roll {key}")
