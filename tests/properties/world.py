"""A small street in which anything may happen, and a pack whose duties and items look at all of it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mulin.assessments.models import Proposal
from mulin.duties.models import DutyState
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions import Homes, change_category, leave, move_tie, register
from mulin.members.choices import Category, Leaving
from mulin.members.models import Member
from mulin.organisations import actions as keeping
from mulin.organisations.models import Premises, Staff
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.programmes.queries import stored_pack
from mulin.records import actions as records
from mulin.records.choices import State
from mulin.records.models import Activity
from mulin.records.rules import Attendee
from mulin.rulebook.schema import Pack
from mulin.tree.actions import NewNode, dissolve, found, merge, move
from mulin.tree.models import Node
from mulin.web.actions.keeping import tick
from tests.assessments.small_pack import SINCE, SOURCE, held, item, level, rubric
from tests.worlds import built_once

TODAY = datetime.date(2021, 7, 1)
TIDY = {"name": "premises_counted", "arguments": {"kind": "compound_parlour", "standard": "standard"}, "window": "day"}
PARLOURS = {
    "name": "children_with_premises_share",
    "arguments": {"child_kind": "compound", "kind": "compound_parlour", "standard": "any"},
    "window": "day",
}
WORKERS = {"name": "staff_counted", "arguments": {"post": "community_worker"}, "window": "day"}
MEETINGS = {"name": "duty_kept_share", "arguments": {"duty": "meeting"}, "window": "year"}
BELOW = {"name": "activities_held_below", "arguments": {"kind": ["meeting", "patrol"]}, "window": "year"}


def duty(duty_id: str, kind: str, period: str, times: int = 1, **more: Any) -> dict[str, Any]:
    """A duty to hold so many activities of a kind in every period."""
    return {
        "id": duty_id,
        "name": duty_id,
        "subjects": [kind],
        "period": period,
        "times": times,
        "measure": held(duty_id, period),
        "source": SOURCE,
    } | more


def member_duty(duty_id: str, kind: str, period: str, **more: Any) -> dict[str, Any]:
    """A duty of every member to be at so many activities of a kind in every period."""
    measure = {"name": "attendances_by_member", "arguments": {"kind": kind}, "window": "year"}
    return duty(duty_id, "member", period, measure=measure) | more


def world_pack(**changes: Any) -> Pack:
    """The pack; ``changes`` replace whole parts of it."""
    children = {"when": "children", "kinds": ["compound"], "grade": "standard", "share": "30%", "source": SOURCE}
    whole = {
        "pack": "world",
        "edition": "2021",
        "title": "试用制度",
        "since": SINCE,
        "documents": [{"id": "plan", "title": "试用方案"}],
        "activities": [
            {"id": "meeting", "name": "会议", "hosts": ["community"], "source": SOURCE},
            {"id": "patrol", "name": "巡查", "hosts": ["compound", "community"], "source": SOURCE},
        ],
        "duties": [
            duty(
                "meeting",
                "community",
                "quarter",
                excused_without={"name": "children_counted", "arguments": {"kind": "compound"}, "window": "day"},
            ),
            duty("patrol", "compound", "month", 2),
            duty(
                "staffed",
                "community",
                "half_year",
                measure=held("patrol", "half_year"),
                excused_without={"name": "resident_members_counted", "window": "day"},
            ),
            member_duty("comes", "meeting", "quarter", among={"tie": "residence", "categories": ["employed"]}),
            member_duty("patrols", "patrol", "year", times=2),
        ],
        "rubrics": [
            rubric(
                "street",
                21,
                [
                    item("21.1", "下辖活动", 60, way="per_unit", measure=BELOW, points=3),
                    item("21.2", "社区工作者", 40, way="per_unit", measure=WORKERS, points=10),
                ],
            ),
            rubric(
                "community",
                1,
                [
                    item("01.1", "按季开会", 40, way="share", measure=MEETINGS),
                    item("01.2", "社区工作者", 30, way="per_unit", measure=WORKERS, points=10),
                    item("01.3", "小区客厅", 30, way="share", measure=PARLOURS),
                ],
            ),
            rubric(
                "compound",
                11,
                [
                    item("11.1", "巡查", 60, way="per_unit", measure=held("patrol"), points=20),
                    item("11.2", "客厅达标", 40, way="threshold", measure=TIDY, at_least=1),
                ],
            ),
        ],
        "gradings": [
            {"rubric": "community", "levels": [level("standard", "标准型", 30, conditions=[children])]},
            {"rubric": "compound", "levels": [level("standard", "标准型", 40)]},
        ],
    }
    return Pack.model_validate(whole | changes)


def derived() -> dict[str, list[tuple[Any, ...]]]:
    """Everything derived, apart from the day on which it was derived and the ids of its rows."""
    keys = ("programme_id", "node_id", "member_id", "duty", "first")
    duties = DutyState.objects.order_by(*keys)
    proposals = Proposal.objects.order_by("programme_id", "subject_id", "rubric")
    columns = ("programme_id", "subject_id", "rubric", "total", "grade", "items", "missing", "notices")
    duty_columns = ("tie", "last", "due", "required", "count", "met_on", "excused", "reason", "facts", "period")
    return {
        "duties": list(duties.values_list(*keys, *duty_columns)),
        "proposals": list(proposals.values_list(*columns)),
        "paths": list(Node.objects.order_by("pk").values_list("pk", "path", "place_path")),
    }


@dataclass
class World:
    """The street, who acts in it, and how to set the day."""

    street: Node
    committee: Node
    programme: Programme
    by: User
    settings: Any

    def of_kind(self, kind: str) -> list[Node]:
        """Nodes of a kind that stand today, oldest first."""
        return list(Node.objects.holding_on(self.settings.TODAY).filter(kind=kind).order_by("pk"))

    def one(self, kind: str, number: int) -> Node:
        """Some node of a kind."""
        there = self.of_kind(kind)
        return there[number % len(there)]

    def found(self, kind: str, name: str, above: Node | None, inside: Node | None = None) -> Node:
        """A node from the beginning."""
        return found(NewNode(kind, name, above, inside), reason="建档", by=self.by)

    def happen(self, what: str, number: int, day: datetime.date) -> None:
        """Let one thing happen; where the rules refuse it, nothing does."""
        try:
            HAPPENINGS[what](self, number, min(day, self.settings.TODAY))
        except Refused:
            return


def make_world(by: User, settings: Any, pack: Pack | None = None) -> World:
    """Two communities with two compounds each, a branch, and the programme in force."""
    settings.TODAY = TODAY
    stored_pack.cache_clear()
    return World(*a_small_street(by, pack or world_pack()), by, settings)


@built_once
def a_small_street(by: User, pack: Pack) -> tuple[Node, Node, Programme]:
    """Its street, its working committee, and the programme in force."""
    street = found(NewNode("street", "睦邻街道"), reason="建档", by=by)
    committee = found(NewNode("party_work_committee", "街道党工委", None, street), reason="建档", by=by)
    edition, _ = install(pack, by=by)
    programme = publish(adopt(edition, street, since=SINCE, by=by, legal_basis="试用文件"), by=by)
    for name in ("东", "西"):
        community = found(NewNode("community", f"{name}社区", street), reason="建档", by=by)
        for number in (1, 2):
            found(NewNode("compound", f"{name}{number}小区", community), reason="建档", by=by)
    found(NewNode("branch", "第一支部", committee, street), reason="建档", by=by)
    return street, committee, programme


def note(world: World, number: int, day: datetime.date) -> None:
    kind, at = ("meeting", "community") if number % 2 else ("patrol", "compound")
    records.note(world.one(at, number // 2), kind, day, by=world.by)


def record(world: World, number: int, day: datetime.date) -> None:
    note(world, number, day)
    confirm(world, 0, day)


def confirm(world: World, number: int, day: datetime.date) -> None:
    drafts = Activity.objects.filter(state=State.DRAFT).order_by("-pk")
    if drafts:
        records.confirm(drafts[number % len(drafts)], by=world.by)


def correct(world: World, number: int, day: datetime.date) -> None:
    fact = some_fact(number)
    if fact:
        changes: dict[str, Any] = {"day": day} if number % 2 else {"host": world.one(fact.host.kind_id, number)}
        records.correct(fact, reason="记错了", by=world.by, **changes)


def void(world: World, number: int, day: datetime.date) -> None:
    fact = some_fact(number)
    if fact:
        records.void(fact, reason="重复登记", by=world.by)


def some_fact(number: int) -> Activity | None:
    facts = Activity.objects.facts().order_by("pk")
    return facts[number % len(facts)] if facts else None


def move_compound(world: World, number: int, day: datetime.date) -> None:
    compound, community = world.one("compound", number), world.one("community", number // 3)
    move(compound, community, on=day, reason="调整", by=world.by)


def merge_communities(world: World, number: int, day: datetime.date) -> None:
    there = world.of_kind("community")
    if len(there) > 1:
        merge([there[number % len(there)]], there[(number + 1) % len(there)], on=day, reason="合并", by=world.by)


def found_compound(world: World, number: int, day: datetime.date) -> None:
    found(NewNode("compound", "新小区", world.one("community", number), since=day), reason="新建", by=world.by)


def dissolve_compound(world: World, number: int, day: datetime.date) -> None:
    there = world.of_kind("compound")
    if len(there) > 1:
        dissolve(there[number % len(there)], on=day, reason="撤销", by=world.by)


def enter_staff(world: World, number: int, day: datetime.date) -> None:
    node = world.one("community", number)
    name = f"工作人员{Staff.objects.count()}"
    keeping.enter(Staff(node=node, name=name, post="community_worker", since=day), by=world.by)


def end_staff(world: World, number: int, day: datetime.date) -> None:
    there = Staff.objects.filter(until__isnull=True).order_by("pk")
    if there:
        keeping.close(there[number % len(there)], on=day, reason="离任", by=world.by)


def change_post(world: World, number: int, day: datetime.date) -> None:
    there = Staff.objects.filter(until__isnull=True).order_by("pk")
    if there:
        person = there[number % len(there)]
        keeping.change_post(person, node=world.one("community", number), post="community_worker", on=day, by=world.by)


def enter_premises(world: World, number: int, day: datetime.date) -> None:
    node, name = world.one("compound", number), f"客厅{Premises.objects.count()}"
    level = ["none", "standard", "demonstration"][number % 3]
    keeping.enter(Premises(node=node, name=name, kind="compound_parlour", standard=level, since=day), by=world.by)


def correct_premises(world: World, number: int, day: datetime.date) -> None:
    there = Premises.objects.filter(until__isnull=True).order_by("pk")
    if there:
        keeping.correct(there[number % len(there)], {"standard": ["standard", "none"][number % 2]}, by=world.by)


def register_member(world: World, number: int, day: datetime.date) -> None:
    homes = Homes(world.one("branch", 0), world.one("community", number), day)
    register({"name": f"党员{number}"}, homes, by=world.by)


def some_member(number: int) -> Member | None:
    there = Member.objects.filter(left_on__isnull=True).order_by("pk")
    return there[number % len(there)] if there else None


def attend(world: World, number: int, day: datetime.date) -> None:
    kind, at = ("meeting", "community") if number % 2 else ("patrol", "compound")
    there = [Attendee(one.name, "", one.pk) for one in Member.objects.order_by("pk")[: number + 1]]
    records.record(world.one(at, number // 2), kind, day, by=world.by, people=there, at_once=True)


def correct_people(world: World, number: int, day: datetime.date) -> None:
    fact = some_fact(number)
    if fact:
        there = [Attendee(one.name, "", one.pk) for one in Member.objects.order_by("-pk")[: number % 3]]
        records.correct(fact, reason="名单有误", by=world.by, people=there)


def move_member(world: World, number: int, day: datetime.date) -> None:
    member = some_member(number)
    if member:
        move_tie(member, "residence", world.one("community", number // 2), on=day, reason="搬家", by=world.by)


def change_member(world: World, number: int, day: datetime.date) -> None:
    member = some_member(number)
    if member:
        change_category(member, Category.FLOATING if number % 2 else Category.EMPLOYED, by=world.by)


def lose_member(world: World, number: int, day: datetime.date) -> None:
    member = some_member(number)
    if member:
        leave(member, on=day, leaving=Leaving.MOVED_AWAY, by=world.by)


def wake(world: World, number: int, day: datetime.date) -> None:
    world.settings.TODAY += datetime.timedelta(days=1 + number * 3)
    tick(world.settings.TODAY)


HAPPENINGS: dict[str, Callable[[World, int, datetime.date], None]] = {
    "note": note,
    "record": record,
    "confirm": confirm,
    "correct": correct,
    "void": void,
    "move": move_compound,
    "merge": merge_communities,
    "found": found_compound,
    "dissolve": dissolve_compound,
    "staff in": enter_staff,
    "staff out": end_staff,
    "staff moved": change_post,
    "premises": enter_premises,
    "premises corrected": correct_premises,
    "member": register_member,
    "member attends": attend,
    "member struck off a list": correct_people,
    "member moves": move_member,
    "member changes": change_member,
    "member leaves": lose_member,
    "a morning": wake,
}
