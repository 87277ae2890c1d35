"""What members owe: from their ties, judged for all who were there at once, seen by both sides and by themselves."""

import datetime
import json
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.duties import actions
from mulin.duties.models import DutyState
from mulin.duties.permissions import members_in_reach
from mulin.duties.queries import of_members
from mulin.foundation.workdays import seed_workdays
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import Homes, change_category, leave, link_account, move_tie, register
from mulin.members.choices import Category, Leaving
from mulin.members.models import Member
from mulin.records.actions import correct, record, void
from mulin.records.rules import Attendee
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node
from mulin.web.actions.exchange import take_out
from mulin.web.queries import todos
from tests.assessments.small_pack import SINCE
from tests.properties.world import World, make_world, member_duty, world_pack
from tests.worlds import built_once

MAY = datetime.date(2021, 5, 20)
FIRST, SECOND, THIRD = (datetime.date(2021, month, 1) for month in (1, 4, 7))
HOURS = {"name": "activity_total_by_member", "arguments": {"kind": "course", "field": "hours"}, "window": "year"}


@pytest.fixture
def world(clerk: User, settings: Any) -> World:
    """Members in service report each quarter where they live; everybody learns 8 hours; organ members serve yearly."""
    built_once(seed_workdays)()
    source = {"document": "plan", "section": "三", "number": "1"}
    course = {"id": "hours", "name": "学时", "kind": "decimal", "unit": "学时"}
    pack = world_pack(
        activities=[
            {"id": "report", "name": "持证报到", "hosts": ["community"], "source": source},
            {"id": "course", "name": "培训", "hosts": ["branch"], "fields": [course], "source": source},
        ],
        duties=[
            member_duty("report", "report", "quarter", among={"tie": "residence", "categories": ["employed"]}),
            member_duty("learning", "course", "year", times=8, measure=HOURS),
            member_duty("service", "report", "year", times={"parameter": "services"}, among={"within": ["agency"]}),
        ],
        parameters=[{"id": "services", "name": "每年服务次数", "default": 1, "source": source}],
        rubrics=[],
        gradings=[],
    )
    return make_world(clerk, settings, pack)


@pytest.fixture
def people(world: World) -> list[Member]:
    """Three members of the branch who live in the first community since the beginning."""
    homes = Homes(world.one("branch", 0), world.one("community", 0), SINCE)
    return [register({"name": name}, homes, by=world.by) for name in ("林梧", "周榆", "郑楠")]


def reports(world: World, there: list[Member], day: datetime.date = MAY, **more: Any) -> Any:
    names = [Attendee(one.name, "", one.pk) for one in there]
    return record(world.one("community", 0), "report", day, by=world.by, people=names, at_once=True, **more)


def owed(member: Member, duty: str = "report", first: datetime.date = SECOND) -> DutyState:
    return DutyState.objects.get(member=member, duty=duty, first=first)


def kept(duty: str = "report") -> dict[str, list[str]]:
    """Who has kept a duty in which periods."""
    rows = DutyState.objects.filter(duty=duty, met_on__isnull=False).order_by("first")
    found: dict[str, list[str]] = {}
    for state in rows.select_related("member"):
        assert state.member is not None
        found.setdefault(state.member.name, []).append(state.first.isoformat())
    return found


def window(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def person(world: World, role: str, node: Node) -> User:
    user = open_account(f"{role}-{node.pk}", display_name=role)
    give_role(user, role, node=node, by=world.by)
    return User.objects.get(pk=user.pk)


@pytest.mark.row("R08")
def test_who_was_there_has_reported_this_quarter_and_nobody_else(world: World, people: list[Member]) -> None:
    reports(world, people[:2])
    assert kept() == {"林梧": ["2021-04-01"], "周榆": ["2021-04-01"]}
    assert (owed(people[2]).count, owed(people[2]).status) == (0, "overdue")
    assert (owed(people[0]).node_id, owed(people[0]).tie) == (None, "residence")


@pytest.mark.row("R08")
def test_who_is_struck_off_the_list_owes_it_again(world: World, people: list[Member]) -> None:
    fact = reports(world, people[:2])
    correct(fact, people=[Attendee("周榆", "", people[1].pk)], reason="名单有误", by=world.by)
    assert kept() == {"周榆": ["2021-04-01"]}
    void(fact, reason="重复登记", by=world.by)
    assert kept() == {}


@pytest.mark.row("R08")
def test_a_duty_begins_with_the_first_period_after_moving_in_and_stays_with_the_file(
    world: World, people: list[Member]
) -> None:
    homes = Homes(world.one("branch", 0), world.one("community", 0), MAY)
    newcomer = register({"name": "何杉"}, homes, by=world.by)
    world.settings.TODAY = datetime.date(2021, 7, 2)
    actions.rebuild()
    firsts = DutyState.objects.filter(member=newcomer, duty="report").order_by("first")
    assert list(firsts.values_list("first", flat=True)) == [THIRD]
    reports(world, people[:1])
    move_tie(
        people[0], "residence", world.one("community", 1), on=datetime.date(2021, 6, 1), reason="搬家", by=world.by
    )
    assert kept() == {"林梧": ["2021-04-01"]}


def test_who_leaves_owes_nothing_more_and_keeps_what_was_owed(world: World, people: list[Member]) -> None:
    reports(world, people[:1], datetime.date(2021, 2, 1))
    leave(people[0], on=MAY, leaving=Leaving.MOVED_AWAY, by=world.by)
    firsts = DutyState.objects.filter(member=people[0], duty="report").values_list("first", flat=True)
    assert list(firsts) == [FIRST]


def test_only_those_in_service_report(world: World, people: list[Member]) -> None:
    change_category(people[0], Category.FLOATING, by=world.by)
    assert not DutyState.objects.filter(member=people[0], duty="report").exists()
    assert DutyState.objects.filter(member=people[0], duty="learning").exists()
    change_category(people[0], Category.EMPLOYED, by=world.by)
    assert owed(people[0]).required == 1


@pytest.mark.row("N11")
def test_only_members_of_organs_owe_services_and_only_once_the_district_says_how_many(world: World) -> None:
    agency = world.found("agency", "某局", world.street)
    branch = found(NewNode("branch", "某局支部", world.committee, agency), reason="建档", by=world.by)
    inside = register({"name": "唐桦"}, Homes(branch, world.one("community", 0), SINCE), by=world.by)
    outside = register({"name": "何杉"}, Homes(world.one("branch", 0), None, SINCE), by=world.by)
    assert owed(inside, "service", FIRST).required == 1
    assert not DutyState.objects.filter(member=outside, duty="service").exists()
    reports(world, [inside, outside])
    assert owed(inside, "service", FIRST).status == "met"


def test_hours_add_up_exactly_over_the_year(world: World, people: list[Member]) -> None:
    for hours, day in (("2.5", "2021-02-01"), ("2.5", "2021-03-01"), ("3", "2021-06-01")):
        there = [Attendee(people[0].name, "", people[0].pk)]
        on = datetime.date.fromisoformat(day)
        host = world.one("branch", 0)
        record(host, "course", on, by=world.by, people=there, at_once=True, fields={"hours": hours})
    state = owed(people[0], "learning", FIRST)
    assert (state.required, state.count, state.met_on) == (8, 8, datetime.date(2021, 6, 1))


def test_a_duty_is_of_a_node_or_of_a_member(world: World, people: list[Member]) -> None:
    state = owed(people[0])
    for wrong in ({"node": world.street}, {"member": None}, {"tie": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DutyState.objects.filter(pk=state.pk).update(**wrong)


def test_many_who_were_there_are_judged_with_the_queries_of_two(world: World) -> None:
    homes = Homes(world.one("branch", 0), world.one("community", 0), SINCE)
    many = [register({"name": f"党员{number}"}, homes, by=world.by) for number in range(40)]
    asked = []
    for there in (many[:2], many):
        with CaptureQueriesContext(connection) as captured:
            actions.rejudge((), members=lambda there=there: [one.pk for one in there], first=MAY)  # type: ignore[misc]
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_the_command_prints_members_by_code(world: World, people: list[Member]) -> None:
    reports(world, people[:1])
    out = StringIO()
    call_command("duties", "--as-of", "2021-06-30", "--subject", people[0].code, "--json", stdout=out)
    rows = [row for row in json.loads(out.getvalue()) if row["duty"] == "report"]
    assert [(row["subject"], row["period"], row["status"]) for row in rows] == [
        ({"kind": "member", "code": people[0].code, "name": "林梧"}, "2021年第一季度", "overdue"),
        ({"kind": "member", "code": people[0].code, "name": "林梧"}, "2021年第二季度", "met"),
    ]


@pytest.fixture
def own(world: World, people: list[Member]) -> User:
    """The account of the first member."""
    user = person(world, "member", world.one("branch", 0))
    link_account(people[0], user.username, by=world.by)
    return User.objects.get(pk=user.pk)


def test_the_home_side_sees_everything_the_community_what_is_owed_there_oneself_ones_own(
    world: World, people: list[Member], own: User
) -> None:
    branch, community = world.one("branch", 0), world.one("community", 0)
    seen = {
        name: set(of_members(members_in_reach(user)).values_list("duty", "member__name"))
        for name, user in {
            "home": person(world, "unit_secretary", branch),
            "residence": person(world, "community_secretary", community),
            "elsewhere": person(world, "community_secretary", world.one("community", 1)),
            "own": own,
        }.items()
    }
    names = [one.name for one in people]
    assert seen["home"] == {(duty, name) for duty in ("report", "learning") for name in names}
    assert seen["residence"] == {("report", name) for name in names}
    assert seen["elsewhere"] == set()
    assert seen["own"] == {("report", "林梧"), ("learning", "林梧")}


@pytest.mark.row("R08")
def test_members_find_what_they_owe_at_home_and_on_their_own_page(
    world: World, people: list[Member], own: User
) -> None:
    titles = [(todo.title, todo.note, todo.light) for todo in todos(own)]
    assert ("report", "2021年第二季度", "overdue") in titles
    page = window(own).get(reverse("members:member", args=[people[0].pk]))
    assert "应尽事项" in page.text
    assert reverse("duties:duty", args=[owed(people[0]).pk]) in page.text
    assert window(own).get(reverse("duties:duty", args=[owed(people[1]).pk])).status_code == 404
    reports(world, people[:1])
    assert ("report", "2021年第二季度", "overdue") not in [(one.title, one.note, one.light) for one in todos(own)]


def test_the_page_of_a_duty_leads_to_the_record_that_kept_it(world: World, people: list[Member]) -> None:
    fact = reports(world, people[:1], title="五月报到")
    secretary = window(person(world, "community_secretary", world.one("community", 0)))
    page = secretary.get(reverse("duties:duty", args=[owed(people[0]).pk]))
    assert reverse("records:activity", args=[fact.pk]) in page.text
    assert "林梧" in page.text


def test_the_list_and_its_workbook_stand_by_deadline_and_rank_nobody(world: World, people: list[Member]) -> None:
    reports(world, people[:1])
    secretary = person(world, "community_secretary", world.one("community", 0))
    page = window(secretary).get(reverse("duties:member_duties"), {"state": "overdue", "duty": "report"})
    assert reverse("duties:duty", args=[owed(people[1]).pk]) in page.text
    assert reverse("duties:duty", args=[owed(people[0]).pk]) not in page.text
    cells = list(openpyxl.load_workbook(BytesIO(take_out("member_duties", by=secretary).read())).worksheets[0].values)
    start = next(number for number, row in enumerate(cells) if row[:3] == ("党员编号", "姓名", "事项"))
    dues = [row[4] for row in cells[start + 1 :]]
    assert len(dues) == DutyState.objects.filter(duty="report").count()
    assert dues == sorted(dues)


def test_those_who_receive_members_see_one_line_a_duty_and_no_names(world: World, people: list[Member]) -> None:
    secretary = person(world, "community_secretary", world.one("community", 0))
    found = [todo for todo in todos(secretary) if reverse("duties:member_duties") in todo.url]
    assert sorted(todo.title for todo in found) == ["report：6 项"]
    assert not any(one.name in todo.title for one in people for todo in found)


@pytest.mark.row("J09")
def test_who_changes_category_from_a_day_on_owes_by_the_one_in_force_on_the_first_day_of_a_period(
    world: World, people: list[Member]
) -> None:
    change_category(people[0], Category.FLOATING, by=world.by, since=MAY)
    owing = DutyState.objects.filter(member=people[0], duty="report").order_by("first")
    assert list(owing.values_list("first", flat=True)) == [FIRST, SECOND]
    assert actions.rebuild() == 0
