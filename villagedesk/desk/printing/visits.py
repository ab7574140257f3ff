"""The list a member takes along on visits."""

from dataclasses import dataclass

from villagedesk.books.papers.contacts import Door, visit_list
from villagedesk.books.papers.paper import Paper
from villagedesk.desk.opening import OpenDesk
from villagedesk.desk.printing.naming import village_name
from villagedesk.errors import UserError
from villagedesk.ledgers.contacts.homes import by_member, homes, in_force, latest_visits
from villagedesk.people import Person


@dataclass
class VisitPapers(OpenDesk):
    """The verb that lays the list of a member's households ready for the printer."""

    def visit_list_paper(self, member: str) -> Paper:
        """走访名单 of the households the member looks after today, in the order of their numbers.

        Raises UserError where the member is gone or looks after nobody.
        """
        facts, today = self.facts(), self.today
        person = facts.get(Person, member)
        if person is None:
            raise UserError("这名党员已经不在了，可能刚被删除或撤销，请重新打开看看")
        visits, known = latest_visits(facts, today), facts.once(homes)
        mine = [known[uid] for uid in by_member(in_force(facts, today)).get(member, ())]
        there = sorted((home for home in mine if not home.left), key=lambda home: home.number)
        if not there:
            raise UserError(f"“{person.name}”现在没有联系户，先在“联系户”里结对，再打印走访名单")
        doors = []
        for home in there:
            head = facts.get(Person, home.head_uid)
            phone = (head and head.phone) or ""
            visited = visits.get(home.uid, "")
            doors.append(Door(home.number, home.head, home.address, phone, visited))
        name = village_name(self.store)
        return visit_list(name, person.name, doors, day=today.isoformat())
