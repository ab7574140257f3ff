"""The photos and scans of one matter: what hung on the wall, apart from all other papers."""

from ui.attachments import AttachmentRow, Share
from ui.page import Frame
from ui.parts import Card, words
from villagedesk.ledgers.decisions.rolls import DECISIONS
from villagedesk.ledgers.decisions.rules import shows_publication

HUNG = Share("+ 附公示照片", "公示照片", shows_publication)
OTHER = Share("+ 附合同等材料", has=lambda name: not shows_publication(name))
_ROWS = ("公示照片，印在六张环节表后面：", HUNG), ("合同、签到表、招标材料等：", OTHER)


class PhotosCard(Card):
    """Two rows, told apart by the names of what is attached."""

    def __init__(self, frame: Frame) -> None:
        super().__init__("照片和扫描件")
        self.rows: list[AttachmentRow] = []
        for said, share in _ROWS:
            self.rows.append(AttachmentRow(frame, DECISIONS.key, share))
            self.body.addWidget(words(said, "rule", wrap=True))
            self.body.addWidget(self.rows[-1])

    def load(self, matter: str) -> None:
        """Shows what belongs to a matter, by its uid."""
        for row in self.rows:
            row.load(matter)
