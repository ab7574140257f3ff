"""A button that says what is chosen, with a menu of what else there is."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton


class Choose(QPushButton):
    """A button that says what is chosen and opens a menu of what else there is."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.options: tuple[tuple[str, object], ...] = ()
        self.value: object = None
        self.setAutoDefault(True)  # Enter opens it, as Space does
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.menu_of_options().popup(self._below()))

    def offer(self, options: Sequence[tuple[str, object]], value: object) -> None:
        """The options as (words, value), and the one chosen now; the signal stays silent."""
        self.options = tuple(options)
        self._show(value)

    def choose(self, value: object) -> None:
        """Chooses as the clerk would."""
        self._show(value)
        self.chosen.emit(value)

    def _show(self, value: object) -> None:
        self.value = value
        shown = next((said for said, option in self.options if option == value), "请选择")
        self.setText(f"{shown} ▾")
        self.setAccessibleName(f"{self._name} {shown}")

    def _below(self) -> QPoint:
        return self.mapToGlobal(self.rect().bottomLeft())

    def menu_of_options(self) -> QMenu:
        """The menu a press opens."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for said, option in self.options:
            menu.addAction(said).triggered.connect(lambda _=False, one=option: self.choose(one))
        return menu
