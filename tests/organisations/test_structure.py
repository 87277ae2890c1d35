"""三建三定, 1+N+1, the three powers, and the organs that regulations ask for: what stands, and what is missing."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import import_workbook, preview, registered
from mulin.identity.models import User
from mulin.judgement.registry import REGISTRY
from mulin.organisations import actions, queries
from mulin.organisations.models import OrganisationLife, OrganSeat
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.programmes.queries import stored_pack
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import NewNode, dissolve, found, merge, move
from mulin.tree.models import Node
from mulin.tree.permissions import scope
from tests.organisations.factories import Street, person, workbook
from tests.worlds import built_once

PACKS = Path(__file__).resolve().parents[2] / "packs"
MAY_2 = datetime.date(2022, 5, 2)


def adopted(name: str, edition: str, town: Street, by: User, **parameters: Any) -> Programme:
    """A pack in force in the street from the beginning of 2022."""
    stored_pack.cache_clear()
    installed, _ = install(read_pack(PACKS / name / edition), by=by)
    programme = adopt(
        installed, town.street, since=datetime.date(2022, 1, 1), by=by, legal_basis="测试", parameters=parameters
    )
    return publish(programme, by=by)


@pytest.fixture
def shuanglian(town: Street, clerk: User) -> Programme:
    return built_once(adopted)("shuanglian", "2011", town, clerk)


@pytest.fixture
def quyu(town: Street, clerk: User) -> Programme:
    return built_once(adopted)("quyu", "2010", town, clerk)


def new(kind: str, name: str, under: Node, place: Node, by: User) -> Node:
    return found(NewNode(kind, name, under, place), reason="建立", by=by)


def gaps(place: Node) -> list[tuple[str, str]]:
    """Where something is missing at a place, and what."""
    return [(gap.at.name, gap.text) for one in queries.standings([place], today())[place.pk] for gap in one.gaps]


@pytest.mark.row("D03")
@pytest.mark.usefixtures("shuanglian")
def test_a_community_lacks_what_nobody_founded_and_nothing_once_all_is_founded_and_fixed(
    town: Street, clerk: User
) -> None:
    assert gaps(town.east) == [
        ("东苑社区", "缺社区建党总支"),
        ("梧桐里", "缺小区建党支部"),
        ("梧桐里1幢", "缺楼层建党小组"),
    ]
    general = new("general_branch", "东苑社区党总支", town.committee, town.east, clerk)
    branch = new("branch", "梧桐里党支部", general, town.compound, clerk)
    group = new("party_group", "梧桐里1幢党小组", branch, town.block, clerk)
    life = {"time": "每月5日", "place": "党群服务中心", "content": "学习、议事、服务"}
    for one in (general, branch):
        actions.arrange_life(one, life, since=today(), by=clerk)
    actions.arrange_life(group, life | {"content": ""}, since=today(), by=clerk)
    assert gaps(town.east) == [("梧桐里1幢党小组", "组织生活未固定内容")]

    actions.arrange_life(group, life, since=today(), by=clerk)
    assert gaps(town.east) == []
    assert gaps(town.west) == [("西苑社区", "缺社区建党总支"), ("银杏里", "缺小区建党支部")]
    rows = [row for row in queries.structure_gaps(today()) if row["host"] == town.east.pk]
    assert rows == []


@pytest.mark.row("D03")
def test_nothing_is_asked_where_no_pack_asks_for_it(town: Street) -> None:
    assert queries.standings([town.east], today()) == {town.east.pk: []}
    assert queries.standings_within(scope(None, "units.view"), today()) == {}


@pytest.mark.row("D03")
def test_another_arrangement_of_the_life_ends_the_former_on_its_day(town: Street, clerk: User) -> None:
    first = datetime.date(2022, 1, 1)
    actions.arrange_life(town.branch, {"time": "每月1日", "place": "甲", "content": "学"}, since=first, by=clerk)
    actions.arrange_life(town.branch, {"time": "每月5日", "place": "乙", "content": "学"}, since=MAY_2, by=clerk)
    assert [(row.time, row.until) for row in OrganisationLife.objects.order_by("since")] == [
        ("每月1日", MAY_2),
        ("每月5日", None),
    ]
    with pytest.raises(Refused, match="不能更早"):
        actions.arrange_life(town.branch, {"time": "每月9日"}, since=first, by=clerk)
    with pytest.raises(Refused, match="没有组织生活"):
        actions.arrange_life(town.east, {"time": "每月9日"}, since=MAY_2, by=clerk)
    with pytest.raises(Refused, match="至少写一项"):
        actions.arrange_life(town.branch, {}, since=today(), by=clerk)


@pytest.mark.row("L01")
@pytest.mark.usefixtures("quyu")
def test_a_region_is_one_plus_n_plus_one_and_says_what_is_not_under_it(town: Street, clerk: User) -> None:
    bureau = found(NewNode("agency", "临河市监所", town.street, town.circle), reason="建立", by=clerk)
    shop_branch = new("branch", "西苑工坊党支部", town.committee, town.workshop, clerk)
    new("branch", "市监所党支部", town.committee, bureau, clerk)
    assert [text for _, text in gaps(town.circle)] == [
        "缺区域党组织（前一个“1”）",
        "缺党员服务中心党组织（后一个“1”）",
        "缺相匹配的群团组织",
    ]
    region = new("regional_organisation", "临河商圈联合党委", town.committee, town.circle, clerk)
    assert ("西苑工坊党支部", "还没有隶属区域党组织（前一个“1”）") in gaps(town.circle)
    move(shop_branch, region, relation="belongs", on=today(), reason="划入区域", by=clerk)
    new("service_centre_organisation", "商圈党员服务中心党支部", region, town.circle, clerk)
    found(NewNode("mass_organisation", "商圈团委", town.street, town.circle), reason="建立", by=clerk)
    assert gaps(town.circle) == []

    [standing] = queries.standings([town.circle], today())[town.circle.pk]
    members = next(part for part in standing.parts if part.part.gathers)
    assert [one.name for one in members.organisations] == ["西苑工坊党支部"], "organs of administration stay outside"
    new("regional_organisation", "又一个联合党委", town.committee, town.circle, clerk)
    assert gaps(town.circle)[0] == ("临河商圈", "至多 1 个，现有 2 个")


@pytest.mark.row("L01")
@pytest.mark.usefixtures("quyu")
def test_a_community_where_a_regional_organisation_stands_is_looked_at_too(town: Street, clerk: User) -> None:
    assert gaps(town.west) == []
    new("regional_organisation", "西苑区域党委", town.committee, town.west, clerk)
    assert "缺党员服务中心党组织（后一个“1”）" in [text for _, text in gaps(town.west)]
    assert set(queries.standings_within(scope(clerk, "units.view"), today())) == {town.circle.pk, town.west.pk}


@pytest.mark.row("L08")
@pytest.mark.usefixtures("quyu")
def test_the_page_of_a_regional_organisation_shows_its_three_powers_and_over_whom(town: Street, clerk: User) -> None:
    bureau = found(NewNode("agency", "临河市监所", town.street, town.circle), reason="建立", by=clerk)
    new("branch", "市监所党支部", town.committee, bureau, clerk)
    new("branch", "西苑工坊党支部", town.committee, town.workshop, clerk)
    region = new("regional_organisation", "临河商圈联合党委", town.committee, town.circle, clerk)
    powers = {one.power.name: [each.name for each in one.over] for one in queries.powers_of(region, today())}
    assert powers == {"组织协调权": ["市监所党支部"], "领导权": ["西苑工坊党支部"], "教育管理权": []}
    assert queries.powers_of(town.branch, today()) == []

    client = Client()
    client.force_login(person("officer", "street_officer", town.street, clerk))
    page = client.get(reverse("web:node", args=[region.pk])).content.decode()
    assert "组织协调权" in page
    assert "区域内党员的教育管理（登记 0 名）" in page


@pytest.mark.row("D16")
@pytest.mark.usefixtures("shuanglian")
def test_a_unit_names_one_team_member_and_no_second_one(town: Street, clerk: User) -> None:
    bureau = found(NewNode("agency", "临河财政局", town.street, town.east), reason="建立", by=clerk)
    [body] = queries.organs_at(bureau, today())
    assert (body.name, body.lacking) == ("单位“双联双管”工作机构", 3)

    def contact(name: str) -> OrganSeat:
        return OrganSeat(node=bureau, organ="unit_body", position="contact", name=name, title="副局长")

    first = actions.seat(contact("何联络"), by=clerk)
    with pytest.raises(Refused, match="已满（何联络）"):
        actions.seat(contact("吴联络"), by=clerk)
    actions.close(first, on=today() + datetime.timedelta(days=1), reason="调离", by=clerk)
    with pytest.raises(Refused, match="没有这个机构"):
        actions.seat(OrganSeat(node=bureau, organ="leading_group", position="head", name="何组长"), by=clerk)


@pytest.mark.row("D16")
@pytest.mark.usefixtures("shuanglian")
def test_a_duty_point_says_who_keeps_it_and_when(town: Street, clerk: User) -> None:
    keeper = OrganSeat(node=town.compound, organ="duty_point", position="keeper", name="何值守")
    with pytest.raises(Refused, match="值班时间"):
        actions.seat(keeper, by=clerk)
    keeper.hours = "周一至周五 18:30—20:30"
    actions.seat(keeper, by=clerk)
    [point] = queries.organs_at(town.compound, today())
    assert point.lacking == 0


@pytest.mark.row("D14")
@pytest.mark.row("D16")
def test_three_inspection_groups_are_filled_one_by_one(town: Street, clerk: User) -> None:
    district = found(NewNode("district", "临河区"), reason="建立", by=clerk)
    installed, _ = install(read_pack(PACKS / "shuanglian" / "2011"), by=clerk)
    programme = adopt(installed, district, since=datetime.date(2022, 1, 1), by=clerk, legal_basis="测试")
    publish(programme, by=clerk)
    groups = [one for one in queries.organs_at(district, today()) if one.organ.id == "inspection_group"]
    assert [one.name for one in groups] == ["督查组（第 1 个）", "督查组（第 2 个）", "督查组（第 3 个）"]
    seat = OrganSeat(
        node=district, organ="inspection_group", number=2, position="head", name="何督查", looks_after=town.street
    )
    actions.seat(seat, by=clerk)
    groups = [one for one in queries.organs_at(district, today()) if one.organ.id == "inspection_group"]
    assert [one.lacking for one in groups] == [2, 1, 2]


@pytest.mark.row("R12")
def test_the_charter_of_an_organ_says_its_duties_once_the_district_wrote_them(town: Street, clerk: User) -> None:
    adopted("shuanglian", "2011", town, clerk, joint_meeting_duties=["协商共建", "联办实事"])
    officer = person("officer", "street_officer", town.street, clerk)
    client = Client()
    client.force_login(officer)
    page = client.get(reverse("organisations:organs", args=[town.east.pk])).content.decode()
    assert "联办实事" in page
    street = client.get(reverse("organisations:organs", args=[town.street.pk])).content.decode()
    assert "文件没有写出职责" in street, "nobody wrote the duties of the coordination committee"


@pytest.mark.row("D16")
@pytest.mark.usefixtures("shuanglian")
def test_rosters_come_in_and_go_out_by_workbook(town: Street, clerk: User) -> None:
    bureau = found(NewNode("agency", "临河财政局", town.street, town.east), reason="建立", by=clerk)
    rows = [
        {"node": bureau.code, "organ": "单位“双联双管”工作机构", "position": "单位一把手", "name": "何局长"},
        {"node": bureau.code, "organ": "单位“双联双管”工作机构", "position": "单位一把手", "name": "吴局长"},
        {"node": town.compound.code, "organ": "小区报到点", "position": "值守人员", "name": "何值守"},
        {"node": town.shop.code, "organ": "小区报到点", "position": "值守人员", "name": "何值守"},
    ]
    told = [str(one) for one in preview(workbook("seats", rows), "seats", by=clerk).errors]
    assert len(told) == 3
    assert "至多 1 人" in told[0]
    assert "写明值班时间" in told[1]
    assert "没有要求这个机构" in told[2]

    good = [rows[0], rows[2] | {"hours": "每晚"}]
    import_workbook(workbook("seats", good), "seats", by=clerk)
    out = list(registered("seats").rows(by=clerk))
    assert {(row["name"], row["position"], row["hours"]) for row in out} == {
        ("何局长", "单位一把手", ""),
        ("何值守", "值守人员", "每晚"),
    }
    again = preview(workbook("seats", good), "seats", by=clerk)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


@pytest.mark.row("D03")
@pytest.mark.usefixtures("shuanglian")
def test_the_list_of_structures_opens_narrows_and_leaves_as_a_workbook(town: Street, clerk: User) -> None:
    client = Client()
    client.force_login(person("officer", "street_officer", town.street, clerk))
    page = client.get(reverse("organisations:structures")).content.decode()
    assert "东苑社区" in page
    assert "西苑社区" in page
    assert "东苑社区" not in client.get(reverse("organisations:structures"), {"state": "complete"}).content.decode()
    one = client.get(reverse("organisations:structure", args=[town.east.pk])).content.decode()
    assert "缺小区建党支部" in one
    assert client.get(reverse("organisations:structure", args=[town.building.pk])).status_code == 404
    rows = list(registered("structures").rows(by=clerk))
    assert ("西苑社区", "银杏里", "缺小区建党支部") in {(row["name"], row["at"], row["gap"]) for row in rows}


@pytest.mark.usefixtures("shuanglian")
def test_a_seat_is_filled_and_a_life_arranged_from_the_pages(town: Street, clerk: User) -> None:
    client = Client()
    client.force_login(person("officer", "street_officer", town.street, clerk))
    address = reverse("organisations:add_seat", args=[town.compound.pk])
    form = client.get(address)
    token = form.context["form"].hidden_fields()
    sent = {field.html_name: field.value() for field in token} | {
        "place": "duty_point:1:keeper",
        "name": "何值守",
        "hours": "每晚",
        "since": "2022-03-01",
    }
    assert client.post(address, sent).status_code == 302
    seat = OrganSeat.objects.get()
    assert (seat.name, seat.hours) == ("何值守", "每晚")
    shown = client.get(reverse("organisations:seat_one", args=[seat.pk])).content.decode()
    assert "小区报到点" in shown
    listed = client.get(reverse("organisations:seats")).content.decode()
    assert "何值守" in listed
    address = reverse("organisations:arrange_life", args=[town.branch.pk])
    client.post(address, {"time": "每月5日", "place": "活动室", "content": "", "since": "2022-03-01"})
    assert OrganisationLife.objects.get().node == town.branch


@pytest.mark.usefixtures("shuanglian")
def test_people_in_organs_go_over_with_a_merger_and_end_with_a_dissolution(town: Street, clerk: User) -> None:
    for place, name in ((town.compound, "何值守"), (town.far_compound, "吴值守")):
        seat = OrganSeat(node=place, organ="duty_point", position="keeper", name=name, hours="每晚")
        actions.seat(seat, by=clerk)
    merge([town.far_compound], town.compound, on=today(), reason="合并", by=clerk)
    live = OrganSeat.objects.filter(until__isnull=True)
    assert {(row.name, row.node_id) for row in live} == {("何值守", town.compound.pk), ("吴值守", town.compound.pk)}
    dissolve(town.block, on=today(), reason="拆除", by=clerk)
    dissolve(town.compound, on=today() + datetime.timedelta(days=1), reason="拆除", by=clerk)
    assert not OrganSeat.objects.filter(until__isnull=True).exists()


def test_the_measures_are_declared() -> None:
    assert {"structure_gaps_counted", "organisation_life_fixed"} <= set(REGISTRY.measures)
