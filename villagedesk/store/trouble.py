"""What SQLite's own errors mean to a clerk; whatever is not listed is a bug and stays one."""

import sqlite3
from pathlib import Path

from sqlalchemy import exc as sql_errors

from villagedesk.errors import UserError

WORDS = {
    "SQLITE_BUSY": "这个台账正在另一窗口中打开。请到那个窗口里继续，或把它关掉再试",
    "SQLITE_LOCKED": "这个台账正在另一窗口中打开。请到那个窗口里继续，或把它关掉再试",
    "SQLITE_FULL": "磁盘{place}满了，这一步没有存上，以前的都在。请腾出至少 50 MB 再试",
    "SQLITE_READONLY": "这个文件夹只能读不能写{place}。请把台账文件拷到本机硬盘的文件夹里再打开",
    "SQLITE_CANTOPEN": "这个文件夹打不开或不能写{place}。请换一个本机硬盘上的文件夹",
    "SQLITE_IOERR": "读写磁盘出错{place}，这一步没有存上。请看看U盘或硬盘是不是松了，再试一次",
    "SQLITE_CORRUPT": "台账文件{place}已经损坏。请用最近的备份，原文件不要删",
    "SQLITE_NOTADB": "这不是村务台账文件{place}，请选以 .vdesk 结尾的台账文件",
}


def in_words(error: sql_errors.DBAPIError, path: Path | None) -> Exception:
    """The world's fault as a UserError; any other database error as it came."""
    origin = error.orig
    if not isinstance(origin, sqlite3.Error):
        if isinstance(error, sql_errors.OperationalError) and path is None:
            return UserError("连不上数据库，请看看网线、地址和密码，再试一次")
        return error
    name = getattr(origin, "sqlite_errorname", "") or ""
    for known, words in WORDS.items():
        if name == known or name.startswith(f"{known}_"):
            return UserError(words.format(place=f"（{path}）" if path else ""))
    return error
