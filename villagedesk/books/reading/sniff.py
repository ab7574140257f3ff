"""Tells by its first bytes what a file really is, whatever its name says."""

import unicodedata

REFUSALS = {
    "empty": "文件是空的（0 字节），请重新导出或重新拷贝",
    "encrypted": "文件设置了打开密码，请先在 Excel 或 WPS 里取消密码，再读取",
    "ole": "这不是 Excel 表格（像是旧版 Word 或 PPT 文件），请换成 Excel 表格",
    "pdf": "这是 PDF 文件，不是 Excel 表格，请向发表的人要 Excel 原件",
    "html": "这是网页表格（后缀被改成了 Excel），请用 Excel 或 WPS 打开后另存为 .xlsx",
    "xml2003": "这是“XML 表格 2003”，请用 Excel 或 WPS 打开后另存为 .xlsx",
    "lock": "这是 Excel 或 WPS 打开文件时留下的临时文件（~$），请选没有“~$”的那一个",
    "rar": "这是压缩包，请先解压，再选里面的 Excel 表格",
    "store": "这是台账的数据文件（.vdesk），不是 Excel 表格，请从程序里导出成 Excel 再用",
    "picture": "这是图片，不是 Excel 表格，请换成 Excel 表格",
    "unknown": "这不是 Excel 表格，或文件已损坏，请重新拷贝一份",
}

_STARTS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF", "pdf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "rar"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"SQLite format 3\0", "store"),
    (b"\x09\x08\x10\x00\x00\x06", "xls"),
)


def sniff(data: bytes) -> str:
    """`zip`, `xls`, `text`, or a key of `REFUSALS`."""
    if not data:
        return "empty"
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(data)
    return _lock_or_markup(data) or ("text" if decode(data) is not None else "unknown")


def decode(data: bytes) -> str | None:
    """The text of a delimited file in UTF-8, UTF-16 or GB18030; None when it is not text."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if not any(unicodedata.category(char) in ("Cc", "Cn") for char in _unusual(text)):
            return text
    return None


def _unusual(text: str) -> set[str]:
    return {char for char in set(text) if not char.isprintable() and char not in "\r\n\t\f\x1a"}


def _old_office(data: bytes) -> str:
    names = ("EncryptedPackage", "Workbook", "Book")
    kinds = dict(zip(names, ("encrypted", "xls", "xls"), strict=True))
    return next((kinds[name] for name in names if name.encode("utf-16le") in data), "ole")


def _lock_or_markup(data: bytes) -> str | None:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<html" in head or b"<table" in head or head.startswith(b"<!doctype html"):
        return "html"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "xml2003"
    named = data[0] < 64 and data[1 + data[0] : 2 + data[0]] in (b" ", b"\0")
    return "lock" if 100 <= len(data) <= 512 and named else None
