"""From a fresh clone to the running program or the passing tests, with nothing but Python itself.

python3 installer/bootstrap.py run            make the demo village and open the window on it;
                                              without a display: the same job, files under out/
python3 installer/bootstrap.py test [ARGS]    style, types, layers, tests; with ARGS only these
python3 installer/bootstrap.py setup          only prepare, with the tools of a developer
python3 installer/bootstrap.py doctor         only say what the system lacks

On Windows: py -3.11 installer\\bootstrap.py run
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
ROSTER = ROOT / "resources" / "samples" / "messy_roster.xlsx"
PERIOD = "2026"  # the demo village speaks of a day in this year

WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"  # holds everything of LOCK, in the same versions

# what Qt opens, and the Debian package that brings it
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

FINDINGS = 1  # the exit code of a verb that worked and found something to tell

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "-n", "2", "-p", "no:benchmark", "--cov", "--cov-report="),
)


def say(words: str) -> None:
    print(f"» {words}", flush=True)


def call(
    *command: str | Path,
    env: dict[str, str] | None = None,
    accept: Sequence[int] = (0,),
    stdout: int | None = None,
) -> None:
    """Run a command in the repository and end with its exit code when that is not accepted."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env=env, stdout=stdout)
    if done.returncode not in accept:
        say(f"没有成功（{done.returncode}）：{' '.join(map(str, command))}")
        sys.exit(done.returncode)


def answers(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def missing_packages() -> list[str]:
    """The Debian packages whose files this machine does not have."""
    if not LINUX:
        return []
    missing = [package for library, package in LIBRARIES.items() if not opens(library)]
    if not importlib.util.find_spec("ensurepip") and not uv():
        missing.append("python3-venv")
    return missing


def opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def uv() -> str | None:
    """The fast installer, if it is there and works (a version manager may leave a dead shim)."""
    found = shutil.which("uv")
    return found if found and answers(found, "--version") else None


def install_packages() -> None:
    missing = missing_packages()
    if not missing:
        return
    root = sys.platform != "win32" and os.geteuid() == 0
    prefix = () if root else ("sudo", "-n")
    if not shutil.which("apt-get") or not (root or answers("sudo", "-n", "true")):
        say(f"系统缺少几个软件包，请先运行：sudo apt-get install -y {' '.join(missing)}")
        sys.exit(2)
    say(f"安装系统软件包：{' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ("install", "-qq", "-y", "--no-install-recommends", *missing)
    for verb in (("update", "-qq"), install):
        call(*prefix, "apt-get", *verb, env=quiet, stdout=subprocess.DEVNULL)


def stamp(lock: Path) -> Path:
    return VENV / f"{lock.stem}.stamp"


def fingerprint(lock: Path) -> str:
    """Changes with whatever an environment is made from: place, Python, metadata and lock."""
    made_from = f"{ROOT} {sys.version}".encode()
    for file in (ROOT / "pyproject.toml", lock):
        made_from += file.read_bytes()
    return hashlib.sha256(made_from).hexdigest()


def stands(lock: Path) -> bool:
    mark = stamp(lock)
    return PYTHON.exists() and mark.exists() and mark.read_text() == fingerprint(lock)


def install(lock: Path) -> None:
    say(f"准备运行环境：{lock.name}")
    if tool := uv():
        call(tool, "venv", "-q", "--allow-existing", "--python", sys.executable, VENV)
        pip: tuple[str | Path, ...] = (tool, "pip", "install", "-q", "--python", PYTHON)
    else:
        venv.create(VENV, with_pip=True)
        pip = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    call(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock)
    call(*pip, "--no-deps", "--no-build-isolation", "-e", ROOT)
    # uv leaves it to the first start, and some systems never write it: a start three times slower
    ours = (PYTHON.parent.parent, ROOT / "villagedesk", ROOT / "ui")
    call(PYTHON, "-m", "compileall", "-qq", *ours, accept=(0, 1))  # 1: PySide ships templates
    stamp(lock).write_text(fingerprint(lock))


def prepare(lock: Path) -> None:
    install_packages()
    if not any(stands(enough) for enough in {lock, DEV_LOCK}):
        install(lock)


def has_display() -> bool:
    return not LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def surroundings() -> dict[str, str]:
    """The environment our own programs run in: UTF-8, and a Qt that needs no display if none is."""
    ours = {**os.environ, "PYTHONUTF8": "1"}
    if not has_display():
        ours.setdefault("QT_QPA_PLATFORM", "offscreen")
    return ours


def python(*words: str | Path, accept: Sequence[int] = (0,)) -> None:
    call(PYTHON, *words, env=surroundings(), accept=accept)


def demo_store(folder: Path) -> Path:
    """The demo village in this folder, made at the first call."""
    if not any(folder.glob("*.vdesk")):
        say("生成演示村")
        python("-m", "villagedesk", "demo", folder)
    return next(folder.glob("*.vdesk"))


def run() -> None:
    prepare(LOCK)
    if has_display():
        python("-m", "ui", demo_store(OUT / "demo"))
    else:
        tour(OUT / "tour")


def tour(folder: Path) -> None:
    """The clerk's first day without a display: each result is a file that can be looked at."""
    say("没有显示器：不开窗口，把同样的事做一遍")
    shutil.rmtree(folder, ignore_errors=True)
    store = demo_store(folder)
    book, pictures = folder / "report.xlsx", folder / "pictures"
    say(f"导入花名册：{ROSTER.name}")
    python("-m", "villagedesk", "import", store, ROSTER, accept=(0, FINDINGS))
    say("对照规定检查")
    python("-m", "villagedesk", "check", store, accept=(0, FINDINGS))
    say("导出报镇的工作簿")
    python("-m", "villagedesk", "export", store, "--period", PERIOD, book)
    say("画出各个页面")
    python("-m", "ui.looks", pictures, "--style", "100-light")
    say("都做完了，文件在这里：")
    for name, path in (("台账", store), ("报镇工作簿", book), ("页面图片", pictures)):
        say(f"{name}　{path}")


def test(args: Sequence[str]) -> None:
    prepare(DEV_LOCK)
    for tool, *options in [("pytest", *args)] if args else CHECKS:
        say(f"{tool} {' '.join(options)}")
        call(PYTHON.with_name(tool), *options, env=surroundings())


def main(args: Sequence[str]) -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real console or pipe
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        sys.exit(f"需要 Python 3.11 到 3.13，现在是 {sys.version.split()[0]}")
    match args:
        case [] | ["run"]:
            run()
        case ["test", *rest]:
            test(rest)
        case ["setup"]:
            prepare(DEV_LOCK)
        case ["doctor"]:
            say(f"缺少：{' '.join(missing_packages()) or '无'}")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
