"""汇总: what the villages handed in."""

from ui.page import Frame, Page
from ui.parts import PageHeader


class CollectingPage(Page):
    """汇总."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.column.addWidget(PageHeader("汇总", "各村报来的表"))
        self.column.addStretch(1)
