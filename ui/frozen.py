"""The first column of a table, laid over it so that it stays in sight when the rest moves away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView


class FrozenColumn(QTableView):
    """Shares model and marks with the table below it, and follows its every move."""

    def __init__(self, over: QTableView) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("Frozen")
        self.setModel(over.model())
        self.setSelectionModel(over.selectionModel())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        bar = over.verticalScrollBar()
        bar.valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(bar.setValue)
        over.horizontalScrollBar().rangeChanged.connect(lambda *_: self.place())
        over.horizontalHeader().sectionResized.connect(lambda *_: self.place())
        over.model().modelReset.connect(self.place)
        self.hide()

    def place(self) -> None:
        """Lies exactly over the first column, where there is anything to scroll."""
        over, header = self._over, self._over.horizontalHeader()
        self.setVisible(over.horizontalScrollBar().maximum() > 0)
        if not self.isVisibleTo(over):
            return
        for column in range(1, over.model().columnCount()):
            self.setColumnHidden(column, True)
        self.setColumnWidth(0, over.columnWidth(0))
        self.horizontalHeader().setFixedHeight(header.height())
        self.verticalHeader().setDefaultSectionSize(over.verticalHeader().defaultSectionSize())
        edge = over.frameWidth()
        height = header.height() + over.viewport().height()
        self.setGeometry(edge, edge, over.columnWidth(0), height)
        self.verticalScrollBar().setValue(over.verticalScrollBar().value())
        self.raise_()
