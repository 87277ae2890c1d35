"""Teams come in by Excel: founded, put right, joined and led; nobody leaves by a list."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.audit.models import Entry
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.service import actions
from mulin.service.actions.assembling import Gathering, gather
from mulin.service.models import Team
from mulin.web.actions import exchange
from tests.service.test_importing import bring_in, counted, one_mistake, taken_out
from tests.service.world import Town, resident

pytestmark = pytest.mark.row("R07")
KIND = "service_teams"


def row_of(town: Town, name: str = "家电维修队", **more: Any) -> dict[str, Any]:
    """A row of a team of the eastern community."""
    return {"community": town.east.code, "name": name, "field": "家电维修", **more}


def inside(name: str) -> dict[str, bool]:
    """Who is in a team, and whether they lead it."""
    rows = Team.objects.get(name=name, until__isnull=True).memberships.filter(until__isnull=True)
    return dict(rows.values_list("member__name", "is_leader"))


def test_teams_are_founded_once_with_their_people_and_put_right(town: Town) -> None:
    for name in ("王一", "王二", "王三"):
        resident(town, name)
    rows = [
        row_of(town, kind="党员志愿者服务队", meets="每月第一个周六", leader="王一", people="王一、王二"),
        row_of(town, "读书队", field="文体"),
    ]
    assert counted(bring_in(town, KIND, rows)) == (2, 0, 0, [])
    assert counted(bring_in(town, KIND, rows)) == (0, 0, 2, [])
    assert Entry.objects.filter(verb="导入", object_name="服务团组").count() == 1
    assert inside("家电维修队") == {"王一": True, "王二": False}
    assert Team.objects.get(name="读书队").kind == "post_team"
    done = bring_in(town, KIND, [row_of(town, duty="修家电", leader="王三", people="王三"), rows[1]])
    assert counted(done) == (0, 1, 1, [])
    assert {one.title for one in done.differences} == {"定责", "成员", "团组长"}
    assert inside("家电维修队") == {"王一": False, "王二": False, "王三": True}
    team = Team.objects.get(name="家电维修队")
    assert (team.kind, team.meets, team.duty) == ("volunteers", "每月第一个周六", "修家电")


def test_teams_that_were_taken_out_come_back_unchanged_also_with_two_of_one_name(town: Town) -> None:
    people = [resident(town, name) for name in ("王一", "王一", "王2")]
    values = {"name": "读书 队", "kind": "post_team", "field": "文体", "duty": "读书\n\n写字 ", "meets": ""}
    team = actions.found_team(town.east, values, by=town.worker)
    actions.join_team(team, people, by=town.worker)
    actions.name_leader(team, people[0], by=town.worker)
    for _ in range(2):
        done = exchange.bring_in(taken_out(town, KIND), KIND, by=town.secretary)
        assert counted(done) == (0, 0, 1, [])


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"field": None}, "新成立的团组请填写定岗"),
        ({"people": "无此人"}, "居住的党员里没有“无此人”"),
        ({"people": "王二"}, "有几位同名的党员：王二"),
        ({"leader": "王一"}, "“王一”不在这个团组"),
        ({"kind": "乐队"}, "不在可选范围内"),
        ({"people": "王1"}, "“王1”不像姓名"),
        ({"name": "家电维修队"}, "写了两行"),
        ({"community": "SQ-none"}, "没有编码为“SQ-none”的社区"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_list_of_teams_out(town: Town, more: dict[str, Any], message: str) -> None:
    for name in ("王一", "王二", "王二"):
        resident(town, name)
    assert message in one_mistake(bring_in(town, KIND, [row_of(town), row_of(town, "读书队") | more]))
    assert not Team.objects.exists()


def test_two_of_one_name_are_told_apart_in_brackets(town: Town) -> None:
    resident(town, "王二")
    second = resident(town, "王二")
    assert bring_in(town, KIND, [row_of(town, people=f"王二（{second.code}）")]).new == 1
    assert list(Team.objects.get().memberships.values_list("member_id", flat=True)) == [second.pk]


def test_teams_come_in_only_where_somebody_manages_the_service(town: Town) -> None:
    there = {**row_of(town), "community": town.street.west.code}
    assert "权限" in one_mistake(bring_in(town, KIND, [there]))
    assert bring_in(town, KIND, [there], by=town.clerk).new == 1


def test_what_happened_to_a_team_meanwhile_is_told_and_nothing_written(town: Town) -> None:
    assert bring_in(town, KIND, [row_of(town)]).new == 1
    team = Team.objects.get()
    twin = Team(community=town.east, name=team.name, field="家电维修", since=today())
    with pytest.raises(Refused, match="刚刚成立"):
        gather([Gathering(twin)], by=town.worker)
    actions.disband(team, on=today(), reason="合并", by=town.worker)
    with pytest.raises(Refused, match="刚刚解散"):
        gather([Gathering(team, {"duty": "修"})], by=town.worker)


def test_a_list_of_teams_ten_times_as_long_asks_the_database_no_more_often(town: Town) -> None:
    names = [resident(town, f"王{one}").name for one in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"]
    asked = []
    for some in (names[:2], names[2:]):
        rows = [row_of(town, f"{name}队", people=name, leader=name) for name in some]
        with CaptureQueriesContext(connection) as asking:
            assert bring_in(town, KIND, rows).new == len(some)
        asked.append(len(asking))
    assert asked[1] <= asked[0] + 2
