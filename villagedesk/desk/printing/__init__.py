"""Papers laid ready to be printed, from what is stored; what is not stored stays blank."""

from dataclasses import dataclass

from villagedesk.books.papers.paper import (
    Block,
    Closing,
    Form,
    Lines,
    NextPage,
    Paper,
    Passage,
    Picture,
    Signatures,
    Table,
    words_on,
)
from villagedesk.desk.printing.cases import CasePapers, CaseSheet
from villagedesk.desk.printing.matters import MatterPapers
from villagedesk.desk.printing.reports import ReportPapers
from villagedesk.desk.printing.sittings import SittingPapers
from villagedesk.desk.printing.visits import VisitPapers

__all__ = [
    "Block",
    "CaseSheet",
    "Closing",
    "Form",
    "Lines",
    "NextPage",
    "Paper",
    "Passage",
    "Picture",
    "Printing",
    "Signatures",
    "Table",
    "words_on",
]


@dataclass
class Printing(SittingPapers, MatterPapers, VisitPapers, CasePapers, ReportPapers):
    """The verbs that lay a paper ready for the printer."""
