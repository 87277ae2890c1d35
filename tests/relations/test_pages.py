"""The pages: what a secretary, an officer and the member see and do."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import link_account
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.models import Absence, Stay, Transfer, TransferBatch
from tests.members.factories import a_member, identity
from tests.relations.conftest import DAY, SINCE, Place

pytestmark = pytest.mark.django_db
TODAY = datetime.date.fromisoformat(DAY)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def sent(client: Client, url: str, **answers: Any) -> str:
    """The address to which a sent form leads; its mistakes where it leads nowhere."""
    answer = client.post(url, answers)
    assert answer.status_code == 302, answer.context["form"].errors if answer.context else answer.content[:300]
    return str(answer["Location"])


def at(name: str, *arguments: Any) -> str:
    return reverse(f"relations:{name}", args=arguments)


@pytest.mark.row("D11")
def test_the_table_is_asked_suggests_and_the_other_side_receives(
    place: Place, programme: Programme, member: Member
) -> None:
    home, other = signed_in(place.secretary), signed_in(place.other)
    answers = {"answer_situation": "rural_floating", "answer_months": "13", "answer_contract": "yes"}
    seen = home.post(at("start", member.pk), {**answers, "suggest": "1"}).content.decode()
    assert "制度建议转往：新单位党组织。在新单位连续工作超过一年并签有劳动合同" in seen
    where = sent(home, at("start", member.pk), **answers, target="西苑党支部", reason="工作调动")
    assert "2021-0001" in home.get(where).content.decode()
    transfer = Transfer.objects.get()
    assert "东苑第一网格党支部" in other.get(at("transfers")).content.decode()
    sent(other, at("transfer_step", transfer.pk, "receive"), on=DAY)
    shown = home.get(where).content.decode()
    assert "已接收" in shown
    assert "H2021-0001" in shown
    assert member.tied_on(TieKind.HOME_ORGANISATION, TODAY) == place.west


def test_a_batch_goes_and_is_received_as_one(place: Place, programme: Programme, member: Member, clerk: User) -> None:
    a_member(place.street, clerk, name="黎明", number=5, since=SINCE)
    home, other = signed_in(place.secretary), signed_in(place.other)
    given = {"source": place.home.name, "target": "西苑党支部", "reason": "支部合并"}
    where = sent(home, at("start_many"), **given)
    batch = TransferBatch.objects.get()
    assert where == at("batch", batch.pk)
    sent(other, at("batch_step", batch.pk, "receive"), on=DAY)
    assert "已接收" in other.get(where).content.decode()
    assert set(Transfer.objects.values_list("state", flat=True)) == {"received"}


@pytest.mark.row("R10")
def test_a_member_tells_of_an_absence_and_the_branch_looks_after_it(
    place: Place, programme: Programme, member: Member, clerk: User, today_is: Any
) -> None:
    account = open_account("own", display_name="本人")
    link_account(member, "own", by=clerk)
    own, home = signed_in(account), signed_in(place.secretary)
    told = {"reason": "探亲", "left_on": DAY, "told_on": DAY, "place": "邻省港城"}
    where = sent(own, at("tell_absence", member.pk), **told)
    absence = Absence.objects.get()
    sent(home, at("absence_step", absence.pk, "permit"), because="")
    assert "LD2021-0001" in own.get(where).content.decode()
    sent(own, at("absence_step", absence.pk, "contact"), kind="reported", day=DAY, note="已到")
    assert own.get(at("absence_step", absence.pk, "permit")).status_code == 403
    today_is("2021-08-01")
    sent(
        home, at("absence_step", absence.pk, "return"), on="2021-08-01", conduct="良好", attended="2",
    )  # fmt: skip
    assert "已返回" in home.get(where).content.decode()


@pytest.mark.row("R10")
def test_who_comes_is_received_through_the_page(place: Place, programme: Programme) -> None:
    other = signed_in(place.other)
    given = {
        "name": "来客", "identity_number": identity(91), "stage": "full", "from_text": "外省柳湾村党支部",
        "came_on": DAY, "permit_shown": "missing", "host": "西苑党支部",
    }  # fmt: skip
    refused = other.post(at("receive_stay"), given)
    assert "不能因此拒绝接收" in refused.content.decode()
    where = sent(other, at("receive_stay"), **given, permit_steps="联系原党组织补证")
    assert "活动证待补办" in other.get(where).content.decode()
    sent(other, at("report_stays"), on=DAY)
    assert Stay.objects.get().reported_on == TODAY
    for name in ("transfers", "absences", "stays", "census", "clocks", "cases", "batches"):
        assert other.get(at(name)).status_code == 200
        assert signed_in(place.officer).get(at(name)).status_code == 200
    sent(signed_in(place.officer), at("open_census"), node=place.street.street.name, year="2021")
    assert "西苑社区" in signed_in(place.officer).get(at("census")).content.decode()
