"""Deeds and volunteers come in by Excel: new, changed, unchanged, wrong; all or none; and go out to come in again."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import Preview, registered, write_export
from mulin.identity.models import User
from mulin.members.actions import move_tie
from mulin.service import actions
from mulin.service.actions.volunteering import Offered, insert_offers
from mulin.service.models import Claim, Deed, Pledge, VolunteerApplication
from mulin.service.queries.teams import services_offered
from mulin.web.actions import exchange
from tests.organisations.factories import workbook
from tests.service.world import Town, a_post, resident

MAY = datetime.date(2021, 5, 1)


def bring_in(town: Town, kind: str, rows: list[dict[str, Any]], by: User | None = None) -> Preview:
    """Import rows as the secretary does."""
    return exchange.bring_in(workbook(kind, rows), kind, by=by or town.secretary)


def counted(done: Preview) -> tuple[int, int, int, list[str]]:
    """New, changed, unchanged, and the mistakes."""
    return done.new, done.changed, done.unchanged, [str(one) for one in done.errors]


def one_mistake(done: Preview) -> str:
    """The only mistake; nothing was written."""
    assert not done.applied
    [error] = done.errors
    return str(error)


def taken_out(town: Town, kind: str) -> bytes:
    """The workbook of a list as the secretary takes it out."""
    return exchange.take_out(kind, by=town.secretary, reason="核对").read()


def a_deed(town: Town, name: str, **more: Any) -> dict[str, Any]:
    """A row of a deed in May."""
    return {"community": town.east.code, "name": name, "day": MAY, "title": "上门理发", **more}


@pytest.mark.row("R09")
def test_a_paper_list_of_deeds_comes_in_once_and_waits_for_the_community(town: Town) -> None:
    one, other = resident(town, "王一"), resident(town, "王二")
    kept = actions.pledge(one, town.east, "为独居老人理发", by=town.worker)
    rows = [a_deed(town, "王一", pledge="为独居老人理发", text="三位老人"), a_deed(town, "王二")]
    assert counted(bring_in(town, "deeds", rows)) == (2, 0, 0, [])
    assert counted(bring_in(town, "deeds", rows)) == (0, 0, 2, [])
    assert Entry.objects.filter(verb="导入", object_name="党员实事").count() == 1
    first, second = Deed.objects.order_by("pk")
    assert (first.member, first.pledge, first.text, first.state) == (one, kept, "三位老人", "reported")
    assert (second.member, second.pledge, second.reported_by) == (other, None, town.secretary)
    assert len(actions.confirm_deeds([first.pk, second.pk], by=town.secretary)) == 2


@pytest.mark.row("R09")
@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"name": "无此人"}, "居住的党员里没有“无此人”"),
        ({"day": datetime.date(2021, 7, 1)}, "日期不能晚于今天"),
        ({"pledge": "没有承诺过的事"}, "没有这项承诺"),
        ({"community": "SQ-none"}, "没有编码为“SQ-none”的社区"),
        ({"number": 999_999}, "没有编号为 999999 的记录"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_list_of_deeds_out(town: Town, more: dict[str, Any], message: str) -> None:
    resident(town, "王一")
    rows = [a_deed(town, "王一"), a_deed(town, "王一", title="扫楼道") | more]
    assert message in one_mistake(bring_in(town, "deeds", rows))
    assert not Deed.objects.exists()


@pytest.mark.row("R09")
def test_two_of_one_name_are_told_apart_by_their_number(town: Town) -> None:
    resident(town, "王一")
    second = resident(town, "王一")
    assert "有 2 位“王一”" in one_mistake(bring_in(town, "deeds", [a_deed(town, "王一")]))
    assert bring_in(town, "deeds", [a_deed(town, "王一", unit=second.code)]).new == 1
    assert Deed.objects.get().member == second


@pytest.mark.row("R09")
def test_deeds_that_were_taken_out_come_back_unchanged_and_cannot_be_changed(town: Town) -> None:
    one = resident(town, "王一")
    kept = actions.pledge(one, town.east, "为独居老人理发", by=town.worker)
    text = " 第一天  去了\n\n第二天又去　了 "
    for day in (MAY, datetime.date(2021, 5, 2)):
        actions.report_deed(one, town.east, day=day, title="理发 两次", text=text, kept=kept, by=town.worker)
    returned = actions.report_deed(one, town.east, day=MAY, title="扫雪", by=town.worker)
    actions.return_deed(returned, remark="五月没有雪", by=town.worker)
    content = taken_out(town, "deeds")
    move_tie(one, "residence", town.street.west, on=datetime.date(2021, 6, 30), reason="搬家", by=town.clerk)
    done = exchange.bring_in(content, "deeds", by=town.secretary)
    assert counted(done) == (0, 0, 3, [])
    [row] = [one for one in registered("deeds").rows(by=town.secretary) if one["number"] == returned.pk]
    changed = write_export(registered("deeds").sheet, [{**row, "title": "扫树叶"}]).read()
    assert "不能在表格里改" in one_mistake(exchange.bring_in(changed, "deeds", by=town.secretary))


@pytest.mark.row("R09")
def test_deeds_and_volunteers_come_in_only_where_somebody_manages_the_service(town: Town) -> None:
    resident(town, "西边人", place=town.street.west)
    there = {"community": town.street.west.code, "name": "西边人"}
    deed = {**there, "day": MAY, "title": "上门理发"}
    for kind, row in (("deeds", deed), ("volunteers", {**there, "services": a_service(town)})):
        assert "权限" in one_mistake(bring_in(town, kind, [row]))
        assert bring_in(town, kind, [row], by=town.clerk).new == 1
    assert not list(registered("deeds").rows(by=town.secretary))
    number = Deed.objects.get().pk
    assert "没有编号" in one_mistake(bring_in(town, "deeds", [{**deed, "number": number}]))


def a_service(town: Town, number: int = 0) -> str:
    """A kind of voluntary service that the regulation in force names."""
    return sorted(services_offered(town.east, MAY))[number]


def a_volunteer(town: Town, name: str, **more: Any) -> dict[str, Any]:
    """A row of a volunteer."""
    return {"community": town.east.code, "name": name, "services": a_service(town), **more}


@pytest.mark.row("R07")
def test_paper_applications_of_volunteers_come_in_once_and_are_corrected(town: Town) -> None:
    one = resident(town, "王一")
    resident(town, "王二")
    rows = [a_volunteer(town, "王一", skills="电工", applied_on=MAY), a_volunteer(town, "王二")]
    assert counted(bring_in(town, "volunteers", rows)) == (2, 0, 0, [])
    assert counted(bring_in(town, "volunteers", rows)) == (0, 0, 2, [])
    both = f"{a_service(town)}、{a_service(town, 1)}"
    done = bring_in(town, "volunteers", [a_volunteer(town, "王一", services=both, times="周末"), rows[1]])
    assert counted(done) == (0, 1, 1, [])
    assert {(each.title, each.after) for each in done.differences} == {
        ("愿意参加的服务", both),
        ("可服务时间", "周末"),
    }
    found = VolunteerApplication.objects.get(member=one)
    assert (set(found.services), found.skills, found.times) == ({*both.split("、")}, "电工", "周末")
    assert found.applied_on == MAY
    assert VolunteerApplication.objects.count() == 2


@pytest.mark.row("R07")
@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"services": "飞行表演"}], "现行制度没有“飞行表演”"),
        ([{"applied_on": datetime.date(2021, 7, 1)}], "申请日期不能晚于今天"),
        ([{"name": "无此人"}], "居住的党员里没有“无此人”"),
        ([{}, {}], "写了两行"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_list_of_volunteers_out(
    town: Town, rows: list[Mapping[str, Any]], message: str
) -> None:
    resident(town, "王一")
    assert message in one_mistake(bring_in(town, "volunteers", [a_volunteer(town, "王一") | row for row in rows]))
    assert not VolunteerApplication.objects.exists()


@pytest.mark.row("R07")
def test_volunteers_that_were_taken_out_come_back_unchanged_whatever_became_of_them(town: Town) -> None:
    people = [resident(town, name) for name in ("王一", "王一", "王三")]
    for one in people:
        actions.volunteer(one, town.east, services=[a_service(town)], skills="电 工", by=town.worker)
    values = {"name": "队", "kind": "volunteers", "field": a_service(town), "duty": "", "meets": ""}
    team = actions.found_team(town.east, values, by=town.worker)
    actions.place_volunteer(VolunteerApplication.objects.get(member=people[0]), team, by=town.worker)
    move_tie(people[2], "residence", town.street.west, on=datetime.date(2021, 6, 30), reason="搬家", by=town.clerk)
    for _ in range(2):
        assert counted(exchange.bring_in(taken_out(town, "volunteers"), "volunteers", by=town.secretary)) == (
            0, 0, 3, [],
        )  # fmt: skip
    VolunteerApplication.objects.filter(member=people[2]).update(state="withdrawn")
    [row] = [each for each in registered("volunteers").rows(by=town.secretary) if each["name"] == "王三"]
    changed = write_export(registered("volunteers").sheet, [{**row, "skills": "木工"}]).read()
    assert "已经撤回" in one_mistake(exchange.bring_in(changed, "volunteers", by=town.secretary))


@pytest.mark.row("R07")
def test_who_offers_twice_at_the_same_moment_is_told_and_not_written_twice(town: Town) -> None:
    one = resident(town, "王一")
    offered = Offered(one, town.east, [a_service(town)], "", "", MAY)
    insert_offers([offered], by=town.worker)
    with pytest.raises(Refused, match="刚刚提交"):
        insert_offers([offered], by=town.worker)


def a_claim(town: Town, name: str, **more: Any) -> dict[str, Any]:
    """A row of a claim that was signed on paper."""
    return {"community": town.east.code, "post": "楼道巡查岗", "name": name, **more}


@pytest.mark.row("R04")
def test_claims_of_namesakes_that_were_taken_out_come_back_unchanged_and_cannot_be_changed(town: Town) -> None:
    post, people = a_post(town, places=3), [resident(town, "王一") for _ in range(2)]
    actions.enter_paper(post, people, by=town.worker)
    content = taken_out(town, "claims")
    assert counted(exchange.bring_in(content, "claims", by=town.secretary)) == (0, 0, 2, [])
    actions.give_up(Claim.objects.get(member=people[0]), by=town.worker, note="外出")
    assert counted(exchange.bring_in(content, "claims", by=town.secretary)) == (0, 0, 2, [])
    [row] = registered("claims").rows(by=town.secretary)
    changed = write_export(registered("claims").sheet, [{**row, "post": "调解岗"}]).read()
    assert "不能在表格里改" in one_mistake(exchange.bring_in(changed, "claims", by=town.secretary))
    assert "有 2 位“王一”" in one_mistake(bring_in(town, "claims", [a_claim(town, "王一")]))
    assert bring_in(town, "claims", [a_claim(town, "王一", unit=people[0].code)]).new == 1


def a_pledge(town: Town, name: str, **more: Any) -> dict[str, Any]:
    """A row of a pledge."""
    return {"community": town.east.code, "name": name, "text": "教书法", **more}


@pytest.mark.row("R09")
def test_pledges_of_namesakes_that_were_taken_out_come_back_unchanged_and_cannot_be_changed(town: Town) -> None:
    people = [resident(town, "王一") for _ in range(2)]
    for one in people:
        actions.pledge(one, town.east, "为 独居老人　理发", by=town.worker)
    assert counted(exchange.bring_in(taken_out(town, "pledges"), "pledges", by=town.secretary)) == (0, 0, 2, [])
    row = next(iter(registered("pledges").rows(by=town.secretary)))
    changed = write_export(registered("pledges").sheet, [{**row, "text": "扫树叶"}]).read()
    assert "不能在表格里改" in one_mistake(exchange.bring_in(changed, "pledges", by=town.secretary))
    assert Pledge.objects.count() == 2


@pytest.mark.row("R09")
def test_a_list_of_pledges_leaves_one_entry_in_the_log(town: Town) -> None:
    resident(town, "王一")
    before = Entry.objects.count()
    assert bring_in(town, "pledges", [a_pledge(town, "王一")]).new == 1
    assert list(Entry.objects.order_by("pk")[before:].values_list("verb", flat=True)) == ["导入"]


MAKERS: dict[str, Callable[[Town, str], dict[str, Any]]] = {
    "deeds": a_deed,
    "volunteers": a_volunteer,
    "claims": a_claim,
    "pledges": a_pledge,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_list_ten_times_as_long_asks_the_database_no_more_often(town: Town, kind: str) -> None:
    names = [resident(town, f"王{number}").name for number in range(22)]
    a_post(town, places=22)
    asked = []
    for some in (names[:2], names[2:]):
        rows = [MAKERS[kind](town, name) for name in some]
        with CaptureQueriesContext(connection) as queries:
            assert bring_in(town, kind, rows).new == len(some)
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 2
