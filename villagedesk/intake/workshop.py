"""What all tables of one import share: the bench, the clerk's wishes, who and what is known."""

from dataclasses import dataclass, field

from villagedesk.intake.bench import Bench
from villagedesk.intake.links import Links
from villagedesk.intake.model import Wishes
from villagedesk.intake.persons import Register


@dataclass
class Workshop:
    """The bench with an index of its persons and one of its titles."""

    bench: Bench
    wishes: Wishes
    register: Register = field(init=False)
    links: Links = field(init=False)

    def __post_init__(self) -> None:
        self.register = Register(self.bench)
        self.links = Links(self.bench)
