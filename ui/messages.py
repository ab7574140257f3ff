"""The only place that stops the clerk with a question, or asks for a file or a printer."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter  # loaded when somebody prints

WORKBOOKS = "表格 (*.xlsx *.xls *.et *.csv)"
WORKBOOK = "Excel 工作簿 (*.xlsx)"
STORES = "台账文件 (*.vdesk)"
PDF = "PDF 文件 (*.pdf)"

_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 80
"""Characters of a name: Windows takes 255 with all its folders."""


def ask(parent: QWidget | None, question: str, *, yes: str = "好", no: str = "取消") -> bool:
    """A question that only the clerk can answer; the buttons say what they do."""
    box = QMessageBox(parent)
    box.setWindowTitle("村务台账")
    box.setText(question)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    agree.setProperty("look", "main")
    box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is agree


def tell(parent: QWidget | None, words: str) -> None:
    """Something that must be read before going on."""
    box = QMessageBox(parent)
    box.setWindowTitle("村务台账")
    box.setText(words)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def choose_file(parent: QWidget | None, title: str, kinds: str = WORKBOOKS) -> Path | None:
    """A file that is there."""
    return _path(QFileDialog.getOpenFileName(parent, title, "", kinds)[0])


def choose_files(parent: QWidget | None, title: str, kinds: str = WORKBOOKS) -> tuple[Path, ...]:
    """Files that are there."""
    return tuple(map(Path, QFileDialog.getOpenFileNames(parent, title, "", kinds)[0]))


def choose_save(
    parent: QWidget | None, title: str, *, name: str, kinds: str = WORKBOOK
) -> Path | None:
    """Where a new file shall lie; `name` is the name on offer without what no name can hold, its
    ending that of the file.

    Where the clerk left the ending out, the file that would be replaced is another one than the
    system asked about: so it is asked here.
    """
    ending = Path(name).suffix
    offered = _NOT_IN_A_NAME.sub("", name.removesuffix(ending))[:_LONGEST].strip(" .") + ending
    chosen = QFileDialog.getSaveFileName(parent, title, offered, kinds)[0]
    if not chosen or chosen.lower().endswith(ending.lower()):
        return _path(chosen)
    whole = Path(chosen + ending)
    if whole.exists() and not ask(
        parent, f"“{whole.name}”已经有了，要换成新的吗？", yes="换成新的"
    ):
        return None
    return whole


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """A folder that is there."""
    return _path(QFileDialog.getExistingDirectory(parent, title))


def choose_printer(parent: QWidget | None, *, name: str, pages: int) -> "QPrinter | None":
    """The printer, pages and copies the clerk wants; `name` is what the printer calls the paper."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        tell(parent, "这台电脑上没有装打印机。可以先“存为 PDF”，再拿到有打印机的电脑上打印。")
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def _path(chosen: str) -> Path | None:
    return Path(chosen) if chosen else None
