"""Editions installed once and for good; programmes prepared, published with a legal basis, ended; who may."""

import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mulin.audit.models import Entry
from mulin.duties.models import DutyState
from mulin.foundation.refusals import Refused
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.programmes import permissions
from mulin.programmes.actions import adopt, end, install, publish, set_parameters
from mulin.programmes.models import Edition, Programme
from mulin.programmes.queries import in_force, parameters_of, programmes_on, stored_pack, visible_to
from mulin.programmes.rules import checked_parameter
from mulin.records.actions import record
from mulin.records.queries import AllowedKinds
from mulin.rulebook.schema.base import Parameter
from mulin.tree.actions import give_role
from tests.properties.world import SINCE, SOURCE, World, duty, make_world, world_pack

PACK = Path(__file__).resolve().parents[2] / "packs" / "quanyu" / "2021"
JUNE = datetime.date(2021, 6, 1)


def parameter(kind: str) -> dict[str, Any]:
    return {"id": f"a_{kind}", "name": f"参数{kind}", "kind": kind, "source": SOURCE}


KINDS = ("integer", "decimal", "share", "date", "text", "list", "boolean")


@pytest.fixture
def world(clerk: User, settings: Any) -> World:
    return make_world(clerk, settings, world_pack(parameters=[parameter(kind) for kind in KINDS]))


def person(world: World, role: str, kind: str = "street") -> User:
    user = open_account(f"{role}-{kind}", display_name=role)
    give_role(user, role, node=world.one(kind, 0), by=world.by)
    return User.objects.get(pk=user.pk)


def window(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def prepared(world: World, **more: Any) -> Programme:
    edition, _ = install(world_pack(edition="2022"), by=world.by)
    return adopt(edition, world.street, since=JUNE, by=world.by, **more)


def test_the_same_content_is_installed_once_and_changed_content_is_a_revision(world: World) -> None:
    first, is_new = install(world_pack(edition="2023"), by=world.by)
    again, is_new_again = install(world_pack(edition="2023"), by=world.by)
    other, is_other_new = install(world_pack(edition="2023", title="改过的制度"), by=world.by)
    assert (is_new, is_new_again, is_other_new) == (True, False, True)
    assert again == first
    assert (first.label, other.label) == ("2023", "2023.2")
    assert first.hash != other.hash


@pytest.mark.row("Q26")
def test_nothing_is_published_without_a_legal_basis(world: World) -> None:
    programme = prepared(world)
    with pytest.raises(Refused, match="依据文件"):
        publish(programme, by=world.by)
    assert programme.pk not in programmes_on(JUNE).values_list("pk", flat=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(
            published_at=datetime.datetime(2021, 6, 1, tzinfo=datetime.UTC)
        )
    basis = prepared(world, legal_basis="街道党工委会议纪要")
    assert publish(basis, by=world.by).is_published
    assert Entry.objects.filter(verb="发布实施", object_id=str(basis.pk)).exists()


def test_what_is_only_prepared_asks_nothing_of_anybody(world: World) -> None:
    edition, _ = install(world_pack(pack="other", duties=[duty("patrol", "compound", "year", 1)]), by=world.by)
    waiting = adopt(edition, world.street, since=SINCE, by=world.by, legal_basis="文件")
    assert not DutyState.objects.filter(programme=waiting).exists()
    publish(waiting, by=world.by)
    assert DutyState.objects.filter(programme=waiting).count() == 4


def test_a_programme_is_in_force_from_its_first_day_to_the_day_before_its_end(world: World) -> None:
    programme = publish(prepared(world, legal_basis="文件"), by=world.by)
    end(programme, on=datetime.date(2021, 7, 1), by=world.by)
    days = [JUNE - datetime.timedelta(days=1), JUNE, datetime.date(2021, 6, 30), datetime.date(2021, 7, 1)]
    community = world.one("community", 0)
    assert [programme in in_force(community, day) for day in days] == [False, True, True, False]
    with pytest.raises(Exception, match="实施止日必须晚于起日"):
        end(programme, on=JUNE, by=world.by)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("integer", "3", 3),
        ("decimal", "2.50", "2.50"),
        ("share", "30%", "3/10"),
        ("share", "1/3", "1/3"),
        ("share", 0.3, "3/10"),
        ("date", "2021-03-10", "2021-03-10"),
        ("text", "四月初", "四月初"),
        ("list", "重大安全事故\n 群体事件 \n\n", ["重大安全事故", "群体事件"]),
        ("list", [], []),
        ("boolean", True, True),
        ("integer", "", None),
        ("share", None, None),
    ],
)
def test_a_parameter_is_kept_in_the_form_of_its_kind(kind: str, given: Any, kept: Any) -> None:
    assert checked_parameter(Parameter.model_validate(parameter(kind)), given) == kept


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [("integer", "三次"), ("decimal", "二点五"), ("share", "130%"), ("share", "-10%"), ("date", "2021-02-30")],
)
def test_a_wrong_parameter_is_refused_by_name(kind: str, wrong: str, world: World) -> None:
    with pytest.raises(Refused, match=f"参数{kind}") as refused:
        set_parameters(world.programme, {f"a_{kind}": wrong}, by=world.by)
    assert refused.value.field == f"a_{kind}"


def test_a_refused_parameter_says_what_people_call_it_and_which_field_to_mend() -> None:
    with pytest.raises(Refused, match="参数“参数integer”：") as refused:
        checked_parameter(Parameter.model_validate(parameter("integer")), "三次")
    assert refused.value.field == "a_integer"


def test_an_unknown_parameter_is_refused_and_others_keep_their_values(world: World) -> None:
    set_parameters(world.programme, {"a_integer": "3"}, by=world.by)
    with pytest.raises(Refused, match="没有参数"):
        set_parameters(world.programme, {"a_text": "甲", "nonsense": 1}, by=world.by)
    changed = set_parameters(world.programme, {"a_share": "1/3"}, by=world.by)
    assert (parameters_of(changed)["a_integer"], parameters_of(changed)["a_share"]) == (3, "1/3")
    assert parameters_of(changed)["a_text"] is None


TRUTHS = {
    ("district_officer", "street"): True,
    ("street_officer", "street"): True,
    ("street_leader", "street"): False,
    ("community_secretary", "community"): False,
    ("community_worker", "community"): False,
    ("auditor", "street"): False,
    ("member", "community"): False,
    ("system_administrator", "street"): False,
}


@pytest.mark.parametrize(("who", "may"), TRUTHS.items())
def test_only_officers_manage_programmes(who: tuple[str, str], may: bool, world: World) -> None:
    user = person(world, *who)
    assert permissions.manage_programmes.allows(user, world.street) is may
    edition = Edition.objects.get()
    acts = [
        lambda: adopt(edition, world.street, since=JUNE, by=user),
        lambda: set_parameters(world.programme, {"a_text": "新"}, by=user),
        lambda: publish(world.programme, by=user),
        lambda: end(world.programme, on=datetime.date(2030, 1, 1), by=user),
    ]
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(Refused, match="管理制度实施"):
                act()


def test_a_community_sees_the_programme_of_its_street_and_not_what_is_only_prepared(world: World) -> None:
    waiting = prepared(world)
    secretary, officer = person(world, "community_secretary", "community"), person(world, "street_officer")
    assert list(visible_to(secretary)) == [world.programme]
    assert set(visible_to(officer)) == {world.programme, waiting}
    assert not visible_to(person(world, "system_administrator")).exists()


@pytest.mark.parametrize(("role", "kind"), [("street_officer", "street"), ("community_secretary", "community")])
def test_the_pages_of_a_programme_open_for_those_who_may_read_it(role: str, kind: str, world: World) -> None:
    client = window(person(world, role, kind))
    assert client.get(reverse("programmes:programmes")).status_code == 200
    page = client.get(reverse("programmes:programme", args=[world.programme.pk]))
    assert page.status_code == 200
    assert "参数list" in page.text
    readable = client.get(reverse("programmes:edition", args=[world.programme.edition_id]))
    assert readable.status_code == 200
    assert "按季开会" in readable.text
    chapters = {one.title: one for one in readable.context["chapters"]}
    assert chapters["职责"].clauses == len(stored_pack(world.programme.edition_id).duties)
    assert "规章包 `" not in readable.text
    told, _fold, compared = readable.text.partition("编号对照")
    assert "<code>" not in told
    assert "<code>" in compared


def test_strangers_sign_in_and_administrators_find_nothing(world: World) -> None:
    address = reverse("programmes:programme", args=[world.programme.pk])
    assert Client().get(address).status_code == 302
    assert window(person(world, "system_administrator")).get(address).status_code in {403, 404}


def test_an_officer_prepares_fills_in_and_publishes_in_the_browser(world: World) -> None:
    client = window(person(world, "street_officer"))
    edition, _ = install(world_pack(edition="2024", parameters=[parameter(kind) for kind in KINDS]), by=world.by)
    answers = {"edition": edition.pk, "node": world.street.pk, "since": "2021-06-01", "legal_basis": ""}
    assert client.get(reverse("programmes:adopt")).status_code == 200
    assert client.post(reverse("programmes:adopt"), answers).status_code == 302
    made = Programme.objects.get(edition=edition)
    parameters = reverse("programmes:parameters", args=[made.pk])
    assert client.get(parameters).status_code == 200
    wrong = client.post(parameters, {"a_date": "不是日期"})
    assert "a_date" in wrong.context["form"].errors
    assert client.post(parameters, {"a_integer": "2", "a_list": "甲\n乙"}).status_code == 302
    made.refresh_from_db()
    assert (made.parameters["a_integer"], made.parameters["a_list"]) == (2, ["甲", "乙"])
    address = reverse("programmes:publish", args=[made.pk])
    refused = client.post(address)
    assert refused.status_code == 403
    assert "依据文件" in refused.text
    made.refresh_from_db()
    assert not made.is_published


def test_a_secretary_cannot_change_parameters_by_a_hand_made_form(world: World) -> None:
    client = window(person(world, "community_secretary", "community"))
    refused = client.post(reverse("programmes:parameters", args=[world.programme.pk]), {"a_text": "新"})
    assert refused.status_code == 403
    world.programme.refresh_from_db()
    assert "a_text" not in world.programme.parameters


def test_a_pack_is_checked_installed_and_shown_on_the_command_line(db: None) -> None:
    lint, add, show = StringIO(), StringIO(), StringIO()
    call_command("pack", "lint", str(PACK), stdout=lint)
    call_command("pack", "add", str(PACK), stdout=add)
    call_command("pack", "add", str(PACK), stdout=add)
    assert Edition.objects.get().label == "2021"
    call_command("pack", "show", "quanyu", stdout=show)
    assert "城市基层党建全域提升行动" in show.getvalue()
    with pytest.raises(CommandError):
        call_command("pack", "lint", str(PACK / "nowhere"), stdout=StringIO())


HANDLED = {"id": "handled", "name": "办结事项", "kind": "integer", "required": True}


def kinds_of(pack: str, since: datetime.date, name: str, overrides: tuple[str, ...] = (), **more: Any) -> Any:
    """A pack that lets communities write down meetings."""
    meeting = {"id": "meeting", "name": name, "hosts": ["community"], "source": SOURCE} | more
    bare = {"duties": [], "rubrics": [], "gradings": []}
    return world_pack(pack=pack, since=since, overrides=overrides, activities=[meeting], **bare)


@pytest.mark.row("J03")
def test_a_kind_of_activity_is_the_overriding_packs_whichever_is_older(world: World) -> None:
    def in_force_since(pack: Any, since: datetime.date) -> None:
        publish(
            adopt(install(pack, by=world.by)[0], world.street, since=since, by=world.by, legal_basis="文件"),
            by=world.by,
        )

    community, compound = world.one("community", 0), world.one("compound", 0)
    assert AllowedKinds().at(community, JUNE)["meeting"].name == "会议"
    in_force_since(kinds_of("today", SINCE, "现行会议", ("world", "later"), fields=[HANDLED]), SINCE)
    assert AllowedKinds().at(community, JUNE)["meeting"].name == "现行会议"
    in_force_since(kinds_of("later", JUNE, "后来的会议"), JUNE)
    assert AllowedKinds().at(community, JUNE)["meeting"].name == "现行会议"
    in_force_since(kinds_of("compounds", JUNE, "小区会议", ("today",), hosts=["compound"]), JUNE)
    assert AllowedKinds().at(community, JUNE)["meeting"].name == "现行会议"
    assert AllowedKinds().at(compound, JUNE)["meeting"].name == "小区会议"
    with pytest.raises(Refused, match="办结事项"):
        record(community, "meeting", JUNE, title="六月会议", at_once=True, by=world.by)
