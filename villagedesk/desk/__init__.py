"""Everything a window or a command may ask for, in the user's verbs."""

from dataclasses import dataclass

from villagedesk.checks import Found
from villagedesk.desk.checking import Checking
from villagedesk.desk.committees import Committees
from villagedesk.desk.exporting import Exported, Exporting
from villagedesk.desk.guarding import Guarding, Safety
from villagedesk.desk.handing import Handing, as_text, read_dump
from villagedesk.desk.importing import Importing
from villagedesk.desk.keeping import Entry, Keeping, Pick, Saved, Trace, Unfinished
from villagedesk.desk.merging import Merging
from villagedesk.desk.opening import found_town, found_village, open_existing, open_village
from villagedesk.desk.settings import Place, Settings

__all__ = [
    "Desk",
    "Entry",
    "Exported",
    "Found",
    "Pick",
    "Place",
    "Safety",
    "Saved",
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
    Keeping, Checking, Settings, Handing, Guarding, Committees, Importing, Merging, Exporting
):
    """The one door of windows and commands; all its calls run on one thread."""
