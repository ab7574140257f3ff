"""Changes a few parts of an .xlsx package in place; every other byte of it stays as it is."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from pyexpat import ParserCreate
from typing import NoReturn
from xml.sax.saxutils import escape, quoteattr

from villagedesk.books.cells import clean_text
from villagedesk.books.reading.package import DAMAGE, Package, Relation
from villagedesk.errors import UserError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_OPENING = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_MEANT = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # would be read as the code of a character
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NO_PART = b'<Relationships xmlns="%s"></Relationships>' % _PACKAGE_RELATIONS.encode()
_TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class Element:
    """One element of a part by the bytes it takes: its tag, what is in it, its end tag."""

    name: str
    prefix: str
    attributes: dict[str, str]
    parent: str
    start: int
    opened: int
    closed: int = 0
    end: int = 0

    @property
    def is_empty(self) -> bool:
        """It was written as `<a/>`."""
        return self.closed == self.end


@dataclass(frozen=True)
class Edit:
    """Bytes that go where others were; nothing is taken away where `start` is `end`."""

    start: int
    end: int
    new: bytes


Wanted = Callable[[str, dict[str, str]], bool]


def elements(xml: bytes, wanted: Wanted) -> list[Element]:
    """The wanted elements of a part in the order of their tags; names come without a prefix.

    Raises UserError for a part that is no plain UTF-8 XML.
    """
    found: dict[int, Element] = {}
    path: list[tuple[str, int]] = []
    parser = ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        prefix, colon, name = tag.rpartition(":")
        at, parent = parser.CurrentByteIndex, path[-1][0] if path else ""
        kept = wanted(name, attributes)
        path.append((name, at if kept else -1))
        if kept:
            opening = _OPENING.match(xml, at)
            opened = opening.end() if opening else _refuse()
            found[at] = Element(name, prefix + colon, attributes, parent, at, opened)

    def end(_: str) -> None:
        _name, at = path.pop()
        if at >= 0:
            one = found[at]
            empty = xml.endswith(b"/>", at, one.opened)
            closed = one.opened if empty else parser.CurrentByteIndex
            ends = closed if empty else xml.index(b">", closed) + 1
            found[at] = replace(one, closed=closed, end=ends)

    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    return list(found.values())


def _refuse(*_: object) -> NoReturn:
    raise UserError("这份表的格式少见，标不上记号；请用 Excel 或 WPS 另存为 .xlsx")


def spliced(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with the edits made; of two at one place the first comes first."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        pieces += [xml[at : edit.start], edit.new]
        at = edit.end
    return b"".join((*pieces, xml[at:]))


def into(element: Element, xml: bytes, new: str) -> Edit:
    """Puts elements behind the last one in another; one written as `<a/>` is opened for them."""
    if not element.is_empty:
        return Edit(element.closed, element.closed, new.encode())
    tag = xml[element.start : element.opened].rstrip(b">").rstrip(b"/ ")
    end = f">{new}</{element.prefix}{element.name}>"
    return Edit(element.start, element.end, tag + end.encode())


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A start tag that says this of an attribute, whatever it said of it before."""
    bare = re.sub(rb"\s%s\s*=\s*(\"[^\"]*\"|'[^']*')" % name.encode(), b"", tag)
    end = b"/>" if bare.endswith(b"/>") else b">"
    return bare[: -len(end)].rstrip() + f" {name}={quoteattr(value)}".encode() + end


def prefixed(xml: str, prefix: str) -> str:
    """Elements as a part names them that writes a prefix before all names."""
    return re.sub(r"(</?)(?=\w)", rf"\g<1>{prefix}", xml) if prefix else xml


def text_of(words: str) -> str:
    """A text as it stands between tags, without what a workbook cannot hold."""
    return _MEANT.sub("_x005F_", escape(clean_text(words)))


class Patch:
    """A package that is being changed: parts are read, replaced, added, then saved as a whole."""

    def __init__(self, data: bytes) -> None:
        """Raises UserError for what is no .xlsx package, or one of a kind that cannot be marked."""
        self._package = Package(data)
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._new: dict[str, bytes] = {}
        roots = self._package.relations("").values()
        self.workbook = next((one.target for one in roots if one.kind == "officeDocument"), "")
        if self.workbook not in self or _STRICT in self.read(self.workbook):
            _refuse()

    def __contains__(self, name: str) -> bool:
        return self._name(name) in self._new or name in self._package

    def _name(self, name: str) -> str:
        """The part's name as the package writes it."""
        member = self._package.parts.get(name.lower())
        return member.filename if member else name

    def read(self, name: str) -> bytes:
        """A part as it stands now."""
        known = self._new.get(self._name(name))
        return b"".join(self._package.chunks(name)) if known is None else known

    def put(self, name: str, content: bytes) -> None:
        """Replaces a part, or adds one whose type the package knows."""
        self._new[self._name(name)] = content

    def splice(self, name: str, edits: Iterable[Edit]) -> None:
        """Changes a part in some places."""
        self.put(name, spliced(self.read(name), edits))

    def add(self, name: str, xml: str, kind: str) -> None:
        """Adds a part with its type; an older one of that name is replaced."""
        there = name in self
        self.put(name, (HEADER + xml).encode())
        if not there:
            self._declare("Override", "PartName", f"/{name}", kind)

    def add_ending(self, ending: str, kind: str) -> None:
        """Declares the type of all parts whose names end so."""
        self._declare("Default", "Extension", ending, kind)

    def _declare(self, tag: str, key: str, value: str, kind: str) -> None:
        xml = self.read(_TYPES)
        types = elements(xml, lambda name, _: name in ("Types", tag))
        if any(one.attributes.get(key, "").lower() == value.lower() for one in types):
            return
        new = f'<{types[0].prefix}{tag} {key}="{value}" ContentType="{kind}"/>'
        self.splice(_TYPES, [into(types[0], xml, new)])

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part of the original leads to, by id."""
        return self._package.relations(part)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Lets a part lead to another; returns the id of the relation."""
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        xml = self.read(rels) if rels in self else HEADER.encode() + _NO_PART
        lines = elements(xml, lambda name, _: name.startswith("Relationship"))
        taken = {one.attributes.get("Id") for one in lines}
        uid = next(f"rIdSlip{n}" for n in range(len(lines) + 1) if f"rIdSlip{n}" not in taken)
        path = posixpath.relpath(target, folder or ".")
        new = (
            f'<{lines[0].prefix}Relationship Id="{uid}" Type="{RELATIONS}/{kind}" Target="{path}"/>'
        )
        declared = rels in self._package
        self.put(rels, spliced(xml, [into(lines[0], xml, new)]))
        if not declared:
            self.add_ending("rels", "application/vnd.openxmlformats-package.relationships+xml")
        return uid

    def save(self, out: Path) -> None:
        """Writes the package, the parts in the order they had, the new ones last."""
        try:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
                new = dict(self._new)
                for member in self._zip.infolist():
                    content = new.pop(member.filename, None)
                    if content is None:
                        content = self.read(member.filename)
                    package.writestr(member, content, compress_type=zipfile.ZIP_DEFLATED)
                for name, content in new.items():
                    # a fixed day, so that the same slip is the same file
                    info = zipfile.ZipInfo(name)
                    package.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
        except DAMAGE as error:
            raise UserError("这份表已经损坏，标不上记号") from error
