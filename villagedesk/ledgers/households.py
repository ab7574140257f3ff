"""户: households and the groups they belong to."""

from villagedesk.declare import Ledger, Roll
from villagedesk.people import HOUSEHOLD_HEAD, HOUSEHOLD_SIZE, Group, Household

LEDGER = Ledger(
    key="households",
    title="户",
    shelf="名册",
    rolls=(
        Roll(
            "户",
            Household,
            grid=(
                Household.number,
                HOUSEHOLD_HEAD,
                HOUSEHOLD_SIZE,
                Household.group,
                Household.address,
                Household.note,
            ),
            form=(("户", (Household.number, Household.group, Household.address, Household.note)),),
            search=(Household.number, Household.address, HOUSEHOLD_HEAD),
            sheet=(
                Household.number,
                HOUSEHOLD_HEAD,
                HOUSEHOLD_SIZE,
                Household.group,
                Household.address,
                Household.note,
            ),
            filters=(Household.group,),
        ),
        Roll(
            "村民小组",
            Group,
            grid=(Group.name, Group.leader, Group.phone, Group.note),
            form=(("村民小组", (Group.name, Group.leader, Group.phone, Group.note)),),
            search=(Group.name, Group.leader),
            sheet=(Group.name, Group.leader, Group.phone, Group.note),
        ),
    ),
)
