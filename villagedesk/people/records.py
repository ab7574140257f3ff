"""What every ledger has beside its rows: terms, remarks, drafts, papers attached, settings."""

from typing import ClassVar

from sqlmodel import Field, SQLModel

from villagedesk.declare import Record, text, when
from villagedesk.people.village import When


class Term(Record, table=True):
    """届次: the years for which a team is chosen."""

    title_field: ClassVar[str] = "title"
    sort_field: ClassVar[str] = "start"
    spans: ClassVar[tuple[tuple[str, str], ...]] = (
        ("start", "due_end"),
        ("start", "ended"),
        ("due_end", "extended_to"),
    )

    title: str = text("届次", required=True, width=12, key="term")
    start: When = when("开始日期", required=True, key="term_start")
    due_end: When = when("届满日期", required=True, key="term_due_end")
    ended: When | None = when("实际结束", key="term_ended")
    extended_to: When | None = when("延期至", key="term_extended_to")
    extension: str | None = text("延期批准文号", width=18)
    handover_on: When | None = when("交接日期", past=True)
    handover_note: str | None = text("交接事项", lines=4, width=24)
    note: str | None = text("备注", lines=2, key="remark")


class Remark(Record, table=True):
    """The clerk's word on a finding: norm, the record it is about, and the period."""

    title_field: ClassVar[str] = "norm"

    norm: str = Field(index=True)
    about: str = Field(index=True)
    period: str = ""
    words: str = ""


class Draft(Record, table=True):
    """An unfinished record: what was typed, word for word, until it can be taken.

    `roll` names the table it is for, `about` the record being changed ("" for a new one), `typed`
    is JSON by field key. Drafts are out of checks, lists and workbooks.
    """

    title_field: ClassVar[str] = "roll"

    roll: str = Field(index=True)
    about: str = ""
    typed: str = "{}"
    at: str = ""


class Attachment(Record, table=True):
    """A photo or scan that belongs to one record; its bytes lie beside the store, by content.

    `about` is the record's uid and `roll` its table; `digest` is the SHA-256 of the file as kept,
    `kind` its ending without the dot, `size` in bytes.
    """

    title_field: ClassVar[str] = "name"

    about: str = Field(index=True)
    roll: str
    name: str
    digest: str = Field(index=True)
    kind: str
    size: int
    added_on: str


class Tie(Record, table=True):
    """What one record led to in another ledger, made by the desk: a matter and its meeting, a visit
    and the case that came of it. `kind` says how they belong together.
    """

    title_field: ClassVar[str] = "kind"

    from_uid: str = Field(index=True)
    from_roll: str
    to_uid: str = Field(index=True)
    to_roll: str
    kind: str


class Setting(SQLModel, table=True):
    """What the village or its county has set, by key; the value is JSON."""

    key: str = Field(primary_key=True)
    value: str
