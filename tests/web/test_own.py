"""What members see of themselves, what they take out, and the printed file."""

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from mulin.audit.models import Entry
from mulin.boards.actions import give
from mulin.foundation.refusals import Refused
from mulin.members.actions import move_tie, read_clear
from mulin.members.models import Member
from mulin.papers.actions import Wish, print_paper
from mulin.papers.queries import paper_kind
from mulin.service.actions import pledge
from mulin.web.actions.own import take_out_own
from mulin.web.queries.own import own_rows
from mulin.web.queries.privacy import register
from tests.boards.conftest import town
from tests.organisations.factories import person
from tests.service.world import Town, account_of, resident

__all__ = ["town"]
pytestmark = pytest.mark.django_db


def taken_out(member: Member) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(take_out_own(member, by=account_of(member)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.row("D10")
def test_members_take_out_everything_that_is_kept_of_them(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    give(member, town.east, ["name"], by=account_of(member))
    pledge(member, town.east, "为邻里修水管", by=account_of(member))
    files = taken_out(member)
    assert set(files) == {"本人信息.xlsx", "本人信息.json"}
    content = json.loads(files["本人信息.json"])
    kinds = {one["kind"]: one["rows"] for one in content["kept"]}
    assert kinds["members.Member"][0]["身份证号"] == member.identity_number
    assert kinds["members.Member"][0]["手机号码"] == member.phone
    assert kinds["boards.Consent"][0]["同意公开"] == "姓名"
    assert kinds["service.Pledge"][0]["承诺事项"] == "为邻里修水管"
    assert any(one["title"] == "承诺：为邻里修水管" for one in content["file"])
    assert Entry.objects.filter(verb="导出本人信息", object_id=str(member.pk)).count() == 1


def test_every_kind_of_row_about_a_member_in_the_register_is_taken_out(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    told = {one.kind.model for one in own_rows(member)}
    about = {
        one.model
        for one in register()[1]
        if any(
            field.related_model is Member
            for field in apps.get_model(one.model)._meta.concrete_fields
            if field.is_relation
        )
    }
    assert about - told == {"restricted.RestrictedRecord"}


def test_nobody_takes_out_somebody_else(town: Town) -> None:
    member, other = resident(town, "苏示例", account=True), resident(town, "旁人", account=True)
    for by in (account_of(other), town.clerk, town.secretary):
        with pytest.raises(Refused, match="本人"):
            take_out_own(member, by=by)


@pytest.mark.row("D10")
def test_members_have_a_page_of_their_own_and_others_have_not(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    own, worker = Client(), Client()
    own.force_login(account_of(member))
    worker.force_login(town.worker)
    page = own.get(reverse("web:mine")).content.decode()
    for name in ("boards:mine", "service:mine", "restricted:mine", "notices:inbox", "web:readings"):
        assert reverse(name) in page
    assert own.post(reverse("web:own_export"))["Content-Type"] == "application/zip"
    assert worker.get(reverse("web:mine")).status_code == 404
    assert reverse("web:mine") not in worker.get(reverse("notices:inbox")).content.decode()
    assert f'href="{reverse("web:mine")}"' in own.get(reverse("notices:inbox")).content.decode()


def test_members_see_who_read_their_numbers_and_why(town: Town, client: Client) -> None:
    member, other = resident(town, "苏示例", account=True), resident(town, "旁人", account=True)
    read_clear(member, "phone", reason="通知开会", by=town.clerk)
    client.force_login(account_of(member))
    page = client.get(reverse("web:readings")).content.decode()
    assert "通知开会" in page
    assert "手机号码" in page
    client.force_login(account_of(other))
    assert "通知开会" not in client.get(reverse("web:readings")).content.decode()


@pytest.mark.row("D10")
def test_the_file_is_one_timeline_by_kind_and_year(town: Town, client: Client) -> None:
    member = resident(town, "苏示例", account=True)
    pledge(member, town.east, "为邻里修水管", by=account_of(member))
    client.force_login(account_of(member))
    address = reverse("members:file", args=[member.pk])
    page = client.get(address).content.decode()
    assert "承诺：为邻里修水管" in page
    assert "东苑第一网格党支部" in page
    only = client.get(address, {"kind": "pledge", "year": "2021"}).content.decode()
    assert "承诺：为邻里修水管" in only
    assert "所在党组织：" not in only
    assert "承诺：为邻里修水管" not in client.get(address, {"year": "2020"}).content.decode()


@pytest.mark.row("D10")
def test_the_community_reads_the_file_without_what_is_private(town: Town, client: Client) -> None:
    member = resident(town, "苏示例", account=True)
    pledge(member, town.east, "为邻里修水管", by=account_of(member))
    west = town.street.west
    move_tie(member, "residence", west, on=member.ties.first().since.replace(year=2021), reason="搬家", by=town.clerk)
    client.force_login(person("neighbour", "community_secretary", west, town.clerk))
    page = client.get(reverse("members:file", args=[member.pk])).content.decode()
    assert "承诺：为邻里修水管" in page
    assert "居住社区：" not in page
    assert client.get(reverse("papers:papers", args=["member", member.pk])).status_code == 404


@pytest.mark.row("D10")
def test_the_file_prints_for_the_home_side_as_a_batch_and_for_oneself(town: Town, client: Client) -> None:
    member = resident(town, "苏示例", account=True)
    resident(town, "二示例")
    secretary = person("branch_secretary", "unit_secretary", town.street.branch, town.clerk)
    kind = paper_kind("member_file")
    assert kind is not None
    for file in ("pdf", "docx"):
        for by in (secretary, account_of(member)):
            printed = print_paper(kind, member, Wish(file), reference_url="http://localhost/x", by=by)  # type: ignore[arg-type]
            assert printed.content
    client.force_login(secretary)
    batch = client.get(reverse("papers:batch", args=["member_file"]), {"home_organisation_id": town.street.branch.pk})
    assert batch.content.startswith(b"%PDF")
