"""Everything a window or a command may ask for, in the user's verbs."""

from dataclasses import dataclass

from villagedesk.checks import Found
from villagedesk.desk.attaching import Attached, Attaching, AttachmentState
from villagedesk.desk.checking import Checking
from villagedesk.desk.committees import Committees
from villagedesk.desk.exporting import Exported, Exporting
from villagedesk.desk.guarding import Guarding, Safety
from villagedesk.desk.handing import Handing, as_text, read_dump
from villagedesk.desk.importing import Importing
from villagedesk.desk.keeping import Entry, Pick, Saved, Trace, Unfinished
from villagedesk.desk.meetings import Attendee, Item, Meetings, Sitting
from villagedesk.desk.merging import Merging
from villagedesk.desk.opening import found_town, found_village, open_existing, open_village
from villagedesk.desk.reserve import Reserves
from villagedesk.desk.settings import Adjustable, Place, Settings

__all__ = [
    "Attached",
    "AttachmentState",
    "Adjustable",
    "Attendee",
    "Desk",
    "Entry",
    "Exported",
    "Found",
    "Item",
    "Pick",
    "Place",
    "Safety",
    "Saved",
    "Sitting",
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
    Meetings,
    Checking,
    Settings,
    Handing,
    Guarding,
    Committees,
    Reserves,
    Importing,
    Merging,
    Exporting,
):
    """The one door of windows and commands; all its calls run on one thread."""
