"""What the addresses of service answer to whom."""

from typing import Any

from tests.access.expecting import DAY, Expectation, Page, Table, Thing, listed
from tests.access.marks import Holder, Spot
from tests.access.serving import LED_FROM
from tests.access.world import World

SEEN, MANAGE, TAKE_PART = "service.view", "service.manage", "service.take_part"
NOBODYS = "a word that no role has"
"""Stands for what belongs to one member alone, who is none of those who visit."""
SERVICE_EXPORTS = {
    "service_communities": (),
    "service_posts": ("service_post",),
    "claims": ("service_post",),
    "service_teams": ("team",),
    "service_needs": ("need",),
    "volunteers": (),
    "pledges": ("pledge",),
    "deeds": ("deed",),
    "unit_contacts": (),
    "post_groups": (),
}
SERVICE_IMPORTS = ("service_posts", "claims", "service_teams", "service_needs", "volunteers", "pledges", "deeds")


def at_community(**sent: Any) -> list[Expectation]:
    """A form of a community."""
    return [Thing(sort="serving", see=SEEN, need=MANAGE, sent=sent)]


def managed(sort: str, **sent: Any) -> list[Expectation]:
    """A form about something of service: seen by who sees it, for who manages it."""
    return [Thing(sort=sort, see=SEEN, need=MANAGE, sent=sent)]


def pressed(sort: str) -> list[Expectation]:
    """A button about something of service."""
    return [Thing(sort=sort, see=SEEN, need=MANAGE, sent={}, post_only=True)]


def asked_unit(world: World, holder: Holder, spot: Spot) -> bool:
    """The unit that is asked sees the letter, too."""
    return holder.may("members.manage", world.spots[LED_FROM[spot.key]])


def prints_letter(world: World, holder: Holder, spot: Spot) -> bool:
    """Either side prints the letter."""
    return any(holder.may("papers.print", side) for side in (spot, world.spots[LED_FROM[spot.key]]))


OWN = {"word": TAKE_PART, "otherwise": "absent"}
"""A page of the member who is signed in: for others it is not there."""
SERVICE: Table = {
    "service:communities": listed(),
    "service:mine": [Page(**OWN)],
    "service:take": [Thing(sort="post", see=NOBODYS, sent={})],
    "service:volunteer": [Page(**OWN, sent={"services": "维修"})],
    "service:pledge": [Page(**OWN, sent={"text": "扫楼道"})],
    "service:withdraw_pledge": [Thing(sort="pledge", see=NOBODYS, sent={})],
    "service:report_deed": [Page(**OWN, sent={"title": "扫楼道", "day": DAY})],
    "service:community": [Thing(sort="serving", see=SEEN)],
    "service:switch_on": at_community(posts="x"),
    "service:add_own": at_community(name="新岗", category="治安", places="1"),
    "service:found_team": at_community(name="新队", kind="volunteers", field="维修"),
    "service:enter_volunteer": at_community(names="无此人", services="维修"),
    "service:place_all": pressed("serving"),
    "service:list_need": at_community(title="新需求"),
    "service:hand_needs": at_community(),
    "service:enter_pledges": at_community(names="无此人", text="扫"),
    "service:confirm_all": pressed("serving"),
    "service:contact_units": at_community(members="1"),
    "service:propose": at_community(branch="N-branch"),
    "service:posts": listed("service_post"),
    "service:post": [Thing(sort="post", see=SEEN, shows=("service_post",))],
    "service:change_post": managed("post", name="改名", category="治安", places="9"),
    "service:close_post": managed("post", on="2021-06-30", reason="撤"),
    "service:assign": managed("post", names="无此人"),
    "service:enter_paper": managed("post", names="无此人", on=DAY),
    "service:claims": listed("service_post"),
    "service:claim": [Thing(sort=sort, see=SEEN, shows=("service_post",)) for sort in ("claim", "offered")],
    "service:accept": [Thing(sort="offered", see=SEEN, writes=MANAGE, sent={}, post_only=True)],
    "service:decline": [Thing(sort="offered", see=SEEN, writes=MANAGE, sent={}, post_only=True)],
    "service:give_up": [Thing(sort="claim", see=SEEN, writes=MANAGE, sent={"note": "搬家"})],
    "service:hand_over": managed("claim", successor="无此人", items="钥匙"),
    "service:adjust": [Thing(sort="claim", see=SEEN, writes=MANAGE, sent={"unable_since": DAY, "reason": "病"})],
    "service:decide": [Thing(sort="adjustment", see=MANAGE, sent={"state": "kept"})],
    "service:teams": listed("team"),
    "service:team": [Thing(sort="team", see=SEEN, shows=("team",))],
    "service:change_team": managed("team", name="改名", kind="volunteers", field="维修"),
    "service:join_team": managed("team", names="无此人"),
    "service:leave_team": managed("team", names="无此人"),
    "service:name_leader": managed("team", names="无此人"),
    "service:disband": managed("team", on=DAY, reason="并"),
    "service:volunteers": listed(),
    "service:place_volunteer": managed("application", team="1"),
    "service:needs": listed("need"),
    "service:need": [Thing(sort=sort, see=SEEN, shows=("need",)) for sort in ("handed", "need_done")],
    "service:answer_need": [Thing(sort="handed", see=SEEN, writes=MANAGE, sent={"reply": "accepted"})],
    "service:finish_need": managed("handed", names="无此人", on=DAY, result="好"),
    "service:rate_need": managed("need_done", rating="5"),
    "service:drop_need": managed("handed", reason="不用了"),
    "service:need_phone": [Thing(sort="handed", see=SEEN, need=MANAGE, sent={"reason": "回访"}, clear=True)],
    "service:pledges": listed("pledge"),
    "service:deeds": listed("deed"),
    "service:deed": [Thing(sort="deed", see=SEEN, shows=("deed",))],
    "service:confirm_deed": pressed("deed"),
    "service:return_deed": managed("deed", remark="补照片"),
    "service:deed_file": [Thing(sort="deed_file", see=SEEN)],
    "service:contacts": listed(),
    "service:answer_contact": [Thing(sort="letter", see=SEEN, also=asked_unit)],
    "service:grouping": [Thing(sort="grouping", see=SEEN)],
    "service:accept_grouping": pressed("grouping"),
    "service:discard": pressed("grouping"),
    "service:proposed": [Thing(sort="proposed", see=SEEN)],
    "service:name_group": managed("proposed", name="改名"),
    "service:move_members": managed("proposed", members="1", name="新组"),
    "service:groups": listed(),
    "service:group": [Thing(sort="post_group", see=SEEN)],
    "service:join_group": managed("post_group", names="无此人"),
    "service:leave_group": managed("post_group", names="无此人"),
    "service:name_group_leader": managed("post_group", names="无此人"),
}
SERVICE_PAPERS = {
    "post_card": "claim",
    "hand_over": "claim",
    "volunteer_application": "application",
    "team_roster": "team",
    "group_roster": "post_group",
    "needs_list": "serving",
    "volunteer_summary": "serving",
}


def papers_of_service(**more: Any) -> list[Expectation]:
    """Every paper of service in one form."""
    found: list[Expectation] = [
        Thing(sort=sort, see=SEEN, need="papers.print", arguments=(paper,), costly=True, **more)
        for paper, sort in SERVICE_PAPERS.items()
    ]
    letter = {"sort": "letter", "see": SEEN, "also": asked_unit, "only": prints_letter, "arguments": ("unit_contact",)}
    year = Thing(
        sort="serving", see=SEEN, need="papers.print", arguments=("year_deeds",), costly=True, own_state=True, **more
    )
    return [*found, Thing(**letter, costly=True, **more), year]  # type: ignore[arg-type]


PAPERS_OF_SERVICE = [
    Thing(sort="claim", see=SEEN, arguments=("claim",)),
    Thing(sort="application", see=SEEN, arguments=("volunteer_application",)),
    Thing(sort="team", see=SEEN, arguments=("team",)),
    Thing(sort="post_group", see=SEEN, arguments=("group",)),
    Thing(sort="serving", see=SEEN, arguments=("service_community",)),
    Thing(sort="letter", see=SEEN, also=asked_unit, arguments=("unit_contact",)),
]
