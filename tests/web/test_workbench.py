"""Home, dashboard, search, roles, accounts, the log, working days; the work of every morning."""

import datetime
import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from mulin.audit.models import Entry, Seal
from mulin.duties.models import DutyState
from mulin.identity.models import User
from mulin.records.actions import record
from mulin.tree.models import Node, RoleHolding
from mulin.tree.rules import roles

HEADINGS = ["已逾期", "退回给您修改", "今天到期", "本周到期", "以后到期", "没有写明期限"]


@pytest.mark.row("N01")
def test_every_tile_of_the_dashboard_leads_to_exactly_as_many_rows(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_leader", "JD0001")
    page = client.get("/dashboard/")
    checked = 0
    for _title, number, url, *_ in [*page.context["tiles"][:2], *page.context["places"]]:
        assert client.get(url).context["row_count"] == min(number, 50), url
        checked += 1
    assert checked > 4


def test_home_lists_what_is_owed_and_late_first(as_person: Callable[[str, str], Client]) -> None:
    page = as_person("community_secretary", "SQ0001").get("/")
    headings = [group.title for group in page.context["todos"]]
    assert headings[0] == "已逾期"
    assert headings == [one for one in HEADINGS if one in headings]
    assert all("竹影" not in todo.title for group in page.context["todos"] for todo, _light in group.todos)


def test_a_member_owes_nothing_and_is_told_so(as_person: Callable[[str, str], Client]) -> None:
    assert "现在没有要办的事" in as_person("member", "XQ0001").get("/").content.decode()


def test_search_finds_two_characters_within_reach_only(as_person: Callable[[str, str], Client]) -> None:
    body = as_person("community_secretary", "SQ0001").get("/search/?q=荷风").content.decode()
    assert "荷风花园" in body
    assert "竹影" not in as_person("community_worker", "SQ0001").get("/search/?q=社区").content.decode()


def test_a_node_page_shows_the_node_as_of_a_day(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_officer", "JD0001")
    compound = Node.objects.get(code="XQ0001")
    assert client.get(f"/nodes/{compound.pk}/?on=2021-01-01").context["day"] == datetime.date(2021, 1, 1)
    assert client.get(f"/nodes/{compound.pk}/?on=明天").context["is_today"]
    assert as_person("community_secretary", "SQ0002").get(f"/nodes/{compound.pk}/").status_code == 404


def test_the_roles_stand_on_one_screen(as_person: Callable[[str, str], Client]) -> None:
    page = as_person("member", "XQ0001").get("/roles/")
    assert {role.code for role in page.context["roles"]} == set(roles())
    assert page.context["mine"][0][0] == "党员"
    assert {"确认和更正纪实", "认定等级"} <= {name for name, _, _ in page.context["rows"]}


def test_a_role_is_given_and_taken_with_its_trace(as_person: Callable[[str, str], Client], clerk: User) -> None:
    client = as_person("street_officer", "JD0001")
    as_person("member", "XQ0001")
    member = User.objects.get(username="member-XQ0001")
    node = Node.objects.get(code="SQ0001")
    client.post("/roles/held/give/", {"user": member.pk, "role": "community_worker", "node": node.code})
    held = RoleHolding.objects.get(user=member, role="community_worker")
    outside = Node.objects.get(code="QX0001")
    refused = client.post("/roles/held/give/", {"user": member.pk, "role": "community_worker", "node": outside.code})
    assert refused.status_code == 200
    client.post(f"/roles/held/{held.pk}/take/")
    assert not RoleHolding.objects.filter(pk=held.pk, until__isnull=True).exists()
    assert set(Entry.objects.filter(verb__in=["授予角色", "解除角色"]).values_list("verb", flat=True)) == {
        "授予角色",
        "解除角色",
    }


def test_the_system_administrator_opens_accounts_and_sees_no_data(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("system_administrator", "QX0001")
    weak = client.post("/accounts/open/", {"username": "new", "display_name": "新人", "password": "12345"})
    assert "错误" in weak.content.decode()
    client.post("/accounts/open/", {"username": "new", "display_name": "新人", "password": "long-enough-2021"})
    opened = User.objects.get(username="new")
    idle = client.get("/accounts/?is_active=1&roles=none").content.decode()
    assert f"/accounts/{opened.pk}/" in idle
    assert "system_administrator-QX0001" not in idle
    assert "还没有角色的账号：1 个" in client.get("/").content.decode()
    assert "请街道或区授予" in client.get(f"/accounts/{opened.pk}/").content.decode()
    own = User.objects.get(username="system_administrator-QX0001")
    assert "停用账号" not in client.get(f"/accounts/{own.pk}/").content.decode()
    client.post(f"/accounts/{opened.pk}/close/")
    opened.refresh_from_db()
    assert not opened.is_active
    assert "荷风" not in client.get("/").content.decode()
    assert client.get(f"/nodes/{Node.objects.get(code='SQ0001').pk}/").status_code == 404


def test_the_log_is_read_by_the_auditor_within_reach(as_person: Callable[[str, str], Client]) -> None:
    page = as_person("auditor", "JD0001").get("/audit/")
    assert page.status_code == 200
    assert as_person("community_worker", "SQ0001").get("/audit/").status_code == 403


def test_the_log_is_narrowed_by_what_was_done(as_person: Callable[[str, str], Client]) -> None:
    auditor = as_person("auditor", "JD0001")
    page = auditor.get("/audit/")
    offered = [verb for verb, _words, _chosen in page.context["controls"][1].options]
    assert sorted(offered) == sorted(set(Entry.objects.values_list("verb", flat=True)))
    assert {"授予角色", "导入"} <= set(offered)
    narrowed = auditor.get("/audit/?verb=授予角色").text
    assert "授予角色" in narrowed.split("<tbody>")[1]
    assert "导入" not in narrowed.split("<tbody>")[1]


def test_a_working_day_is_set_by_who_may(as_person: Callable[[str, str], Client]) -> None:
    answer = {"day": "2021-10-09", "is_workday": "1", "name": "国庆节调休上班"}
    assert as_person("street_officer", "JD0001").post("/workdays/set/", answer).url == "/workdays/"
    as_person("member", "XQ0001").post("/workdays/set/", {**answer, "day": "2021-10-10"})
    assert "2021-10-10" not in as_person("street_leader", "JD0001").get("/workdays/").content.decode()


def test_the_morning_may_be_repeated_and_a_rebuild_finds_nothing_wrong(street: Node, clerk: User) -> None:
    community = Node.objects.get(code="SQ0001")
    record(community, "joint_meeting", datetime.date(2021, 5, 20), by=clerk, at_once=True, minutes="议定三件实事")
    call_command("tick", stdout=io.StringIO())
    sealed = Seal.objects.count()
    before = list(DutyState.objects.order_by("pk").values())
    call_command("tick", stdout=io.StringIO())
    assert Seal.objects.count() == sealed
    out = io.StringIO()
    call_command("rebuild", stdout=out)
    assert "应办事项：改正 0 行" in out.getvalue()
    assert "测算结果：改正 0 行" in out.getvalue()
    assert list(DutyState.objects.order_by("pk").values()) == before


@override_settings(SECOND_FACTOR_REQUIRED=True)
def test_staff_without_a_second_factor_get_no_further_than_adding_one(as_person: Callable[[str, str], Client]) -> None:
    assert as_person("street_officer", "JD0001").get("/").url == "/account/2fa/"
    assert as_person("member", "XQ0001").get("/").status_code == 200
