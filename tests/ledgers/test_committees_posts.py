"""What rosters write into the column 职务, and the seats that follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villagedesk.ledgers.committees.posts import split_posts
from villagedesk.ledgers.committees.tables import Body, Post

SECRETARY = (Body.PARTY, Post.SECRETARY, None)
DEPUTY = (Body.PARTY, Post.DEPUTY_SECRETARY, None)
PARTY = (Body.PARTY, Post.MEMBER, None)
ORGANISER = (Body.PARTY, Post.ORGANISER, None)
PUBLICIST = (Body.PARTY, Post.PUBLICIST, None)
DISCIPLINE = (Body.PARTY, Post.DISCIPLINE, None)
CHAIR = (Body.COMMITTEE, Post.CHAIR, None)
DEPUTY_CHAIR = (Body.COMMITTEE, Post.DEPUTY_CHAIR, None)
COMMITTEE = (Body.COMMITTEE, Post.MEMBER, None)
OVERSEER = (Body.SUPERVISORY, Post.MEMBER, None)
HEAD_OVERSEER = (Body.SUPERVISORY, Post.CHAIR, None)
HEAD_OF_COUNCIL = (Body.COUNCIL, Post.HEAD_OF_COUNCIL, None)
COUNCILLOR = (Body.COUNCIL, Post.COUNCILLOR, None)
SUPERVISOR = (Body.SUPERVISORS, Post.SUPERVISOR, None)


def other(words):
    return (Body.OTHER, Post.OTHER, words)


def money(words, body=Body.OTHER):
    return (body, Post.FINANCE, words)


SPELLINGS = {
    "党支部书记、村委会主任": [SECRETARY, CHAIR],
    "党支部书记,村委会主任": [SECRETARY, CHAIR],
    "党支部书记\n村委会主任": [SECRETARY, CHAIR],
    "党支部书记 村委会主任": [SECRETARY, CHAIR],
    "党支部书记村委会主任": [SECRETARY, CHAIR],
    "支部书记兼主任": [SECRETARY, CHAIR],
    "支部书记兼任村主任": [SECRETARY, CHAIR],
    "支书、主任": [SECRETARY, CHAIR],
    "书记主任": [SECRETARY, CHAIR],
    "书记/主任": [SECRETARY, CHAIR],
    "书记（主任）": [SECRETARY, CHAIR],
    "书记（兼主任）": [SECRETARY, CHAIR],
    "书记和主任": [SECRETARY, CHAIR],
    "书记、主任（一肩挑）": [SECRETARY, CHAIR],
    "书记、主任一肩挑": [SECRETARY, CHAIR],
    "书记主任一肩挑": [SECRETARY, CHAIR],
    "书记（一肩挑）": [SECRETARY, CHAIR],
    "一肩挑": [SECRETARY, CHAIR],
    "支书主任“一肩挑”": [SECRETARY, CHAIR],
    "集体经济合作社理事长": [HEAD_OF_COUNCIL],
    "村股份合作社监事": [SUPERVISOR],
    "主  任": [CHAIR],
    "书　记": [SECRETARY],
    "村书记": [SECRETARY],
    "柳林村党支部书记": [SECRETARY],
    "中共柳林村支部委员会书记": [SECRETARY],
    "柳林村村委会主任": [CHAIR],
    "柳林村委会主任": [CHAIR],
    "村民委员会副主任": [DEPUTY_CHAIR],
    "副书记": [DEPUTY],
    "党支部副书记": [DEPUTY],
    "副支书": [DEPUTY],
    "党总支书记": [(Body.PARTY, Post.SECRETARY, "党总支书记")],
    "党委副书记": [(Body.PARTY, Post.DEPUTY_SECRETARY, "党委副书记")],
    "代理主任": [(Body.COMMITTEE, Post.CHAIR, "代理主任")],
    "居委会主任": [(Body.COMMITTEE, Post.CHAIR, "居委会主任")],
    "党支部书记（主持工作）": [(Body.PARTY, Post.SECRETARY, "党支部书记（主持工作）")],
    "支委": [PARTY],
    "支部委员": [PARTY],
    "支委会委员": [PARTY],
    "支部委员（组织）": [ORGANISER],
    "支部委员(组织、宣传)": [ORGANISER, PUBLICIST],
    "党支部组织委员": [ORGANISER],
    "宣传委员": [PUBLICIST],
    "纪检委员": [DISCIPLINE],
    "支部纪律检查委员": [DISCIPLINE],
    "党支部委员、村委会委员": [PARTY, COMMITTEE],
    "支委、村委": [PARTY, COMMITTEE],
    "党支部副书记、委员": [DEPUTY, PARTY],
    "村委会委员": [COMMITTEE],
    "村委会成员": [COMMITTEE],
    "监委会主任": [HEAD_OVERSEER],
    "村监委会主任": [HEAD_OVERSEER],
    "村务监督委员会主任": [HEAD_OVERSEER],
    "村务监督委员会委员": [OVERSEER],
    "村民监督委员会委员": [OVERSEER],
    "村监委委员": [OVERSEER],
    "理事长": [HEAD_OF_COUNCIL],
    "股份经济合作社理事长": [HEAD_OF_COUNCIL],
    "柳林村股份经济合作社理事会理事": [COUNCILLOR],
    "监事": [SUPERVISOR],
    "合作社监事会监事": [SUPERVISOR],
    "监事会主席": [(Body.SUPERVISORS, Post.HEAD_OF_SUPERVISORS, None)],
    "副理事长": [(Body.COUNCIL, Post.DEPUTY_HEAD_OF_COUNCIL, None)],
    "会计": [money("会计")],
    "会计/报账员": [money("会计"), money("报账员")],
    "村会计": [money("村会计")],
    "合作社会计": [money("合作社会计", Body.COUNCIL)],
    "村委会委员兼会计": [COMMITTEE, money("会计")],
    "村委会副主任、妇联主席": [DEPUTY_CHAIR, other("妇联主席")],
    "村委会委员（兼妇联主席）": [COMMITTEE, other("妇联主席")],
    "村文书": [other("村文书")],
    "文书": [other("文书")],
    "妇女主任": [other("妇女主任")],
    "团支部书记": [other("团支部书记")],
    "柳林村团支部书记": [other("柳林村团支部书记")],
    "驻村第一书记": [other("驻村第一书记")],
    "书记、主任（兼）": [SECRETARY, CHAIR],
    "组织、宣传委员": [ORGANISER, PUBLICIST],
    "支部组织宣传委员": [ORGANISER, PUBLICIST],
    "支部组织委员兼宣传委员": [ORGANISER, PUBLICIST],
    "村委会妇女委员": [(Body.COMMITTEE, Post.MEMBER, "村委会妇女委员")],
    "支部青年委员": [(Body.PARTY, Post.MEMBER, "支部青年委员")],
    "前进村党支部书记": [SECRETARY],
    "团结村书记": [SECRETARY],
    "共青团柳林村支部书记": [other("共青团柳林村支部书记")],
    "妇联主席村会计": [other("妇联主席村会计")],
    "原村主任": [other("原村主任")],
    "主任助理": [other("主任助理")],
    "民兵连长": [other("民兵连长")],
    "第三村民小组组长": [other("第三村民小组组长")],
    "两委委员": [other("两委委员")],
    "委员": [other("委员")],
    "1.党支部书记 2.妇联主席": [SECRETARY, other("2.妇联主席")],
    "党支部书记、党支部书记": [SECRETARY],
    "无": [],
    "—": [],
    "": [],
}


@pytest.mark.parametrize(("words", "seats"), SPELLINGS.items())
def test_a_cell_is_read_apart_into_seats(words, seats):
    assert list(split_posts(words)) == seats


@pytest.mark.parametrize(
    ("body", "words", "seats"),
    [
        (Body.COMMITTEE, "主任", [CHAIR]),
        (Body.COMMITTEE, "委员", [COMMITTEE]),
        (Body.SUPERVISORY, "主任", [HEAD_OVERSEER]),
        (Body.SUPERVISORY, "委员", [OVERSEER]),
        (Body.PARTY, "书记", [SECRETARY]),
        (Body.PARTY, "组织委员", [ORGANISER]),
        (Body.COMMITTEE, "无", []),
        (Body.COMMITTEE, "村医", [other("村医")]),
    ],
)
def test_the_column_may_say_which_body_is_meant(body, words, seats):
    assert list(split_posts(words, body=body)) == seats


_WORDS = st.sampled_from(
    ["书记", "主任", "村", "委员", "党支部", "兼", "、", "（", "）", "一肩挑", " ", "妇联"]
)


@given(st.text() | st.lists(_WORDS, max_size=8).map("".join))
def test_no_words_are_a_problem(words):
    for body, post, title in split_posts(words):
        assert title or (body in Body and post != Post.OTHER)
