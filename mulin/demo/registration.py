"""A year of dual registration in the demo street: last year's campaign nearly complete, this year's under way."""

import datetime
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from mulin.demo.packs import put_members_packs_in_force
from mulin.demo.plan.places import STREET
from mulin.demo.writers import Writers
from mulin.identity.models import User
from mulin.members.models import Tie
from mulin.registration import actions
from mulin.registration.actions import Listed, NewCampaign
from mulin.registration.models import Campaign, RegionRegistration, Registration
from mulin.tree.models import Node

OPENED, LISTED, SENT = (datetime.date(2021, 8, day) for day in (10, 16, 23))
RECEIVED, RETURNED, ENDED = datetime.date(2021, 9, 3), datetime.date(2021, 9, 8), datetime.date(2021, 12, 31)
AGAIN, MOVED = datetime.date(2022, 6, 20), datetime.date(2022, 6, 24)
SKILLS = ("法律咨询", "医疗护理", "水电维修", "书法绘画", "心理辅导", "财务", "文艺", "信息技术")
WISHES = ("周末义诊", "普法宣传", "结对助老", "课后辅导", "秩序巡逻", "环境整治", "矛盾调解", "便民维修")
NEEDS = ("", "老人日间照料", "停车管理", "", "儿童托管", "")
HEALTH = ("健康", "健康", "健康", "高血压，服药控制", "膝关节不便，不宜久站")
FAMILY = ("夫妻和一个孩子", "与父母同住", "单身", "子女在外地", "需照顾老人")
JOBS = ("科员", "教师", "护士", "工程师", "经理", "职员", "副科长")
NEW_THIS_YEAR = 60
"""So many members came since last year's campaign and register in this year's."""
LivingOn = Callable[[datetime.date], AbstractContextManager[None]]
Say = Callable[[str], None]


def register_street(writers: Writers, living_on: LivingOn, say: Say) -> None:
    """Last year nearly everybody; this year those who came since; some moved, one was sent back; shops with badges."""
    started = time.perf_counter()
    put_members_packs_in_force(writers.district)
    by = writers.office
    street = Node.objects.get(code=STREET[0])
    people = listed_people()
    with living_on(OPENED):
        campaign = actions.open_campaign(street, "dual_registration", NewCampaign(2021), by=by)
    live_through(campaign, people[NEW_THIS_YEAR:], living_on, by)
    with living_on(AGAIN):
        current = actions.open_campaign(street, "dual_registration", NewCampaign(2022), by=by)
        begin_this_year(current, people[:NEW_THIS_YEAR], by)
    with living_on(MOVED):
        somebody_moves(by)
        register_circles(by)
    say(f"双报到 {Registration.objects.count()} 人，{time.perf_counter() - started:.1f} 秒")


def listed_people() -> list[Listed]:
    """Everybody in service, with the community they live in and an invented basic form."""
    homes = Tie.objects.filter(kind="home_organisation", until=None, member__category="employed")
    lives = dict(Tie.objects.filter(kind="residence", until=None).values_list("member_id", "node_id"))
    communities = {node.pk: node for node in Node.objects.filter(kind_id="community")}
    rows = homes.order_by("member__code").values_list("member_id", "node_id")
    return [
        Listed(member_id, node_id, communities[lives[member_id]], basic_form(number))
        for number, (member_id, node_id) in enumerate(rows)
        if lives.get(member_id) in communities
    ]


def basic_form(number: int) -> dict[str, str]:
    """What the unit filled in; the same in every build."""
    return {
        "address": f"滨河路{number % 180 + 1}号{number % 12 + 1}幢{number % 6 + 1}0{number % 4 + 1}室",
        "job": JOBS[number % len(JOBS)],
        "rank": "senior" if number % 23 == 0 else "general",
        "skills": SKILLS[number % len(SKILLS)],
        "wishes": WISHES[(number // 3) % len(WISHES)],
        "needs": NEEDS[number % len(NEEDS)],
        "health": HEALTH[(number // 2) % len(HEALTH)],
        "family": FAMILY[number % len(FAMILY)],
    }


def live_through(campaign: Campaign, people: Sequence[Listed], living_on: LivingOn, by: User) -> None:
    """Listed, sent, received and slips returned by the days of the clause; the last few slips are still out."""
    with living_on(LISTED):
        ids = actions.list_members(campaign, people, on=LISTED, by=by)
    rows = Registration.objects.filter(pk__gte=min(ids), pk__lte=max(ids)).order_by("pk")
    with living_on(SENT):
        sent = actions.send(rows, on=SENT, by=by)
    with living_on(RECEIVED):
        received = actions.receive(sent, on=RECEIVED, by=by)
    with living_on(RETURNED):
        actions.return_first_slips(received[: len(received) * 97 // 100], on=RETURNED, by=by)
    with living_on(ENDED):
        actions.end_campaign(campaign, by=by)


def begin_this_year(campaign: Campaign, people: Sequence[Listed], by: User) -> None:
    """A third is received, a third on the way, one sent back, the others listed or not yet."""
    third = len(people) // 3
    ids = actions.list_members(campaign, people[: 2 * third + 8], on=AGAIN, by=by)
    rows = list(Registration.objects.filter(pk__in=ids).order_by("pk"))
    sent = actions.send(rows[: 2 * third], on=AGAIN, by=by)
    actions.receive(sent[:third], on=AGAIN, by=by)
    actions.refuse(sent[-1:], because="不住在本社区，请核对住址", on=AGAIN, by=by)


def somebody_moves(by: User) -> None:
    """One member moves to the next community and registers there anew; another one moves out of the district."""
    first, second, third = Registration.objects.filter(state="received").order_by("pk")[:3]
    others = Node.objects.filter(kind_id="community").exclude(pk=first.community_id).order_by("code")
    actions.report_leaving(first, to=others[0], on=MOVED, by=by)
    actions.register_anew(first, others[0], {"address": "临江路8号2幢301室"}, on=MOVED, by=by)
    actions.report_leaving(second, to=None, words="随家人迁往省城", on=MOVED, by=by)
    elsewhere = Node.objects.filter(kind_id="community").exclude(pk=third.community_id).order_by("-code").first()
    actions.report_leaving(third, to=elsewhere, on=MOVED, by=by)


def register_circles(by: User) -> None:
    """Members of the business circles register with their region; shopkeepers show the badge."""
    for region in Node.objects.filter(kind_id="branch", code__startswith="DZBSH").order_by("code"):
        ties = Tie.objects.filter(node=region, kind="home_organisation", until=None)
        ids = list(ties.order_by("member_id").values_list("member_id", flat=True))
        if ids:
            actions.register_with_region(ids, region, on=MOVED, by=by)
    for number, row in enumerate(RegionRegistration.objects.order_by("pk")[:12]):
        actions.show_badge(row, f"滨河里{number + 1}号铺", on=MOVED, by=by)
        if number % 4 == 0:
            actions.name_demonstration(row, on=MOVED, by=by)
