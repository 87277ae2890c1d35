"""Service in the demo street: posts, teams with needs, volunteers, pledges and deeds, groups by post, letters."""

import datetime
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from mulin.demo.packs import put_members_packs_in_force
from mulin.demo.writers import Writers
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.service import actions, queries
from mulin.tree.models import Node

OPENED, QUARTER = datetime.date(2021, 9, 1), datetime.date(2022, 4, 8)
SHOWN = "SQ9901"
"""The community whose teams, groups and deeds are shown at length; the others have posts and claims."""
SEED, IN_POSTS = 20210901, 60
PLEDGES = (
    "为独居老人理发",
    "周末教孩子写字",
    "上门维修家电",
    "节假日楼道巡查",
    "每月讲一次政策",
    "陪行动不便的邻居看病",
)
TEAMS = (
    ("红色代办团组", "post_team", "宣传文化", "代办代跑、政策宣讲", "每月第一个周六上午"),
    ("平安巡楼团组", "post_team", "治安调解", "楼道巡查、矛盾调解", "每周五晚上"),
    ("家电维修服务队", "volunteers", "家电维修", "上门维修小家电", "每月第二个周日"),
    ("卫生保健服务队", "volunteers", "卫生保健", "量血压、健康咨询", "每季度最后一个周六"),
)
NEEDS = (
    ("三号楼楼道杂物清理", "治安调解"),
    ("为老年人讲医保新政策", "宣传文化"),
    ("夏季用电安全检查", "家电维修"),
    ("社区广场义诊", "卫生保健"),
)
Living = Callable[[datetime.date], AbstractContextManager[None]]
Say = Callable[[str], None]


def serve(writers: Writers, living_on: Living, say: Say) -> None:
    """Everything through the actions by which people do it, on the days it happened."""
    started = time.perf_counter()
    put_members_packs_in_force(writers.district)
    chance = random.Random(SEED)
    people = residents()
    with living_on(OPENED):
        for community in Node.objects.filter(kind="community", until=None).order_by("code"):
            claims(community, people.get(community.pk, []), chance, writers.of(community))
    shown = Node.objects.get(code=SHOWN)
    lives_here, by = people.get(shown.pk, []), writers.of(shown)
    with living_on(OPENED + datetime.timedelta(days=20)):
        groups(shown, by)
        promise(shown, lives_here, by)
        teams(shown, lives_here, by)
    with living_on(QUARTER):
        quarter(shown, by)
        promise(shown, lives_here[1:], by)
    waiting(shown, lives_here, by)
    say(f"岗位、团组、承诺和党小组，{time.perf_counter() - started:.1f} 秒")


def residents() -> dict[int, list[Member]]:
    """Members in service by the community they live in."""
    found: dict[int, list[Member]] = {}
    ties = Tie.objects.filter(kind=TieKind.RESIDENCE, until=None, member__category="employed").select_related("member")
    for tie in ties.order_by("member_id"):
        found.setdefault(tie.node_id, []).append(tie.member)
    return found


def claims(community: Node, people: list[Member], chance: random.Random, by: User) -> None:
    """The ten public posts, with members who signed for them on paper."""
    codes = [one.code for one in queries.offers(community, today()) if one.ruling.clause.id == "ten_posts"]
    posts = actions.switch_on(community, codes, places=12, by=by)
    serving = chance.sample(people, min(IN_POSTS, len(people)))
    for number, post in enumerate(posts):
        taking = serving[number :: len(posts)]
        if taking:
            actions.enter_paper(post, taking, by=by)


def groups(community: Node, by: User) -> None:
    """Groups by post under the first branch of the community, the first of each its leader."""
    branch = queries.branches_in(community).first()
    if branch is None:
        return
    proposal = actions.propose(community, branch, by=by)
    for group in queries.proposed_groups(proposal):
        leader = queries.proposed_places(group).first()
        actions.name_group(group, name=group.name, leader_id=leader.member_id if leader else None, by=by)
    actions.accept(proposal, by=by)


def promise(community: Node, people: list[Member], by: User) -> None:
    """A pledge of half of the members for this year; some deeds confirmed."""
    half = people[::2]
    year = today().year
    pledged = [
        actions.NewPledge(one, community, year, PLEDGES[number % len(PLEDGES)]) for number, one in enumerate(half)
    ]
    actions.insert_pledges(pledged, by=by)
    deeds = [actions.report_deed(one.member, community, day=today(), title=one.text, by=by) for one in pledged[:8]]
    actions.confirm_deeds([one.pk for one in deeds], by=by)


def teams(community: Node, people: list[Member], by: User) -> None:
    """Teams with members and a leader each."""
    for number, values in enumerate(TEAMS):
        named = dict(zip(("name", "kind", "field", "duty", "meets"), values, strict=True))
        team = actions.found_team(community, named, by=by)
        members = people[number * 6 : number * 6 + 6]
        if members:
            actions.join_team(team, members, by=by)
            actions.name_leader(team, members[0], by=by)


def quarter(community: Node, by: User) -> None:
    """The list of the quarter goes to the teams; the first need is done."""
    needs = actions.list_needs(community, [actions.NewNeed(title, field=field) for title, field in NEEDS], by=by)
    by_field = {team.field: team for team in queries.teams_at(community)}
    assigned = {one.pk: by_field[one.field] for one in needs if one.field in by_field}
    actions.hand_to_teams(community, assigned, by=by)
    done = needs[0]
    helpers = [one.member for one in queries.team_members(by_field[done.field])][:4]
    if helpers:
        actions.finish(done, helpers, on=today(), result="清理三个楼道，张贴提示", by=by)


def waiting(community: Node, people: list[Member], by: User) -> None:
    """What waits on the demo's day: a request, a volunteer, a deed, an application for another post."""
    asked = actions.NewNeed("电饭锅不通电", field="家电维修", resident="示例居民", phone="13800009999")
    actions.list_needs(community, [asked], by=by)
    if len(people) > 30:
        actions.volunteer(people[30], community, services=["民事调解", "家电维修"], skills="电工", times="周末", by=by)
        actions.report_deed(people[0], community, day=today(), title="修好楼道灯", by=by)
    claim = queries.claims_visible_to(by).filter(post__community=community, until=None).order_by("pk").first()
    if claim is not None:
        since = today() - datetime.timedelta(days=30)
        actions.apply_for_adjustment(claim, unable_since=since, reason="长期外派工作", by=by)
