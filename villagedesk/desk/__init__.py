"""Everything a window or a command may ask for, in the user's verbs."""

from dataclasses import dataclass

from villagedesk.books.papers.paper import Paper
from villagedesk.checks import Found
from villagedesk.checks.reserve import Candidate, Coverage, PostCover
from villagedesk.desk.attaching import Attached, Attaching, AttachmentState
from villagedesk.desk.checking import Checking
from villagedesk.desk.committees import Committees
from villagedesk.desk.contacts import Contacts, Proposal
from villagedesk.desk.decisions import Decisions, MatterSeen, StageSeen, Step
from villagedesk.desk.exporting import Exported, Exporting
from villagedesk.desk.guarding import Guarding, Safety
from villagedesk.desk.handing import Handing, as_text, read_dump
from villagedesk.desk.importing import Importing
from villagedesk.desk.keeping import Entry, Pick, Saved, Trace, Unfinished
from villagedesk.desk.meetings import Attendee, Item, Meetings, Sitting, Studied
from villagedesk.desk.membership import Membership
from villagedesk.desk.merging import Merging
from villagedesk.desk.opening import found_town, found_village, open_existing, open_village
from villagedesk.desk.printing import Printing
from villagedesk.desk.reserve import Reserves
from villagedesk.desk.settings import Adjustable, Place, Settings
from villagedesk.ledgers.contacts.cover import (
    CellCover,
    ContactCoverage,
    HouseholdSeen,
    MemberLoad,
)

__all__ = [
    "Adjustable",
    "Attached",
    "AttachmentState",
    "Attendee",
    "Candidate",
    "CellCover",
    "ContactCoverage",
    "Coverage",
    "Desk",
    "Entry",
    "Exported",
    "Found",
    "HouseholdSeen",
    "Item",
    "MatterSeen",
    "MemberLoad",
    "Paper",
    "Pick",
    "Place",
    "PostCover",
    "Proposal",
    "Safety",
    "Saved",
    "Sitting",
    "StageSeen",
    "Step",
    "Studied",
    "Trace",
    "Unfinished",
    "as_text",
    "found_town",
    "found_village",
    "open_existing",
    "open_village",
    "read_dump",
]


@dataclass
class Desk(
    Printing,
    Meetings,
    Contacts,
    Checking,
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
