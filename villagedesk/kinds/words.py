"""Kinds whose value is free text: plain text, a person's name, a link to another record."""

import re
import unicodedata
from dataclasses import dataclass

from villagedesk.errors import Refused
from villagedesk.kinds.kind import Kind, clean, words_of
from villagedesk.kinds.reading import Note, Reading

_DOTS = re.compile(r" ?[·•‧・･∙⋅⸱˙●] ?")
_NARROW_DOT = re.compile(r"(?<=[\u3400-\u9fff])[.。](?=[\u3400-\u9fff])")
_BRACKETED = re.compile(r"[（(【\[〔][^）)】\]〕]*[）)】\]〕]?")
_MARKS = re.compile(r"[*＊#※△▲☆★○●◎?？!！,，、:：;；.。\d]+$|^[*＊#※△▲☆★\d.、]+")


@dataclass(frozen=True)
class Text(Kind):
    """Free text, of one line unless said otherwise."""

    lines: int = 1

    def parse(self, raw: object) -> str:
        text = clean(words_of(raw))
        if not text:
            raise Refused("这里是空的，请填写。", "missing")
        return text if self.lines > 1 else " ".join(text.split())

    def show(self, value: str | None) -> str:
        return value or ""


@dataclass(frozen=True)
class Name(Kind):
    """A person's name as it stands on the identity card."""

    def parse(self, raw: object) -> str:
        name = clean_name(words_of(raw))
        if not name:
            raise Refused("姓名是空的，请填写。", "missing")
        wrong = [char for char in name if not _in_names(char)]
        if wrong:
            message = f"姓名“{name}”里有“{wrong[0]}”，请只写姓名，其他说明写到备注。"
            raise Refused(message, "name_extra_text")
        if len(name) > 50:
            raise Refused("姓名太长，请检查是不是填错了格。", "too_long")
        return name

    def show(self, value: str | None) -> str:
        return value or ""


@dataclass(frozen=True)
class Link(Kind):
    """The uid of a record in another table; names are found elsewhere."""

    table: str

    def parse(self, raw: object) -> str:
        uid = clean(words_of(raw))
        if not uid or re.search(r"\s", uid):
            raise Refused("没有选好对应的人或户，请重新选择。", "link_unknown")
        return uid

    def show(self, value: str | None) -> str:
        return value or ""


def clean_name(text: str) -> str:
    """The name without padding blanks (`徐　磊`); blanks stay between Latin words."""
    name = _DOTS.sub("·", clean(text).replace("\n", " "))
    name = _NARROW_DOT.sub("·", name)
    return re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", name)


def read_name(raw: object) -> Reading:
    """A name as a roster gives it; what stands behind (`（小名…）`, `*`) is taken off and noted."""
    written = clean_name(words_of(raw))
    bare = clean_name(_MARKS.sub("", _BRACKETED.sub("", written)))
    if bare == written or not bare:
        return Reading(written or None)
    extra = written.replace(bare, "", 1).strip("（）()[]【】〔〕")
    return Reading(bare, (Note("name_extra_text", extra),))


def _in_names(char: str) -> bool:
    # 〇 is a number by its category; some rare characters still live in the private area
    return char in "·-' 〇" or unicodedata.category(char)[0] in "LM" or _is_private(char)


def _is_private(char: str) -> bool:
    return unicodedata.category(char) == "Co"
