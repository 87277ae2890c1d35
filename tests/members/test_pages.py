"""Pages of members: who sees whom and which fields, and what the forms do."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.audit.models import Entry
from mulin.identity.models import User
from mulin.members import actions
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.members.pages import node_members
from mulin.tree.actions import NewNode, found
from tests.members.factories import a_member, identity
from tests.organisations.factories import Street, person

SECRETS = (identity(1), "13800000001")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    return client.get(reverse(f"members:{name}", args=arguments), query).content.decode()


@pytest.fixture
def officer(town: Street, clerk: User) -> User:
    return person("officer", "street_officer", town.street, clerk)


@pytest.mark.parametrize(
    ("role", "place", "sees"),
    [
        ("street_officer", "street", True),
        ("community_secretary", "east", True),
        ("unit_secretary", "branch", True),
        ("community_secretary", "west", False),
        ("auditor", "street", False),
        ("system_administrator", "street", False),
    ],
)
def test_the_list_and_the_page_show_members_in_reach_and_nothing_in_clear(
    town: Street, member: Member, clerk: User, role: str, place: str, sees: bool
) -> None:
    client = signed_in(person("somebody", role, getattr(town, place), clerk))
    listed = text(client, "members")
    assert (member.name in listed) is sees
    page = client.get(reverse("members:member", args=[member.pk]))
    assert page.status_code == (200 if sees else 404)
    assert not [secret for secret in SECRETS if secret in listed + page.content.decode()]


@pytest.mark.row("D02")
def test_the_side_of_residence_sees_no_papers_and_no_birthday(town: Street, clerk: User) -> None:
    unit_branch = found(NewNode("branch", "工坊党支部", town.committee, town.workshop), reason="成立", by=clerk)
    values = {"name": "钱工", "identity_number": identity(7, "19790309"), "phone": "13900000007",
              "born_on": datetime.date(1979, 3, 9)}  # fmt: skip
    worker = actions.register(values, actions.Homes(unit_branch, town.east), by=clerk)
    community = signed_in(person("community", "community_secretary", town.east, clerk))
    unit = signed_in(person("unit", "unit_secretary", unit_branch, clerk))

    assert "1979" not in text(community, "member", worker.pk)
    assert "身份证号" not in text(community, "member", worker.pk)
    assert "1979" in text(unit, "member", worker.pk)
    assert community.get(reverse("members:correct", args=[worker.pk])).status_code == 403
    assert community.get(reverse("members:read_clear", args=[worker.pk, "identity_number"])).status_code == 403


def test_members_are_found_by_two_characters_of_the_name(town: Street, officer: User, clerk: User) -> None:
    a_member(town, clerk, name="欧阳海棠", number=3)
    a_member(town, clerk, name="司徒银杏", number=4)
    listed = text(signed_in(officer), "members", q="海棠")
    assert "欧阳海棠" in listed
    assert "司徒银杏" not in listed


def test_the_list_takes_the_same_queries_for_any_number_of_members(
    town: Street, officer: User, clerk: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        a_member(town, clerk, name=f"党员{number}", number=number + 1)
    client = signed_in(officer)
    with django_assert_max_num_queries(10):
        text(client, "members")


def test_who_reads_their_own_number_is_not_asked_why_and_it_is_logged(
    town: Street, member: Member, clerk: User
) -> None:
    user = person("self", "member", town.branch, clerk)
    actions.link_account(member, user.username, by=clerk)
    client = signed_in(user)
    url = reverse("members:read_clear", args=[member.pk, "phone"])
    asked = client.get(url).content.decode()
    assert "13800000001" not in asked
    assert "不用说明原因" in asked
    assert 'name="reason"' not in asked
    assert "13800000001" in client.post(url, {}).content.decode()
    assert Entry.objects.get(verb="查看完整信息", actor=user).changes["原因"] == "本人查看"
    own = client.get(reverse("members:member", args=[member.pk])).content.decode()
    assert "调整关系" not in own
    assert "返回我的" in own


def test_reading_in_clear_asks_why_shows_it_once_and_is_logged(town: Street, member: Member, officer: User) -> None:
    client = signed_in(officer)
    url = reverse("members:read_clear", args=[member.pk, "phone"])
    assert "13800000001" not in client.get(url).content.decode()
    assert "13800000001" not in client.post(url, {"reason": ""}).content.decode()
    answer = client.post(url, {"reason": "通知开会"})
    assert "13800000001" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert Entry.objects.filter(verb="查看完整信息", actor=officer).count() == 1
    assert client.get(reverse("members:read_clear", args=[member.pk, "name"])).status_code == 404


def test_a_member_is_registered_corrected_moved_and_leaves_by_form(town: Street, officer: User, clerk: User) -> None:
    client = signed_in(officer)
    values = {"name": "孟新", "identity_number": identity(5), "phone": "13700000005", "category": "non_public",
              "stage": "full"}  # fmt: skip
    ties = {"home": town.branch.code, "residence": town.east.name, "since": "2021-01-01"}
    client.post(reverse("members:register"), values | ties)
    new = Member.objects.get(name="孟新")
    assert new.identity_number == identity(5)

    client.post(reverse("members:correct", args=[new.pk]), {"name": "孟昕", "category": "floating", "stage": "full"})
    new.refresh_from_db()
    assert (new.name, new.category, new.identity_number) == ("孟昕", "floating", identity(5))

    moved = {"kind": "residence", "node": town.west.code, "on": "2021-05-01", "reason": "搬家"}
    client.post(reverse("members:move_tie", args=[new.pk]), moved)
    assert new.tied_on(TieKind.RESIDENCE, datetime.date(2021, 5, 1)) == town.west

    gone = client.post(reverse("members:leave", args=[new.pk]), {"on": "2021-06-01", "leaving": "moved_away"})
    assert gone.headers["Location"] == reverse("members:members")
    assert client.get(reverse("members:member", args=[new.pk])).status_code == 404


@pytest.mark.parametrize("typed", ["137-0000-0005", "+86 137 0000 0005", "１３７００００　０００５"])
def test_a_phone_typed_in_groups_is_kept_as_its_digits(town: Street, officer: User, clerk: User, typed: str) -> None:
    member = a_member(town, clerk, name="孟新")
    values = {"name": "孟新", "category": "employed", "stage": "full", "phone": typed}
    signed_in(officer).post(reverse("members:correct", args=[member.pk]), values)
    member.refresh_from_db()
    assert member.phone == "13700000005"


def test_a_phone_goes_when_asked_to_and_not_by_an_empty_box(town: Street, officer: User, member: Member) -> None:
    client, url = signed_in(officer), reverse("members:correct", args=[member.pk])
    values = {"name": member.name, "category": "employed", "stage": "full", "phone": ""}
    page = client.get(url).content.decode()
    assert "已登记 138****0001；留空不改" in page
    client.post(url, values)
    member.refresh_from_db()
    assert member.phone == "13800000001"

    both = client.post(url, values | {"phone": "13700000009", "clear_phone": "on"}).content.decode()
    assert "两样只做一样" in both
    client.post(url, values | {"clear_phone": "on"})
    member.refresh_from_db()
    assert (member.phone, member.phone_index) == ("", "")
    entry = Entry.objects.filter(verb="更正党员信息").latest("pk")
    assert "手机号码" in entry.changes
    assert "13800000001" not in str(entry.changes)
    assert "clear_phone" not in client.get(url).content.decode()


def test_a_wrong_number_is_said_beside_its_field_and_nothing_is_written(town: Street, officer: User) -> None:
    values = {"name": "孟新", "identity_number": "330424198001050012", "category": "employed", "stage": "full",
              "home": town.branch.code, "since": "2021-01-01"}  # fmt: skip
    answer = signed_in(officer).post(reverse("members:register"), values).content.decode()
    assert "校验位不符" in answer
    assert 'value="孟新"' in answer
    assert not Member.objects.exists()


def test_a_node_shows_how_many_belong_and_live_there(town: Street, member: Member, officer: User, clerk: User) -> None:
    class Request:
        def __init__(self, user: User) -> None:
            self.user = user

    part = node_members(Request(officer), town.east, datetime.date(2021, 5, 1))  # type: ignore[arg-type]
    assert part is not None
    assert part[1]["counts"] == {"home_organisation": 1, "residence": 1}
    auditor = person("auditor", "auditor", town.street, clerk)
    assert node_members(Request(auditor), town.east, datetime.date(2021, 5, 1)) is None  # type: ignore[arg-type]


def test_a_member_s_page_reads_the_ties_once_however_many_of_its_parts_ask(
    town: Street, member: Member, officer: User
) -> None:
    client = signed_in(officer)
    with CaptureQueriesContext(connection) as asked:
        assert member.name in text(client, "member", member.pk)
    reading = [one["sql"] for one in asked.captured_queries if one["sql"].startswith('SELECT "members_tie"."id"')]
    assert len(reading) == 1
