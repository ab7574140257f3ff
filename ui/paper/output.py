"""A paper as a PDF and on a printer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from ui.paper.marks import Sheet, draw
from ui.paper.pages import sheets
from villagedesk.desk import Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter  # loaded when somebody prints

DOTS = 600
"""An inch, in a PDF."""


def pdf(paper: Paper) -> bytes:
    """The paper as a PDF that holds its fonts."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(paper.title)
    writer.setCreator("村务台账")
    writer.setPageLayout(_a4(paper))
    _paint(sheets(paper), writer)
    return bytes(buffer.data().data())


def print_on(printer: "QPrinter", paper: Paper) -> bool:
    """Prints the pages and copies that were asked for; False where the printer does not take it."""
    printer.setPageLayout(_a4(paper))
    printer.setFullPage(True)
    every = sheets(paper)
    if printer.printRange() == printer.PrintRange.PageRange and printer.fromPage():
        every = every[printer.fromPage() - 1 : printer.toPage()]
    by_hand = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return _paint(every * by_hand, printer)


def _a4(paper: Paper) -> QPageLayout:
    turned = QPageLayout.Orientation
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        turned.Landscape if paper.landscape else turned.Portrait,
        QMarginsF(),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _paint(every: tuple[Sheet, ...], on: "QPdfWriter | QPrinter") -> bool:
    across = on.pageLayout().fullRectPixels(on.resolution()).width()
    painter = QPainter()
    if not painter.begin(on):
        return False
    for place, sheet in enumerate(every):
        if place:
            on.newPage()
        draw(sheet, painter, across)
    return painter.end()
