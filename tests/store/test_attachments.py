"""What is attached is what it says it is, says nothing of the one who took it, and lies whole."""

import errno
import os
import random
import struct
import time
import zlib
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps
from PIL.ImageCms import ImageCmsProfile, createProfile
from PIL.PngImagePlugin import PngInfo

from villagedesk.errors import UserError
from villagedesk.store import attachments
from villagedesk.store.attachments import (
    CONTENT_NAME,
    LONG_SIDE,
    MOST_BYTES,
    carry,
    clean,
    clean_bytes,
    folder_of,
    keep,
    located,
    names,
    whole,
)
from villagedesk.store.database import Store

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
SECRETS = (b"Exif", b"GPS", b"http://ns.adobe.com", b"Huawei", b"ICC_PROFILE", b"iCCP", b"tEXt")


def scene(size=(400, 300), mode="RGB"):
    """A picture whose upper left corner is black and whose rest is light."""
    picture = Image.new("RGB", size, (230, 225, 220))
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 3, size[1] // 3), fill=(0, 0, 0))
    return picture.convert(mode)


def told(orientation=1):
    """What a telephone says of a picture: where, when, with what, and which way is up."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0132] = orientation, "Huawei", "2026:11:22 09:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 21.0, 7.0), 3: "E", 4: (107.0, 12.0, 9.0)})
    return exif


def written(picture, kind="JPEG", **saying):
    out = BytesIO()
    picture.save(out, kind, **saying)
    return out.getvalue()


def seen(paper):
    with Image.open(BytesIO(paper.data)) as picture:
        picture.load()
        return picture.copy()


def chatty(kind):
    profile = ImageCmsProfile(createProfile("sRGB")).tobytes()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" ns="http://ns.adobe.com"/>'
    if kind == "JPEG":
        more: dict[str, object] = {"comment": b"Huawei GPS", "xmp": xmp}
    else:
        text = PngInfo()
        text.add_text("Comment", "Huawei GPS")
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        more = {"pnginfo": text}
    return written(scene(), kind, exif=told(), icc_profile=profile, **more)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_nothing_but_the_picture_is_kept(kind):
    data = chatty(kind)
    assert sum(secret in data for secret in SECRETS) >= 4, "the fixture must have what to remove"
    paper = clean_bytes("签到.jpg", data)
    assert [secret for secret in SECRETS if secret in paper.data] == []
    assert set(seen(paper).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert seen(paper).size == (400, 300)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("label", range(1, 9))
def test_a_picture_is_turned_upright_before_it_forgets_which_way_was_up(kind, label):
    data = written(scene(), kind, exif=told(label))
    asked = ImageOps.exif_transpose(Image.open(BytesIO(data))).convert("L")
    turned = seen(clean_bytes("照片", data)).convert("L")
    assert turned.size == asked.size
    for x in (20, asked.width - 20):
        for y in (20, asked.height - 20):
            assert abs(turned.getpixel((x, y)) - asked.getpixel((x, y))) < 12


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_damaged_labels_never_cost_the_photo():
    data, chance = written(scene(), exif=told(6)), random.Random(7)
    begin, end = data.index(b"Exif") + 6, data.index(b"\xff\xdb")
    for _ in range(400):
        hurt = bytearray(data)
        for _ in range(chance.randrange(1, 4)):
            hurt[chance.randrange(begin, end)] = chance.randrange(256)
        assert sorted(seen(clean_bytes("照片", bytes(hurt))).size) == [300, 400]


def test_a_large_photo_is_scaled_and_a_small_one_is_not():
    assert seen(clean_bytes("大", written(scene((6000, 4000))))).size == (LONG_SIDE, 1707)
    assert seen(clean_bytes("小", written(scene((300, 500))))).size == (300, 500)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_png_keeps_its_light_and_dark(mode):
    before = picture = scene(mode="L" if mode == "I;16" else mode)
    if mode == "I;16":  # the upper of the two bytes is what the eye sees
        both = bytes(byte for value in picture.tobytes() for byte in (9, value))
        picture = Image.frombytes(mode, picture.size, both)
    after = seen(clean_bytes("图", written(picture, "PNG"))).convert("L")
    for spot in ((5, 5), (300, 200)):
        assert abs(after.getpixel(spot) - before.convert("L").getpixel(spot)) < 3


def test_a_cmyk_jpeg_becomes_one_that_every_viewer_shows():
    assert seen(clean_bytes("扫描", written(scene(mode="CMYK")))).mode == "RGB"


def test_the_same_picture_has_the_same_digest_whatever_it_is_called(tmp_path):
    data = written(scene(), exif=told())
    one, two = tmp_path / "签到（一）.jpg", tmp_path / "IMG_0001.JPEG"
    one.write_bytes(data)
    two.write_bytes(data)
    assert clean(one).digest == clean(two).digest
    assert clean(one).name == "签到（一）.jpg"
    assert clean_bytes("另一张", written(scene((401, 300)))).digest != clean(one).digest


def test_the_content_says_what_it_is_and_not_the_name():
    assert clean_bytes("其实是png.jpg", written(scene(), "PNG")).kind == "png"
    assert clean_bytes("没有扩展名", PDF).kind == "pdf"


def test_a_pdf_stays_byte_for_byte():
    assert clean_bytes("决议.pdf", PDF).data == PDF


def test_letters_that_hide_a_name_are_left_out():
    assert clean_bytes("签\u202egpj.到\n\udcff.pdf", PDF).name == "签gpj.到.pdf"


STRANGERS = {
    "HEIC": b"\0\0\0\x18ftypheic" + bytes(40),
    "WEBP": b"RIFF\x10\0\0\0WEBPVP8 " + bytes(20),
    "BMP": b"BM" + bytes(60),
    "TIFF": b"II*\0" + bytes(60),
    "GIF": b"GIF89a" + bytes(60),
    "视频": b"\0\0\0\x18ftypmp42" + bytes(40),
    "Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),
    "压缩包": b"PK\x03\x04" + bytes(60),
    "不是照片": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "也不是 PDF": b"MZ\x90\0" + bytes(200) + PDF,
    "这里只附": b"",
}


@pytest.mark.parametrize(("said", "data"), STRANGERS.items(), ids=STRANGERS)
def test_what_is_no_paper_is_refused_in_words_whatever_it_is_called(said, data, tmp_path):
    file = tmp_path / "签到.jpg"
    file.write_bytes(data)
    with pytest.raises(UserError, match=f"“签到.jpg”.*{said}"):
        clean(file)


def test_what_hangs_behind_a_picture_does_not_come_along():
    tail = b"PK\x03\x04<script>MZ\x90" + PDF
    assert tail not in clean_bytes("图", written(scene()) + tail).data
    assert tail not in clean_bytes("图", written(scene(), "PNG") + tail).data


def test_a_pdf_with_something_behind_it_or_cut_off_is_refused():
    for data in (PDF + b"PK\x03\x04" + bytes(4000), PDF[:-8]):
        with pytest.raises(UserError, match="不完整"):
            clean_bytes("决议.pdf", data)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_picture_of_fifty_thousand_by_fifty_thousand_is_refused_unopened():
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9**7)))
    )
    began = time.perf_counter()
    with pytest.raises(UserError, match="50000×50000 个像素"):
        clean_bytes("炸弹.png", bomb + chunk(b"IEND", b""))
    assert time.perf_counter() - began < 0.5


def test_text_that_swells_inside_a_png_is_refused():
    text = chunk(b"zTXt", b"c\0\0" + zlib.compress(bytes(200 * 2**20)))
    data = written(scene(), "PNG")
    with pytest.raises(UserError, match="损坏"):
        clean_bytes("图.png", data[:33] + text + data[33:])


def test_a_file_over_thirty_megabytes_is_refused(tmp_path):
    file = tmp_path / "大.pdf"
    with file.open("wb") as out:
        out.write(b"%PDF-1.4")
        out.truncate(MOST_BYTES + 1)
    with pytest.raises(UserError, match="超过 30 MB"):
        clean(file)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_a_picture_cut_off_or_scrambled_is_refused_or_read_but_never_a_crash():
    chance, refused = random.Random(7), []
    for data in (chatty("JPEG"), chatty("PNG"), written(scene(mode="P"), "PNG")):
        for _ in range(150):
            keeps = chance.randrange(9, len(data)) if chance.random() < 0.3 else len(data)
            hurt = bytearray(data[:keeps])
            for _ in range(chance.randrange(1, 12)):
                hurt[chance.randrange(8, keeps)] = chance.randrange(256)
            try:
                clean_bytes("照片", bytes(hurt))
            except UserError as error:
                refused.append(str(error))
    assert len(refused) > 100
    assert all("损坏" in words or "像素" in words for words in refused)


def test_a_photo_that_was_half_sent_is_refused_in_words():
    data = written(scene())
    with pytest.raises(UserError, match="没有传完"):
        clean_bytes("半张.jpg", data[: len(data) // 2])


def test_a_file_that_is_gone_or_a_folder_is_said(tmp_path):
    for path in (tmp_path / "没有.jpg", tmp_path):
        with pytest.raises(UserError, match="找不到"):
            clean(path)


def test_a_paper_is_kept_under_its_digest_and_mended_when_damaged(tmp_path):
    paper = clean_bytes("决议.pdf", PDF)
    keep(tmp_path / "附件", paper)
    kept = located(tmp_path / "附件", paper.digest, "pdf")
    assert CONTENT_NAME.fullmatch(kept.name)
    kept.write_bytes(b"%PDF- hurt")
    assert whole(kept) is None
    keep(tmp_path / "附件", paper)
    assert whole(kept) == PDF
    assert names(tmp_path / "附件") == {kept.name}


def test_a_row_of_a_strange_store_points_nowhere_outside(tmp_path):
    for digest, kind in (("../../etc/passwd", "pdf"), ("a" * 64, "exe"), ("A" * 64, "jpg")):
        path = located(tmp_path, digest, kind)
        assert path.parent == tmp_path
        assert not path.exists()


def test_a_full_disk_is_said_and_leaves_no_half_file(tmp_path, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="磁盘满了"):
        keep(tmp_path, clean_bytes("决议.pdf", PDF))
    assert names(tmp_path) == set()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "附件").write_text("")  # a file where the folder should be
    with pytest.raises(UserError, match="不能写"):
        keep(tmp_path / "附件", clean_bytes("决议.pdf", PDF))


def test_a_store_on_a_server_says_that_it_takes_none(store: Store):
    with pytest.raises(UserError, match="服务器"):
        folder_of(replace(store, path=None))


def test_the_folder_lies_beside_the_store(store: Store, tmp_path: Path):
    assert folder_of(store) == tmp_path / "附件"


def test_carrying_takes_whole_papers_alone_and_removes_nothing(tmp_path):
    here, there = tmp_path / "附件", tmp_path / "备份"
    there.mkdir()
    (there / "旧的").write_text("x")
    keep(here, clean_bytes("决议.pdf", PDF))
    (here / f"{'0' * 64}.jpg").write_bytes(b"not what its name says")
    (here / "笔记.txt").write_text("x")
    (here / f"{sha256(b'x').hexdigest()}.part").write_bytes(b"x")  # a kill left it
    carry(here, there)
    assert names(there) == {"旧的", f"{clean_bytes('', PDF).digest}.pdf"}


def test_pillow_is_not_loaded_until_something_is_attached():
    source = Path(attachments.__file__).read_text(encoding="utf-8")
    assert not [line for line in source.splitlines() if line.startswith(("import PIL", "from PIL"))]
