"""What a database's own errors mean to a clerk; whatever is not listed is a bug and stays one."""

import re
import sqlite3
from pathlib import Path

from sqlalchemy import exc as sql_errors

from villagedesk.errors import ReadOnlyError, StoreError, UserError

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

PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""What the next step may find gone."""

UNREACHABLE = "连不上数据库服务器。请看看网线插好没有、地址写对没有、服务器开着没有，再试一次"
NOT_LET_IN = "这个账号不能进这个数据库，请管理员看看权限"

SERVER_WORDS = {
    "08": UNREACHABLE,
    "22003": "有一个数字大得存不下，这一步没有存上，请核对这份表里的数字",
    "25006": "这台数据库服务器现在只能看，不能改，这一步没有存上。请问问管理员",
    "25P03": "这一步隔得太久，服务器断开了，没有存上。请再试一次",
    "28": "服务器不认这个账号或密码。请核对数据库地址里的账号和密码，或问问管理员",
    "3D000": "服务器上没有这个数据库。请核对数据库地址，或请管理员先建好",
    "3F000": "这个数据库里没有给这个账号用的地方，请管理员看看权限",
    "40": "有同事正在收同一批记录，这一步没有存上，请过一会儿再来一次",
    "42501": "这个账号在数据库里只能看，不能改，这一步没有做成。要改请向管理员要能写的账号；"
    "程序刚升级过的，请管理员先用建库的账号打开一次",
    "42P07": "这个数据库里已经有台账了，不会覆盖它；请管理员另建一个空的数据库",
    "53100": "数据库服务器的磁盘满了，这一步没有存上，以前的都在。请告诉管理员",
    "53300": "连着数据库服务器的人太多了，请过一会儿再试，或告诉管理员",
    "53": "数据库服务器现在忙不过来，这一步没有存上。请过一会儿再试，或告诉管理员",
    "55P03": "有同事的程序一直占着这些记录，等不到，这一步没有存上。请过一会儿再试，或告诉管理员",
    "57014": "服务器嫌这一步做得太久，停下了，没有存上。请告诉管理员",
    "57": "数据库服务器正在停机或重新启动，这一步没有存上。请过一会儿再试",
}
"""By SQLSTATE, or by the class of it."""

LASTING = ("08", "25006", "28", "3D000", "42501", "53", "57P")
"""What does not pass by itself before the next file."""

AT_THE_DOOR = (
    ("53300", ("too many", "slots are reserved", "太多", "保留", "预留")),
    ("57", ("starting up", "shutting down", "recovery mode", "启动中", "正在关闭", "恢复模式")),
    ("57", ("not currently accepting", "not yet accepting")),
    ("", ("permission denied", "权限不够")),
    ("28", ("password", "authentication", "pg_hba.conf", "role", "密码", "口令", "认证", "角色")),
    ("3D000", ("database", "数据库")),
)
"""A server that lets nobody in tells no SQLSTATE, only words, in its own language."""

WRONG_ADDRESS = "数据库地址里有写错的地方。地址写成 postgresql+psycopg://账号:密码@服务器/数据库"
UNKEPT = "有一处文字里夹着数据库存不下的字符，这一步没有存上，请把那一处重新打一遍"


def in_words(error: sql_errors.DBAPIError, path: Path | None) -> Exception:
    """The world's fault as a UserError, without a password in it; any other error as it came.

    A StoreError where the next step would fail as well.
    """
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        return _of_file(origin, path) or error
    return _of_server(error, getattr(origin, "sqlstate", None)) or error


def _of_file(origin: sqlite3.Error, path: Path | None) -> UserError | None:
    name = getattr(origin, "sqlite_errorname", "") or ""
    for known, words in WORDS.items():
        if name == known or name.startswith(f"{known}_"):
            said = words.format(place=f"（{path}）" if path else "")
            return UserError(said) if known in PASSING else StoreError(said)
    return None


def _of_server(error: sql_errors.DBAPIError, state: str | None) -> UserError | None:
    if state is None:
        return _without_state(error)
    for known, words in SERVER_WORDS.items():
        if state.startswith(known):
            return _kind_of(state)(words)
    return None


def _without_state(error: sql_errors.DBAPIError) -> UserError | None:
    """What was found out on this side, or before the server knew who asks."""
    said = str(error.orig)
    if isinstance(error, sql_errors.OperationalError):
        return _at_the_door(said)
    if isinstance(error, sql_errors.DataError) and "NUL" in said:
        return UserError(UNKEPT)
    return UserError(WRONG_ADDRESS) if "connection option" in said else None


def _kind_of(state: str) -> type[UserError]:
    if state in ("25006", "42501"):
        return ReadOnlyError
    return StoreError if state.startswith(LASTING) else UserError


def _at_the_door(said: str) -> UserError:
    reason = re.sub('"[^"]*"', "", said.rpartition("failed: ")[2])
    for state, words in AT_THE_DOOR:
        if any(word in reason for word in words):
            return StoreError(SERVER_WORDS.get(state, NOT_LET_IN))
    return StoreError(UNREACHABLE)
