"""Everything a window or a command may ask for, in the user's verbs."""

from dataclasses import dataclass

from villagedesk.books.papers.paper import Paper
from villagedesk.checks import Found
from villagedesk.checks.reserve import Candidate, Coverage, PostCover
from villagedesk.desk.attaching import Attached, Attaching, AttachmentState
from villagedesk.desk.checking import Checking
from villagedesk.desk.circulating import Circulating
from villagedesk.desk.committees import Committees
from villagedesk.desk.contacts import Contacts, Proposal
from villagedesk.desk.decisions import Decisions, MatterSeen, StageSeen, Step
from villagedesk.desk.exporting import Exported, Exporting
from villagedesk.desk.guarding import Guarding, Safety
from villagedesk.desk.handing import Handing, as_text, read_dump
from villagedesk.desk.importing import Importing
from villagedesk.desk.keeping import Entry, Saved, Trace, Unfinished
from villagedesk.desk.listing import Pick
from villagedesk.desk.mediation import CaseFull, CaseSeen, Clock, Column, Mediation, PaperSeen
from villagedesk.desk.meetings import Attendee, Item, Meetings, Sitting, Studied
from villagedesk.desk.membership import Membership
from villagedesk.desk.merging import Merging
from villagedesk.desk.opening import found_town, found_village, open_existing
from villagedesk.desk.printing import Printing
from villagedesk.desk.reserve import Reserves
from villagedesk.desk.returning import Returning, SlipItem, SlipSeen, Standing
from villagedesk.desk.rolling import Rolling
from villagedesk.desk.settings import Adjustable, Place, Settings
from villagedesk.ledgers.contacts.cover import (
    CellCover,
    ContactCoverage,
    HouseholdSeen,
    MemberLoad,
)
from villagedesk.ledgers.mediation.tally import Counted, Monthly, Share, Statistics
from villagedesk.store.database import without_password

__all__ = [
    "Adjustable",
    "Attached",
    "AttachmentState",
    "Attendee",
    "Candidate",
    "CaseFull",
    "CaseSeen",
    "CellCover",
    "Clock",
    "Column",
    "ContactCoverage",
    "Counted",
    "Coverage",
    "Desk",
    "Entry",
    "Exported",
    "Found",
    "HouseholdSeen",
    "Item",
    "MatterSeen",
    "MemberLoad",
    "Monthly",
    "Paper",
    "PaperSeen",
    "Pick",
    "Place",
    "PostCover",
    "Proposal",
    "Safety",
    "Saved",
    "Share",
    "Sitting",
    "SlipItem",
    "SlipSeen",
    "StageSeen",
    "Standing",
    "Statistics",
    "Step",
    "Studied",
    "Trace",
    "Unfinished",
    "as_text",
    "found_town",
    "found_village",
    "open_existing",
    "read_dump",
    "without_password",
]


@dataclass
class Desk(
    Printing,
    Meetings,
    Mediation,
    Contacts,
    Returning,
    Checking,
    Circulating,
    Rolling,
    Settings,
    Handing,
    Guarding,
    Attaching,
    Committees,
    Decisions,
    Reserves,
    Importing,
    Membership,
    Merging,
    Exporting,
):
    """The one door of windows and commands; all its calls run on one thread."""
