"""Reading duties: the command, the pages, the workbook; who may see which."""

import datetime
import json
import re
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from mulin.duties.models import DutyState
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.records.actions import record
from mulin.tree.actions import give_role
from mulin.web.actions.exchange import take_out
from tests.properties.world import World

MAY = datetime.date(2021, 5, 20)
WHO = {
    "street_officer": "street",
    "street_leader": "street",
    "auditor": "street",
    "community_secretary": "community",
    "community_worker": "community",
}


def person(world: World, role: str, kind: str) -> User:
    user = open_account(f"{role}-{kind}", display_name=role)
    give_role(user, role, node=world.one(kind, 0), by=world.by)
    return User.objects.get(pk=user.pk)


def window(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def printed(*words: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("duties", *words, "--json", stdout=out)
    return list(json.loads(out.getvalue()))


def test_the_command_prints_exactly_what_was_agreed(world: World) -> None:
    community = world.one("community", 0)
    fact = record(community, "meeting", MAY, by=world.by, at_once=True)
    rows = printed("--as-of", "2021-06-30", "--subject", community.code)
    quarters = [row for row in rows if row["duty"] == "meeting"]
    assert quarters[1] == {
        "subject": {"kind": "community", "code": community.code, "name": community.name},
        "duty": "meeting",
        "pack": "world",
        "edition": "2021",
        "period": "2021年第二季度",
        "due": "2021-07-05",
        "required": 1,
        "met": 1,
        "status": "met",
        "facts": [fact.pk],
    }
    assert (quarters[0]["status"], quarters[0]["facts"]) == ("overdue", [])
    assert {row["subject"]["code"] for row in rows} == {community.code}


def test_the_command_speaks_of_the_day_it_is_asked_about(world: World) -> None:
    record(world.one("community", 0), "meeting", MAY, by=world.by, at_once=True)
    code = world.one("community", 0).code
    before = [row for row in printed("--as-of", "2021-05-19", "--subject", code) if row["duty"] == "meeting"]
    assert [(row["met"], row["status"]) for row in before] == [(0, "overdue"), (0, "due")]
    with pytest.raises(CommandError, match="没有编码为"):
        printed("--subject", "无")
    out = StringIO()
    call_command("duties", "--as-of", "2021-06-30", stdout=out)
    assert "逾期" in out.getvalue()


@pytest.mark.parametrize(("role", "kind"), WHO.items())
def test_those_who_may_see_the_list_and_each_duty_in_their_reach(role: str, kind: str, world: World) -> None:
    client = window(person(world, role, kind))
    listed = client.get(reverse("duties:duties"))
    assert listed.status_code == 200
    assert world.one("community", 0).name in listed.text
    own = DutyState.objects.filter(node=world.one("community", 0)).first()
    far = DutyState.objects.filter(node=world.one("community", 1)).first()
    assert own is not None
    assert far is not None
    assert client.get(reverse("duties:duty", args=[own.pk])).status_code == 200
    outside = client.get(reverse("duties:duty", args=[far.pk])).status_code
    assert outside == (200 if kind == "street" else 404)
    if kind != "street":
        assert world.one("community", 1).name not in listed.text


def test_a_member_sees_no_duties_and_a_stranger_signs_in_first(world: World) -> None:
    state = DutyState.objects.filter(node=world.one("community", 0)).first()
    assert state is not None
    member = window(person(world, "member", "community"))
    assert member.get(reverse("duties:duty", args=[state.pk])).status_code in {403, 404}
    assert Client().get(reverse("duties:duties")).status_code == 302


def test_the_list_begins_with_what_is_owed_the_longest_and_shows_all_when_asked(world: World) -> None:
    client = window(person(world, "street_officer", "street"))
    record(world.one("community", 0), "meeting", MAY, by=world.by, at_once=True)
    met = DutyState.objects.filter(duty="meeting", met_on__isnull=False).get()
    first = DutyState.objects.filter(met_on__isnull=True, excused=False).order_by("due", "id").first()
    assert first is not None
    link = "/duties/{}/"
    owed = client.get(reverse("duties:duties")).text
    assert owed.index(link.format(first.pk)) == min(owed.index(one) for one in re.findall(r"/duties/\d+/", owed))
    assert link.format(met.pk) not in owed
    everything = client.get(reverse("duties:duties"), {"state": "", "duty": "meeting"})
    assert link.format(met.pk) in everything.text
    assert "state=&" in everything.context["print_url"]


@pytest.mark.parametrize("state", ["open", "overdue", "due", "met"])
def test_the_list_filters_by_state_as_of_today(state: str, world: World) -> None:
    record(world.one("community", 0), "meeting", MAY, by=world.by, at_once=True)
    client = window(person(world, "street_officer", "street"))
    rows = client.get(reverse("duties:duties"), {"state": state, "duty": "meeting"})
    assert rows.status_code == 200
    expected = {"open": 5, "overdue": 2, "due": 3, "met": 1}[state]
    shown = DutyState.objects.filter(duty="meeting")
    counted = {
        "open": [one for one in shown if one.status in {"due", "overdue"}],
        "overdue": [one for one in shown if one.status == "overdue"],
        "due": [one for one in shown if one.status == "due"],
        "met": [one for one in shown if one.status == "met"],
    }[state]
    assert len(counted) == expected
    for one in counted:
        assert reverse("duties:duty", args=[one.pk]) in rows.text
    for one in shown:
        if one not in counted:
            assert reverse("duties:duty", args=[one.pk]) not in rows.text


def test_a_duty_shows_its_clause_and_the_facts_behind_it(world: World) -> None:
    fact = record(world.one("community", 0), "meeting", MAY, by=world.by, at_once=True, title="第二季度例会")
    state = DutyState.objects.get(node=world.one("community", 0), duty="meeting", met_on=MAY)
    seen = window(person(world, "community_secretary", "community")).get(reverse("duties:duty", args=[state.pk]))
    assert "第二季度例会" in seen.text
    assert reverse("records:activity", args=[fact.pk]) in seen.text
    assert list(seen.context["facts"]) == [fact]


def test_the_list_goes_out_as_a_workbook_of_ones_own_reach(world: World) -> None:
    file = take_out("duties", by=person(world, "community_secretary", "community"))
    page = openpyxl.load_workbook(BytesIO(file.read())).worksheets[0]
    cells = list(page.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(cells) if row[:3] == ("对象编码", "对象名称", "事项"))
    rows = cells[start + 1 :]
    own = world.one("community", 0)
    assert len(rows) == DutyState.objects.filter(node__path__startswith=own.path).count()
    assert {row[-1] for row in rows} <= {"已完成", "待完成", "已逾期", "已免除"}
    assert world.one("community", 1).code not in {row[0] for row in rows}
