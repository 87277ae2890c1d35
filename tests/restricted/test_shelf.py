"""The shelf apart: a named few read with a reason, the member reads their own, nobody and nothing else."""

import datetime
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from mulin.audit.models import Entry
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.search import search
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.queries import timeline
from mulin.restricted import actions
from mulin.restricted.actions import NewRecord
from mulin.restricted.models import RestrictedRecord
from mulin.tree.models import Node
from mulin.web.actions import keeping
from mulin.web.actions.own import take_out_own
from tests.organisations.factories import person
from tests.service.world import DAY, Town, a_town, account_of, resident

pytestmark = [pytest.mark.django_db, pytest.mark.row("J10")]
SECRET = "因隐秘之事受到提醒"


@pytest.fixture
def town(clerk: User, today_is: Callable[[str], object]) -> Town:
    today_is(DAY)
    return a_town(clerk, packs=("shuanglian/2011",))


@pytest.fixture
def officer(town: Town) -> User:
    return person("discipline", "discipline_officer", town.street.committee, town.clerk)


def talk(member: Member, by: User, **more: object) -> RestrictedRecord:
    new = {"kind": "talk", "day": today(), "text": SECRET, **more}
    return actions.write(member, NewRecord(**new), by=by)  # type: ignore[arg-type]


def test_the_few_read_after_a_reason_and_every_reading_is_logged(town: Town, officer: User, client: Client) -> None:
    record = talk(resident(town, "苏示例"), officer)
    client.force_login(officer)
    address = reverse("restricted:record", args=[record.pk])
    assert SECRET not in client.get(address).content.decode()
    assert SECRET not in client.post(address, {"reason": " "}).content.decode()
    page = client.post(address, {"reason": "年度复核"})
    assert SECRET in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert "苏示例" in client.post(reverse("restricted:shelf"), {"reason": "年度复核"}).content.decode()
    printed = client.post(reverse("papers:restricted", args=[record.pk]), {"reason": "存档"})
    assert printed.content.startswith(b"%PDF")
    logged = Entry.objects.filter(changes__原因__in=["年度复核", "存档"])
    assert sorted(one.verb for one in logged) == ["打印限定记录", "查看限定记录", "查看限定记录目录"]
    words = " ".join(
        f"{one.verb}{one.object_name}{one.changes}" for one in Entry.objects.filter(verb__contains="限定记录")
    )
    assert "苏示例" not in words
    assert SECRET not in words


@pytest.mark.parametrize("role", ["street_officer", "unit_secretary", "street_leader", "auditor"])
def test_ordinary_secretaries_and_officers_do_not_know_of_it(
    town: Town, officer: User, role: str, client: Client
) -> None:
    record = talk(resident(town, "苏示例"), officer)
    node: Node = town.street.branch if role == "unit_secretary" else town.street.street
    client.force_login(person("somebody", role, node, town.clerk))
    assert client.get(reverse("restricted:shelf")).status_code == 403
    for name in ("restricted:record", "restricted:strike", "papers:restricted"):
        assert client.get(reverse(name, args=[record.pk])).status_code == 404


def test_it_is_in_no_file_no_export_no_search_and_not_clear_in_the_database(town: Town, officer: User) -> None:
    member = resident(town, "苏示例", account=True)
    talk(member, officer)
    told = timeline.timelines([member.pk], today().min, today())[member.pk]
    assert all(SECRET not in one.title + one.detail for one in told)
    assert SECRET.encode() not in take_out_own(member, by=account_of(member))
    assert not search(SECRET[:4], scope=Q())
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM restricted_restrictedrecord")
        assert SECRET not in str(cursor.fetchall())


def test_members_read_their_own_and_nobody_elses(town: Town, officer: User) -> None:
    member, other = resident(town, "苏示例", account=True), resident(town, "旁人", account=True)
    talk(member, officer)
    own, others = Client(), Client()
    own.force_login(account_of(member))
    others.force_login(account_of(other))
    assert SECRET in own.get(reverse("restricted:mine")).content.decode()
    assert SECRET not in others.get(reverse("restricted:mine")).content.decode()
    with pytest.raises(Refused, match="本人"):
        actions.read_own(member, by=account_of(other))
    assert Entry.objects.filter(verb="本人查看限定记录").count() == 1


def test_a_cancelled_probation_ends_the_membership_with_a_decision(town: Town, officer: User) -> None:
    member = resident(town, "苏示例", stage="probationary")
    with pytest.raises(Refused, match="决定文号"):
        talk(member, officer, kind="probation_cancelled")
    talk(member, officer, kind="probation_extended", decision="〔2021〕1号", until=datetime.date(2021, 12, 31))
    member.refresh_from_db()
    assert member.left_on is None
    talk(member, officer, kind="probation_cancelled", decision="〔2021〕2号")
    member.refresh_from_db()
    assert (member.left_on, member.leaving) == (today(), "left_party")


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ({"kind": "probation_extended", "decision": "1"}, "不是预备党员"),
        ({"kind": "disposition"}, "决定文号"),
        ({"text": " "}, "内容"),
        ({"day": datetime.date(2021, 7, 1)}, "晚于今天"),
        ({"until": datetime.date(2021, 12, 31)}, "延长"),
    ],
)
def test_what_makes_no_sense_is_refused(town: Town, officer: User, new: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        talk(resident(town, "苏示例"), officer, **new)


def test_a_mistake_is_struck_out_and_stays_with_the_few(town: Town, officer: User) -> None:
    member = resident(town, "苏示例", account=True)
    record = talk(member, officer)
    actions.strike(record, because="录错了人", by=officer)
    assert actions.read_own(member, by=account_of(member)) == []
    assert actions.open_shelf(reason="核对", by=officer) == [record]
    with pytest.raises(Refused, match="权限"):
        actions.strike(record, because="x", by=town.secretary)


def test_talks_are_forgotten_by_their_class_and_decisions_stay(
    town: Town, officer: User, today_is: Callable[[str], object]
) -> None:
    member = resident(town, "苏示例")
    for kind in ("criticism", "talk", "disposition"):
        talk(member, officer, kind=kind, decision="〔2021〕1号")
    today_is("2023-07-01")
    keeping.tick(today())
    assert sorted(RestrictedRecord.objects.values_list("kind", flat=True)) == ["disposition", "talk"]
    today_is("2024-07-01")
    keeping.tick(today())
    assert list(RestrictedRecord.objects.values_list("kind", flat=True)) == ["disposition"]


def test_the_database_knows_that_an_extension_has_a_day(town: Town, officer: User) -> None:
    record = talk(resident(town, "苏示例"), officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        RestrictedRecord.objects.filter(pk=record.pk).update(kind="probation_extended")
