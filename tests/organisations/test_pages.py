"""Pages of the registry: what each shows, to whom, and that a form does what it says once."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.audit.models import Entry
from mulin.foundation.identifiers import mask_phone
from mulin.identity.models import User
from mulin.organisations import actions
from mulin.organisations.choices import PremisesKind
from mulin.organisations.models import Guide, Premises, Staff, Unit
from mulin.organisations.pages import node_details
from mulin.tree.models import Node
from tests.organisations.factories import Street, person

MAY_1 = datetime.date(2021, 5, 1)
LISTS = ("places", "organisations", "units", "coverage", "premises", "staff")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer(town: Street, clerk: User) -> User:
    return person("officer", "street_officer", town.street, clerk)


@pytest.fixture
def furnished(town: Street, clerk: User) -> Street:
    for node in (town.shop, town.workshop, town.charity):
        actions.describe(node, Unit, {"is_two_new": True, "phone": "13900001234"}, by=clerk)
    actions.enter(Premises(node=town.east, name="东苑驿站", kind=PremisesKind.RED_STATION), by=clerk)
    actions.enter(Staff(node=town.east, name="赵岗", post="community_worker", grade=6, phone="13900005678"), by=clerk)
    return town


SHOWN = {
    "places": ("东苑社区", "西苑社区"),
    "organisations": ("东苑第一网格党支部", None),
    "units": ("临河商行", "西苑工坊"),
    "coverage": ("临河商行", "西苑工坊"),
    "premises": ("东苑驿站", None),
    "staff": ("赵岗", None),
}


@pytest.mark.parametrize("name", LISTS)
def test_each_list_shows_what_is_in_reach_and_nothing_else(
    furnished: Street, officer: User, clerk: User, name: str
) -> None:
    near, far = SHOWN[name]
    west = person("west", "community_secretary", furnished.west, clerk)
    for user, sees_near in ((officer, True), (west, False)):
        page = signed_in(user).get(reverse(f"organisations:{name}"))
        assert page.status_code == 200
        text = page.content.decode()
        assert (near in text) is sees_near
        assert far is None or far in text
        assert "13900005678" not in text


def test_a_list_takes_the_same_queries_for_any_number_of_rows(
    furnished: Street, officer: User, clerk: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(officer)
    for number in range(30):
        actions.enter(Staff(node=furnished.east, name=f"社工{number}", post="community_worker"), by=clerk)
    with django_assert_max_num_queries(12):
        client.get(reverse("organisations:staff"))


def test_lists_are_searched_by_two_characters_and_narrowed(furnished: Street, officer: User) -> None:
    client = signed_in(officer)
    found = client.get(reverse("organisations:units"), {"q": "工坊"}).content.decode()
    assert "西苑工坊" in found
    assert "临河商行" not in found
    narrowed = client.get(reverse("organisations:places"), {"kind": "compound"}).content.decode()
    assert "梧桐里" in narrowed
    assert "东苑第一网格" not in narrowed


@pytest.mark.row("Q21")
def test_the_gap_list_names_who_lacks_a_guide_and_shrinks(furnished: Street, officer: User, clerk: User) -> None:
    client, url = signed_in(officer), reverse("organisations:coverage")
    before = client.get(url, {"gap": "guide"}).content.decode()
    assert "0 / 2" in before
    assert "一企一员" in before
    assert "临河商行" in before
    actions.name_guide(furnished.shop, "周引", since=MAY_1, by=clerk)
    after = client.get(url, {"gap": "guide"}).content.decode()
    assert "1 / 2" in after
    assert "临河商行</a>" not in after


def send(client: Client, form: str, pk: int, /, **answers: Any) -> Any:
    return client.post(reverse(f"organisations:{form}", args=[pk]), answers)


def test_every_form_about_a_node_opens_for_who_may_and_refuses_who_may_not(
    furnished: Street, officer: User, clerk: User
) -> None:
    worker = person("worker", "unit_secretary", furnished.branch, clerk)
    names = ("rename", "move", "merge", "split", "dissolve", "describe", "add_premises", "add_staff", "add_brand",
             "count_population")  # fmt: skip
    for name in names:
        assert signed_in(officer).get(reverse(f"organisations:{name}", args=[furnished.east.pk])).status_code == 200
        assert signed_in(worker).get(reverse(f"organisations:{name}", args=[furnished.east.pk])).status_code == 404
        own = signed_in(worker).get(reverse(f"organisations:{name}", args=[furnished.branch.pk]))
        assert own.status_code == 403
    guide = signed_in(officer).get(reverse("organisations:name_guide", args=[furnished.shop.pk]))
    assert guide.status_code == 200


def test_forms_do_what_they_say(furnished: Street, officer: User) -> None:
    client, town = signed_in(officer), furnished
    day = "2021-05-01"
    send(client, "rename", town.compound.pk, name="桂花里", on=day, reason="更名")
    assert Node.objects.get(pk=town.compound.pk).name == "桂花里"
    send(client, "name_guide", town.shop.pk, name="周引", since=day)
    assert Guide.objects.get(node=town.shop).name == "周引"
    send(client, "add_premises", town.west.pk, name="西苑驿站", kind="red_station", standard="none", status="open",
         since=day)  # fmt: skip
    send(client, "add_staff", town.west.pk, name="钱岗", post="community_worker", since=day, full_time="on")
    assert Staff.objects.get(name="钱岗").node == town.west
    send(client, "describe", town.shop.pk, credit_code="91350100M000100Y43", organisation_due="on")
    assert Unit.objects.get(node=town.shop).organisation_due
    station = Premises.objects.get(name="西苑驿站")
    send(client, "correct_premises", station.pk, name="西苑驿站", kind="red_station", standard="demonstration",
         status="open", since=day)  # fmt: skip
    send(client, "close_premises", station.pk, on="2021-06-01", reason="搬迁")
    station.refresh_from_db()
    assert (station.standard, station.until) == ("demonstration", datetime.date(2021, 6, 1))


def test_a_phone_goes_when_asked_to_and_not_by_an_empty_box(furnished: Street, officer: User) -> None:
    client, staff, unit = signed_in(officer), Staff.objects.get(name="赵岗"), Unit.objects.get(node=furnished.shop)
    post = {"name": "赵岗", "post": "community_worker", "full_time": "on", "since": str(staff.since)}
    for form, row, pk, values, log in (
        ("correct_staff", staff, staff.pk, post, ("更正工作人员", "电话")),
        ("describe", unit, furnished.shop.pk, {"is_two_new": "on"}, ("填写单位信息", "联系电话")),
    ):
        page = client.get(reverse(f"organisations:{form}", args=[pk])).content.decode()
        assert f"已登记 {mask_phone(row.phone)}；留空不改" in page
        assert "清除已登记的电话" in page
        assert row.phone not in page
        send(client, form, pk, **values)
        row.refresh_from_db()
        assert row.phone
        both = send(client, form, pk, **values, phone="13700000009", clear_phone="on")
        assert "两样只做一样" in both.content.decode()
        send(client, form, pk, **values, clear_phone="on")
        row.refresh_from_db()
        assert row.phone == ""
        verb, title = log
        assert Entry.objects.filter(verb=verb).latest("pk").changes == {title: ["（已加密）", ""]}
        assert "clear_phone" not in client.get(reverse(f"organisations:{form}", args=[pk])).content.decode()


def test_a_person_takes_another_post_by_form(furnished: Street, officer: User) -> None:
    staff = Staff.objects.get(name="赵岗")
    answer = send(
        signed_in(officer), "move_staff", staff.pk, node=furnished.street.code, post="street_leader", on="2021-05-01"
    )
    assert answer.status_code == 302
    assert Staff.objects.get(node=furnished.street).before == staff


def test_a_node_is_founded_moved_merged_split_and_dissolved_by_form(furnished: Street, officer: User) -> None:
    client, town = signed_in(officer), furnished
    compound = town.compound
    kinds = {
        "kind": "compound",
        "name": "海棠里",
        "belongs_to": town.east.code,
        "since": "2021-01-01",
        "reason": "新建",
    }
    client.post(reverse("organisations:found", args=["territory"]), kinds)
    new = Node.objects.get(name="海棠里")
    send(client, "move", new.pk, relation="belongs", target=town.west.code, on="2021-05-01", reason="区划调整")
    new.refresh_from_db()
    assert new.path.startswith(town.west.path)
    send(client, "merge", new.pk, target=town.far_compound.code, on="2021-06-01", reason="合并")
    new.refresh_from_db()
    assert new.until == datetime.date(2021, 6, 1)
    answers = {"on": "2021-06-01", "reason": "拆分", "names": "梧桐东里\n梧桐西里", f"child_{town.block.pk}": "2"}
    assert send(client, "split", compound.pk, **answers).status_code == 302
    assert Node.objects.get(pk=town.block.pk).path.startswith(Node.objects.get(name="梧桐西里").path)
    send(client, "dissolve", town.workshop.pk, on="2021-06-01", reason="注销")
    assert Node.objects.get(pk=town.workshop.pk).until == datetime.date(2021, 6, 1)


def test_a_refusal_stands_beside_its_field_and_every_answer_is_kept(furnished: Street, officer: User) -> None:
    answers = {
        "name": "东苑驿站",
        "kind": "red_station",
        "standard": "standard",
        "status": "planned",
        "since": "2021-05-01",
    }
    page = send(signed_in(officer), "add_premises", furnished.east.pk, **answers)
    text = page.content.decode()
    assert page.status_code == 200
    assert "尚未建成的阵地不能定级" in text
    assert 'value="东苑驿站"' in text


def test_rows_have_pages_of_their_own_within_reach_only(furnished: Street, officer: User, clerk: User) -> None:
    west = person("west", "community_secretary", furnished.west, clerk)
    for name, row in (("premises_one", Premises.objects.get()), ("staff_one", Staff.objects.get())):
        url = reverse(f"organisations:{name}", args=[row.pk])
        page = signed_in(officer).get(url)
        assert row.name in page.content.decode()
        assert "13900005678" not in page.content.decode()
        assert signed_in(west).get(url).status_code == 404


def test_the_details_of_a_node_show_people_only_to_who_may_see_them(
    furnished: Street, officer: User, clerk: User
) -> None:
    class Request:
        def __init__(self, user: User) -> None:
            self.user = user

    def context(user: User) -> dict[str, Any]:
        part = node_details(Request(user), furnished.east, MAY_1)  # type: ignore[arg-type]
        assert part is not None
        return part[1]

    assert [row.name for row, _ in context(officer)["staff"]] == ["赵岗"]
    assert context(officer)["buttons"]
    assert "撤销" not in {action.title for action in context(officer)["buttons"]}
    assert "撤销" in {action.title for action in context(officer)["changes"]}
    member = person("member", "member", furnished.east, clerk)
    assert context(member)["sees_people"] is False
    assert context(member)["buttons"] == []
    assert context(member)["changes"] == []
    far = person("far", "member", furnished.west, clerk)
    assert node_details(Request(far), furnished.east, MAY_1) is None  # type: ignore[arg-type]
