"""Photos and scans beside the store: told by their content, cleaned, named by their digest."""

import errno
import os
import re
import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from villagedesk.errors import UserError
from villagedesk.people import Attachment
from villagedesk.store.database import Store
from villagedesk.store.records import table_of

if TYPE_CHECKING:
    from PIL.Image import Image  # heavy: only attaching needs Pillow

FOLDER = "附件"
CONTENT_NAME = re.compile(r"[0-9a-f]{64}\.(?:jpg|png|pdf)")
NOBODYS = "不认识的附件"
"""Where a row that names no content would lie: nowhere, and surely not outside the folder."""

MOST_BYTES = 30 * 2**20
MOST_PIXELS = 50_000_000
LONG_SIDE = 2560
"""Pixels; an A4 sheet is still sharp at 220 dots an inch, and a photo weighs a fifth of what the
phone took, which every backup and every stick carries."""
QUALITY = 85
"""Of a JPEG: nobody sees the difference on paper."""

JPEG, PNG, PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"
PDF_END, PDF_TAIL = b"%%EOF", 2048

REDO_IN_PAINT = "请用“画图”打开它，另存为 JPG，再附那一份"
REDO_AS_PDF = "请打开它，另存为或打印成 PDF，再附那一份"
OTHERS = (
    (0, b"BM", f"是 BMP 图片，{REDO_IN_PAINT}"),
    (0, b"GIF8", f"是 GIF 图片，{REDO_IN_PAINT}"),
    (0, b"II*\0", f"是 TIFF 扫描件，{REDO_IN_PAINT}，或扫描时选 PDF"),
    (0, b"MM\0*", f"是 TIFF 扫描件，{REDO_IN_PAINT}，或扫描时选 PDF"),
    (8, b"WEBP", f"是 WEBP 图片，{REDO_IN_PAINT}"),
    (4, b"ftypavif", f"是 AVIF 图片，{REDO_IN_PAINT}"),
    (4, b"ftyphe", "是手机的 HEIC 照片，请在手机上把它另存为 JPG，或截屏，再附那一份"),
    (4, b"ftypmif1", "是手机的 HEIC 照片，请在手机上把它另存为 JPG，或截屏，再附那一份"),
    (4, b"ftyp", "是视频，这里只附照片（JPG、PNG）和 PDF"),
    (0, b"\xd0\xcf\x11\xe0", f"是 Word、Excel 或 WPS 的文件，{REDO_AS_PDF}"),
    (0, b"PK\x03\x04", f"是 Word、Excel 文件或压缩包，{REDO_AS_PDF}"),
)
"""What else is brought, by the bytes that give it away, and what to do with it."""

BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
)
"""What Pillow raises over a picture that is damaged."""
ORIENTATION = 0x0112
"""The EXIF label that says which way was up, in eight ways."""


@dataclass(frozen=True)
class Enclosure:
    """A photo or scan ready to be kept: its name as given, its ending by content, its bytes."""

    name: str
    kind: str
    data: bytes

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes, under which they are kept."""
        return sha256(self.data).hexdigest()


def clean(path: Path) -> Enclosure:
    """A file made fit to be kept; raises UserError for what is too large, damaged or no paper."""
    try:
        if not path.is_file():
            raise UserError(f"找不到“{path.name}”这个文件，请看看U盘插好没有，再试一次")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"“{path.name}”打不开，请看看它是不是正被别的程序用着，再试一次") from error
    return clean_bytes(path.name, data)


def clean_bytes(name: str, data: bytes) -> Enclosure:
    """Like `clean`, for what came without a file, such as a pasted picture.

    Photos are written anew, upright, at most LONG_SIDE pixels long, and without anything but the
    picture: no place, no time, no telephone. A PDF stays byte for byte, since a signature in it
    would break.
    """
    name = "".join(letter for letter in name if letter.isprintable())[-120:] or FOLDER
    if len(data) > MOST_BYTES:
        raise UserError(
            f"“{name}”超过 {MOST_BYTES // 2**20} MB，太大了，请缩小、拆开，或扫描时选低一点的清晰度"
        )
    if data.startswith(PDF):
        if PDF_END not in data[-PDF_TAIL:]:
            raise UserError(f"“{name}”不完整，可能没有下载完或扫描中断了，请重新取一份再附")
        return Enclosure(name, "pdf", data)
    if data.startswith((JPEG, PNG)):
        kind = "jpg" if data.startswith(JPEG) else "png"
        return Enclosure(name, kind, _picture(name, data, kind))
    known = (words for at, sign, words in OTHERS if data.startswith(sign, at))
    raise UserError(
        f"“{name}”{next(known, '不是照片，也不是 PDF，这里只附 JPG、PNG 照片和 PDF 扫描件')}"
    )


def _picture(name: str, data: bytes, kind: str) -> bytes:
    # its two readers by name: whatever else Pillow can read is never tried on a stranger's file
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    try:
        picture = (JpegImageFile if kind == "jpg" else PngImageFile)(BytesIO(data))
        if picture.width * picture.height > MOST_PIXELS:
            raise UserError(
                f"“{name}”有 {picture.width}×{picture.height} 个像素，太大了，"
                "请关掉手机相机的“高像素”再拍一张，或先缩小"
            )
        picture.draft(picture.mode, (LONG_SIDE, LONG_SIDE))  # a large JPEG is not unpacked whole
        return _written(_upright(_plain(picture)), kind)
    except BROKEN as error:
        raise UserError(f"“{name}”这张图片已经损坏或没有传完，打不开，请重新取一份再附") from error


def _plain(picture: "Image") -> "Image":
    """In grey or in plain colours, which can be scaled without harm."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which a mere conversion would blow out
        return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _upright(picture: "Image") -> "Image":
    from PIL.Image import Transpose  # exif_transpose writes all labels anew, and fails on odd ones

    turns = (
        Transpose.FLIP_LEFT_RIGHT,
        Transpose.ROTATE_180,
        Transpose.FLIP_TOP_BOTTOM,
        Transpose.TRANSPOSE,
        Transpose.ROTATE_270,
        Transpose.TRANSVERSE,
        Transpose.ROTATE_90,
    )
    with suppress(*BROKEN):  # damaged labels cost the turn, not the photo
        label = picture.getexif().get(ORIENTATION, 1)
        if label in range(2, 9):
            return picture.transpose(turns[label - 2])
    return picture


def _written(picture: "Image", kind: str) -> bytes:
    picture.thumbnail((LONG_SIDE, LONG_SIDE))
    picture.info.clear()  # else Pillow hands comments and profiles on
    out = BytesIO()
    picture.save(out, "JPEG" if kind == "jpg" else "PNG", quality=QUALITY)
    return out.getvalue()


def folder_of(store: Store) -> Path:
    """Where a store's papers lie; raises UserError for a store on a server."""
    if store.path is None:
        raise UserError("这个台账在数据库服务器上，还不能附照片和扫描件；请用台账文件（.vdesk）")
    return store.path.absolute().parent / FOLDER


def located(folder: Path, digest: str, kind: str) -> Path:
    """Where a row's paper lies in a folder, whatever a strange store wrote into the row."""
    name = f"{digest}.{kind}"
    return folder / (name if CONTENT_NAME.fullmatch(name) else NOBODYS)


def keep(folder: Path, paper: Enclosure) -> None:
    """Puts a paper into the folder, whole or not at all; raises UserError in the disk's words."""
    target = located(folder, paper.digest, paper.kind)
    try:
        folder.mkdir(exist_ok=True)
        if whole(target) is None:
            put(target, paper.data)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise UserError(
                f"磁盘满了，“{paper.name}”没有附上，以前的都在。请腾出一些地方，再试一次"
            ) from error
        raise UserError(
            f"“{paper.name}”没有附上：这个文件夹不能写（{folder}）。"
            "请把台账文件拷到本机硬盘的文件夹里再打开"
        ) from error


def put(target: Path, data: bytes) -> None:
    """Writes a file under its name only once all of it is on the disk."""
    rough = target.with_suffix(".part")
    try:
        with rough.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        rough.replace(target)
    except OSError:
        with suppress(OSError):
            rough.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # Windows opens no folders, and needs no such thing
        opened = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def carry(source: Path, target: Path) -> None:
    """Copies every whole paper that the other folder lacks; nothing there is ever removed.

    Also what no row names today goes along, for an undo may ask for it again.
    """
    for name in names(source) - names(target):
        data = whole(source / name) if CONTENT_NAME.fullmatch(name) else None
        if data is not None:
            target.mkdir(exist_ok=True)
            put(target / name, data)


def whole(path: Path) -> bytes | None:
    """A paper's bytes; None where it is missing or no longer what its name says."""
    with suppress(OSError):
        data = path.read_bytes()
        return data if sha256(data).hexdigest() == path.stem else None
    return None


def names(folder: Path) -> set[str]:
    """Everything that lies in a folder of papers, by name; nothing where there is no folder."""
    with suppress(OSError):
        return {path.name for path in folder.iterdir()}
    return set()


def named(connection: Connection) -> set[str]:
    """The names of the files that rows ask for."""
    table = table_of(Attachment)
    rows = connection.execute(select(table.c.digest, table.c.kind).distinct())
    return {f"{row.digest}.{row.kind}" for row in rows}
