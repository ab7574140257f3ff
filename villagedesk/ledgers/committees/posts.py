"""The posts a roster names in one cell, read apart: “党支部书记、村委会主任” is two seats."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from villagedesk.kinds import clean, is_dash
from villagedesk.ledgers.committees.tables import Body, Post

Named: TypeAlias = tuple[Body, Post, str | None]
"""A body, a post, and the roster's own words where they say more than these two."""

_COLLECTIVE = (
    "村集体经济组织 集体经济组织 集体经济合作社 集体经济股份合作社 集体经济 股份经济合作社 "
    "股份合作社 经济合作社 经济联合社 经联社 合作社"
)
_BODIES = {
    Body.PARTY: (
        "党支部委员会 支部委员会 党总支委员会 联合党支部 党总支部 党支部 党总支 总支部 总支 支部 "
        "党委会 党委 党组织 支委会 支委"
    ),
    Body.COMMITTEE: "村民委员会 村委会 村委 居民委员会 居委会 居委",
    Body.SUPERVISORY: (
        "村务监督委员会 村民监督委员会 监督委员会 村务监委会 村监委会 村监委 监委会 村监会 监委"
    ),
    Body.COUNCIL: _COLLECTIVE,
    Body.SUPERVISORS: _COLLECTIVE,
}
_FINANCE = {
    word: Post.FINANCE
    for word in (
        "会计",
        "出纳",
        "报账员",
        "报账会计",
        "记账员",
        "财会人员",
        "财务人员",
        "财会",
        "财务",
    )
}
_MEMBER = {"委员": Post.MEMBER, "成员": Post.MEMBER}
_CHAIR = {"主任": Post.CHAIR, "副主任": Post.DEPUTY_CHAIR}
_DUTIES = {
    "组织": Post.ORGANISER,
    "宣传": Post.PUBLICIST,
    "纪检": Post.DISCIPLINE,
    "纪律检查": Post.DISCIPLINE,
    "纪检监察": Post.DISCIPLINE,
}
_LEADERS = {
    "书记": Post.SECRETARY,
    "支书": Post.SECRETARY,
    "副书记": Post.DEPUTY_SECRETARY,
    "副支书": Post.DEPUTY_SECRETARY,
}
_OF_PARTY = _LEADERS | {f"{duty}委员": post for duty, post in _DUTIES.items()}
_OF_COUNCIL = {
    "理事长": Post.HEAD_OF_COUNCIL,
    "副理事长": Post.DEPUTY_HEAD_OF_COUNCIL,
    "理事": Post.COUNCILLOR,
}
_OF_SUPERVISORS = {
    "监事长": Post.HEAD_OF_SUPERVISORS,
    "监事会主席": Post.HEAD_OF_SUPERVISORS,
    "监事会主任": Post.HEAD_OF_SUPERVISORS,
    "监事": Post.SUPERVISOR,
}
_POSTS = {
    Body.PARTY: _OF_PARTY | _MEMBER,
    Body.COMMITTEE: _CHAIR | _MEMBER | _FINANCE,
    Body.SUPERVISORY: _CHAIR | _MEMBER,
    Body.COUNCIL: _OF_COUNCIL
    | {f"理事会{word}": post for word, post in _OF_COUNCIL.items()}
    | {"理事会成员": Post.COUNCILLOR}
    | _FINANCE,
    Body.SUPERVISORS: _OF_SUPERVISORS
    | {f"监事会{word}": post for word, post in _OF_SUPERVISORS.items()}
    | {"监事会成员": Post.SUPERVISOR},
}
_ALONE = {
    **{word: (Body.PARTY, post) for word, post in _OF_PARTY.items()},
    **{word: (Body.COMMITTEE, post) for word, post in _CHAIR.items()},
    **{word: (Body.COUNCIL, post) for word, post in _POSTS[Body.COUNCIL].items()},
    **{word: (Body.SUPERVISORS, post) for word, post in _POSTS[Body.SUPERVISORS].items()},
    **{word: (Body.OTHER, post) for word, post in _FINANCE.items()},
    "支委": (Body.PARTY, Post.MEMBER),
    "村委": (Body.COMMITTEE, Post.MEMBER),
    "监委": (Body.SUPERVISORY, Post.MEMBER),
}
"""Posts that need no body to be understood."""

# 驻村第一书记, 原村主任 and the like hold no seat of the village; a place names no post
_NO_SEAT = "原|前任|前村|驻|包村|包联|挂|联村|共青团"
_NO_PLACE = "书记|主任|委员|主席|[理监]事|支部|会计|文书|[队组连社]长"
_PLACE = f"(?:中共)?(?:(?!{_NO_SEAT})(?:(?!{_NO_PLACE}).){{0,10}}?(?=村|社区)(?:村|社区)?)?"
_ACTING = r"(?:代理|代)?"
_APART = re.compile(
    r"(?:[、,，;；/+&|\n]|兼(?!职)任?|暨|(?:(?<=书记)|(?<=主任)|(?<=委员)|(?<=会计))[和及与])"
    r"(?![^(]*\))"
)
_SHARED = re.compile(r"(组织|宣传|纪检)[、,]?(?=(?:(?:组织|宣传|纪检)[、,]?)+委员)")
_QUOTES = re.compile('[“”‘’"「」]')
_BOTH_AT_ONCE = "一肩挑"
_SAYS_MORE = re.compile("总支|党委|居委|居民|代")


_HEADINGS = {
    Body.SUPERVISORY: "监督委员会|监委会|监会",
    Body.SUPERVISORS: "监事会",
    Body.COUNCIL: "理事会",
    Body.COMMITTEE: "村民委员会|居民委员会|村委会|居委会",
    Body.PARTY: "党(?:总)?支部|党总支|党委|党组织|党内|支部委员会|支委会",
}


def body_named(heading: str) -> Body | None:
    """The one body that a sheet's name, title or heading line is about: `二、村民委员会`."""
    found = [body for body, words in _HEADINGS.items() if re.search(words, clean(heading))]
    return found[0] if len(found) == 1 and "两委" not in heading else None


def split_posts(text: str, *, body: Body | None = None) -> tuple[Named, ...]:
    """Every post of a roster's cell, in its order; `body` is that of the column, where it has one.

    Words outside the list become 其他 posts with their words; nothing is refused or lost.
    """
    text = _QUOTES.sub("", clean(text)).replace("（", "(").replace("）", ")").replace("：", "")
    text = _SHARED.sub(r"\1委员、", text)
    found: list[Named] = []
    for part in _APART.split(text):
        for named in _read(part.strip(" .。:;，、"), body):
            before = found[-1][0] if found else Body.OTHER
            if named == (Body.OTHER, Post.OTHER, "委员") and before in _BODIES:
                named = (before, Post.MEMBER, None)
            if named not in found:
                found.append(named)
    return tuple(found)


def _read(part: str, body: Body | None) -> Iterator[Named]:
    """The posts of a part that no mark divides."""
    part = re.sub(r"^\d+[.)]?", "", part).strip()
    if not part or is_dash(part) or part in ("无", "没有", "无职务"):
        return
    if part != _BOTH_AT_ONCE and part.endswith(_BOTH_AT_ONCE):
        part = f"{part.removesuffix(_BOTH_AT_ONCE)}({_BOTH_AT_ONCE})"
    bracketed = re.fullmatch(r"(.+?)\((.+)\)", part)
    if bracketed:
        yield from _with_bracket(bracketed[1].strip(), bracketed[2].strip(), body)
    elif part == _BOTH_AT_ONCE:
        yield from _ONE_SHOULDER
    else:
        yield from _known(part, body) or _in_a_row(part, body) or (_other(part),)


_ONE_SHOULDER: tuple[Named, ...] = (
    (Body.PARTY, Post.SECRETARY, None),
    (Body.COMMITTEE, Post.CHAIR, None),
)


def _with_bracket(outside: str, inside: str, body: Body | None) -> Iterator[Named]:
    """支部委员（组织） is one post, 书记（主任） two, 书记（主持工作） one with its own words."""
    named = tuple(_read(outside, body))
    if inside == _BOTH_AT_ONCE:
        yield from dict.fromkeys((*named, *_ONE_SHOULDER))
        return
    words = [word.strip() for word in re.split("[、,，;；/]", inside)]
    duties = [_DUTIES[bare] for word in words if (bare := word.removesuffix("委员")) in _DUTIES]
    if duties and len(duties) == len(words) and named == ((Body.PARTY, Post.MEMBER, None),):
        yield from ((Body.PARTY, duty, None) for duty in duties)
        return
    more = [known for word in words for known in _known(word.removeprefix("兼"), body)]
    if len(more) >= len(words):
        yield from (*named, *more)
    elif inside == "兼":
        yield from named
    elif inside.startswith("兼"):
        yield from (*named, _other(inside.removeprefix("兼").removeprefix("任")))
    else:
        whole = f"{outside}（{inside}）"
        yield from (*named[:-1], (*named[-1][:2], whole))


def _known(part: str, body: Body | None) -> tuple[Named, ...]:
    """The one post that a part names in full, or nothing."""
    word = re.sub(r"\s+", "", part)
    if body in _POSTS and word in _POSTS[body]:
        post = _POSTS[body][word]
        return ((body, post, word if post == Post.FINANCE else None),)
    for place, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(word):
            return (_named(place, _POSTS[place][match["post"]], word),)
    if match := _PATTERN_ALONE.fullmatch(word):
        place, post = _ALONE[match["post"]]
        return (_named(place, post, word),)
    if match := _OWN_WORDS.fullmatch(word):
        return ((Body.PARTY if match["party"] else Body.COMMITTEE, Post.MEMBER, word),)
    return ()


def _named(body: Body, post: Post, word: str) -> Named:
    says_more = post == Post.FINANCE or _SAYS_MORE.search(word)
    return body, post, word if says_more else None


def _in_a_row(part: str, body: Body | None) -> tuple[Named, ...]:
    """Posts with a blank or nothing between them: 书记主任."""
    words = part.split()
    if len(words) > 1 and any(_known(word, body) for word in words):
        return tuple(named for word in words for named in _known(word, body) or (_other(word),))
    for end in range(len(part) - 1, 1, -1):
        first = _known(part[:end], body)
        rest = first and (_known(part[end:], body) or _in_a_row(part[end:], body))
        if rest:
            return (*first, *rest)
    return ()


def _other(words: str) -> Named:
    return Body.OTHER, Post.OTHER, words


def _any_of(words: "list[str] | dict[str, object]") -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PATTERNS = {
    place: re.compile(
        f"{_PLACE}(?:{_any_of(words.split())}){_ACTING}(?P<post>{_any_of(list(_POSTS[place]))})"
    )
    for place, words in _BODIES.items()
}
_OWN_WORDS = re.compile(
    f"{_PLACE}(?:(?P<party>{_any_of(_BODIES[Body.PARTY].split())})|村民委员会|村委会)"
    "(?!组织|宣传|纪检|纪律)[^委]{1,6}委员"
)
_PATTERN_ALONE = re.compile(f"{_PLACE}{_ACTING}(?P<post>{_any_of(list(_ALONE))})")
