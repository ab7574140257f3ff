"""Opens a zip package under budgets, so that no hostile file can take memory or time."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate

from villagedesk.errors import UserError

START = Callable[[str, dict[str, str]], object]
END = Callable[[str], object]
TEXT = Callable[[str], object]

DAMAGE = (
    ExpatError, zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, ValueError,
    KeyError, OverflowError, AttributeError, TypeError, struct.error, RuntimeError, LookupError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of everything a workbook may bring; sizes are bytes after unpacking."""

    file: int = 50 << 20
    parts: int = 3000
    part: int = 768 << 20
    parsed: int = 96 << 20
    ratio: int = 300
    ratio_from: int = 4 << 20
    sheets: int = 200
    cells: int = 1_200_000
    blanks: int = 4_000_000
    strings: int = 1_000_000
    characters: int = 64 << 20
    cell_characters: int = 131_068
    rows: int = 200_000
    columns: int = 1000
    merges: int = 50_000


BUDGET = Budget()


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a .rels part; `target` is the full part name unless `external`."""

    kind: str
    target: str
    external: bool


class Package:
    """An open zip package: its parts by lower-case name, unpacked bit by bit under the budget."""

    def __init__(self, data: bytes, budget: Budget = BUDGET) -> None:
        if len(data) > budget.file:
            raise UserError(f"文件超过 {budget.file >> 20} MB，不像一张花名册，请拆成几个小文件")
        self.budget = budget
        self._left = budget.part
        self._parsed = budget.parsed
        self._zip = _open(data)
        self.parts = self._index(self._zip.infolist(), len(data))

    def _index(self, members: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
        if len(members) > self.budget.parts:
            raise UserError(f"文件结构异常（内含 {len(members)} 个部件），请在 Excel 里另存一份")
        if sum(member.compress_size for member in members) > size + 1024:
            raise UserError("文件结构异常（压缩条目重叠），已拒绝读取，请换一份文件")
        parts: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            name = member.filename.replace("\\", "/").lstrip("/").lower()
            if name in parts:
                raise UserError("文件结构异常（有重复的部件），请在 Excel 里另存一份")
            if member.flag_bits & 1:
                raise UserError("文件被压缩软件加了密，请先取消加密")
            parts[name] = member
        return parts

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of one part; sizes written in the zip are never believed."""
        member = self.parts.get(name.lower())
        if member is None:
            raise UserError(f"文件不完整，缺少 {name}，请重新拷贝或在 Excel 里另存一份")
        limit = max(self.budget.ratio_from, self.budget.ratio * max(member.compress_size, 1))
        size = 0
        with self._zip.open(member) as stream:
            while chunk := stream.read(1 << 16):
                size += len(chunk)
                self._left -= len(chunk)
                if self._left < 0 or size > limit:
                    raise UserError("文件解压后大得不正常（疑似“压缩炸弹”），已拒绝读取")
                yield chunk

    def parse(
        self,
        name: str,
        start: START,
        *,
        end: END | None = None,
        text: TEXT | None = None,
        thin: Callable[[Iterable[bytes]], Iterator[bytes]] = iter,
    ) -> None:
        """Runs expat over one part; `thin` may drop bytes that carry nothing beforehand."""
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.EntityDeclHandler = _refuse_doctype
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        for chunk in thin(self.chunks(name)):
            self._parsed -= len(chunk)
            if self._parsed < 0:
                raise UserError("文件内容过多，不像一张花名册，请拆成几个小文件")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def relations(self, part: str) -> dict[str, Relation]:
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, Relation] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) == "Relationship":
                found[attributes.get("Id", "")] = _relation(folder, attributes)

        if rels in self:
            self.parse(rels, start)
        return found


def local(tag: str) -> str:
    return tag.rsplit(" ", 1)[-1]


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise UserError("文件不完整（可能拷贝或下载时中断），请重新拷贝一份") from error


def _relation(folder: str, attributes: dict[str, str]) -> Relation:
    target = attributes.get("Target", "").replace("\\", "/")
    external = attributes.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(attributes.get("Type", "").rsplit("/", 1)[-1], target, external)


def _refuse_doctype(*_: object) -> None:
    raise UserError("文件里有不安全的内容（XML 声明），已拒绝读取，请在 Excel 里另存一份")
