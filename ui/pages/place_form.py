"""The village as it is named on every paper: the same fields in the wizard and in the settings."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui.parts import words
from ui.theme import px
from villagedesk.desk import Place
from villagedesk.errors import Refused, UserError
from villagedesk.kinds import WholeNumber

FIELDS = (
    ("name", "村名", "例如 河湾村"),
    ("town", "乡镇", "例如 青禾镇"),
    ("county", "区县", "例如 清河县"),
    ("phone", "监督电话", "印在公示、公告上；没有就空着，纸上留空"),
    ("population", "人口", "全村户籍人口，用来核对村委会应有几人"),
    ("code", "代码", "12 位数字；还不知道就空着，以后在“设置”里补"),
)
"""Key, label, and what stands in the empty field."""


class PlaceForm(QWidget):
    """Fields of the village; what was changed goes out together."""

    changed = Signal(dict)
    """The changed values, by key; the population as a number or None."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, QLineEdit] = {}
        self._before: dict[str, str] = {}
        self.error = words("", "error", wrap=True)
        self.error.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for place, (key, label, hint) in enumerate(FIELDS):
            field = QLineEdit()
            field.setObjectName(key)
            field.setAccessibleName(label)
            field.setPlaceholderText(hint)
            field.editingFinished.connect(self.commit)
            named = words(label, "label")
            named.setBuddy(field)
            named.setFixedWidth(px(64))
            grid.addWidget(named, place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, place, 1)
            self.lines[key] = field
        grid.addWidget(self.error, len(FIELDS), 1)

    def show_place(self, place: Place) -> None:
        """Puts the village in; what is being typed is left alone."""
        shown = {
            "name": place.name,
            "town": place.town,
            "county": place.county,
            "phone": place.phone,
            "population": "" if place.population is None else str(place.population),
            "code": place.code if place.code_known else "",
        }
        for key, field in self.lines.items():
            if field.text() == self._before.get(key, ""):
                field.setText(shown[key])
        self._before = shown
        self.complain("")

    def commit(self) -> None:
        """Sends out what differs from what was shown, or says what is wrong with it."""
        try:
            values = self.values()
        except UserError as error:
            self.complain(str(error))
            return
        self.complain("")
        if values:
            self.changed.emit(dict(values))

    def values(self) -> Mapping[str, str | int | None]:
        """What was changed; raises UserError where a number is none."""
        typed = {key: field.text().strip() for key, field in self.lines.items()}
        out: dict[str, str | int | None] = {
            key: value for key, value in typed.items() if value != self._before.get(key, "")
        }
        if "population" in out:
            out["population"] = read_population(typed["population"])
        return out

    def settled(self) -> None:
        """What was typed is kept now."""
        self._before = {key: field.text().strip() for key, field in self.lines.items()}

    def complain(self, message: str) -> None:
        """Says below the fields what is wrong, or with no words that nothing is."""
        self.error.setText(message)
        self.error.setVisible(bool(message))


def read_population(typed: str) -> int | None:
    """How many people were typed, None for none; raises UserError for what is no number."""
    try:
        return int(WholeNumber(0).parse(typed)) if typed else None
    except Refused as refused:
        raise UserError(f"人口应是数字，例如 1500；现在写的是“{typed}”") from refused
