"""党员: members, branches, groups and penalties of the village party organisation."""

from villagedesk.declare import Ledger, Roll
from villagedesk.people import (
    Discipline,
    MemberChange,
    PartyBranch,
    PartyGroup,
    PartyMember,
    Person,
)

_MEMBERS = Roll(
    "党员",
    PartyMember,
    grid=(
        Person.name,
        Person.gender,
        Person.born,
        Person.education,
        PartyMember.branch,
        PartyMember.stage,
        PartyMember.joined,
        Person.phone,
    ),
    form=(
        (
            "党员",
            (
                PartyMember.uid,
                PartyMember.branch,
                PartyMember.group,
                PartyMember.stage,
                PartyMember.joined,
                PartyMember.confirmed,
                PartyMember.post,
            ),
        ),
        (
            "更多",
            (
                PartyMember.standing,
                PartyMember.mobile,
                PartyMember.went_to,
                PartyMember.lost,
                PartyMember.lost_since,
                PartyMember.home_teaching,
                PartyMember.note,
            ),
        ),
    ),
    search=(Person.name, Person.pinyin, Person.initials, Person.id_no, Person.phone),
    sheet=(
        Person.name,
        Person.gender,
        Person.ethnicity,
        Person.born,
        Person.id_no,
        Person.education,
        PartyMember.branch,
        PartyMember.group,
        PartyMember.stage,
        PartyMember.joined,
        PartyMember.confirmed,
        PartyMember.post,
        PartyMember.standing,
        PartyMember.mobile,
        PartyMember.went_to,
        PartyMember.lost,
        PartyMember.lost_since,
        PartyMember.home_teaching,
        Person.phone,
        PartyMember.note,
    ),
    filters=(PartyMember.branch, PartyMember.stage, Person.gender, PartyMember.mobile),
)

_BRANCHES = Roll(
    "党组织",
    PartyBranch,
    grid=(PartyBranch.name, PartyBranch.kind, PartyBranch.above, PartyBranch.founded),
    form=(
        (
            "党组织",
            (
                PartyBranch.name,
                PartyBranch.kind,
                PartyBranch.above,
                PartyBranch.founded,
                PartyBranch.note,
            ),
        ),
    ),
    search=(PartyBranch.name,),
    sheet=(
        PartyBranch.name,
        PartyBranch.kind,
        PartyBranch.above,
        PartyBranch.founded,
        PartyBranch.note,
    ),
)

_GROUPS = Roll(
    "党小组",
    PartyGroup,
    grid=(PartyGroup.name, PartyGroup.branch, PartyGroup.note),
    form=(("党小组", (PartyGroup.name, PartyGroup.branch, PartyGroup.note)),),
    search=(PartyGroup.name,),
    sheet=(PartyGroup.name, PartyGroup.branch, PartyGroup.note),
)

_PENALTIES = Roll(
    "党纪处分",
    Discipline,
    grid=(
        Person.name,
        Discipline.penalty,
        Discipline.since,
        Discipline.until,
        Discipline.document,
    ),
    form=(
        (
            "党纪处分",
            (
                Discipline.person,
                Discipline.penalty,
                Discipline.since,
                Discipline.until,
                Discipline.document,
                Discipline.note,
            ),
        ),
    ),
    search=(Person.name, Person.pinyin, Person.initials),
    sheet=(
        Person.name,
        Person.id_no,
        Discipline.penalty,
        Discipline.since,
        Discipline.until,
        Discipline.document,
        Discipline.note,
    ),
)

_MOVED = (
    MemberChange.branch_before,
    MemberChange.group_before,
    MemberChange.branch_after,
    MemberChange.group_after,
    MemberChange.until,
    MemberChange.document,
    MemberChange.note,
)
CHANGES = Roll(
    "党员变动",
    MemberChange,
    grid=(
        MemberChange.on,
        Person.name,
        MemberChange.kind,
        MemberChange.branch_before,
        MemberChange.branch_after,
        MemberChange.document,
    ),
    form=(("党员变动", (MemberChange.on, MemberChange.person, MemberChange.kind, *_MOVED)),),
    search=(Person.name, Person.pinyin, Person.initials),
    sheet=(MemberChange.on, Person.name, Person.id_no, MemberChange.kind, *_MOVED),
    filters=(MemberChange.kind,),
)

LEDGER = Ledger(
    key="party",
    title="党员",
    shelf="名册",
    rolls=(_MEMBERS, _BRANCHES, _GROUPS, CHANGES, _PENALTIES),
)
