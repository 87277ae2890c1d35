"""Lists come in and go out by workbook; facts are counted and told in the member's file."""

import datetime

import pytest

from mulin.foundation.clock import today
from mulin.foundation.spreadsheets import registered
from mulin.judgement.registry import REGISTRY
from mulin.members.actions import move_tie
from mulin.members.queries import timeline
from mulin.service import actions
from mulin.service.models import Claim, Need, Pledge
from mulin.web.actions import exchange
from tests.organisations.factories import workbook
from tests.service.world import Town, a_post, resident


def bring_in(town: Town, kind: str, rows: list[dict[str, object]]) -> tuple[int, int, list[str]]:
    """Import rows as the secretary does: new, unchanged, mistakes."""
    done = exchange.bring_in(workbook(kind, rows), kind, by=town.secretary)
    return done.new, done.unchanged, [str(error) for error in done.errors]


def test_a_paper_list_of_claims_comes_in_by_excel_once(town: Town) -> None:
    a_post(town, places=2)
    rows = [
        {"community": town.east.code, "post": "楼道巡查岗", "name": resident(town, name).name}
        for name in ("王一", "王二", "王三")
    ]
    new, _same, errors = bring_in(town, "claims", rows)
    assert "名额不够" in errors[0]
    assert not Claim.objects.exists()
    assert bring_in(town, "claims", rows[:2]) == (2, 0, [])
    assert bring_in(town, "claims", rows[:2]) == (0, 2, [])
    assert new == 2


def test_needs_and_pledges_come_in_by_excel_and_not_beyond_the_rule(town: Town) -> None:
    needs = [{"community": town.east.code, "title": title, "field": "治安"} for title in ("清楼道", "修灯")]
    assert bring_in(town, "service_needs", needs) == (2, 0, [])
    assert bring_in(town, "service_needs", needs) == (0, 2, [])
    assert Need.objects.count() == 2
    who = resident(town, "王一").name
    pledges = [{"community": town.east.code, "name": who, "text": text} for text in ("一", "二", "三")]
    _new, _same, errors = bring_in(town, "pledges", pledges)
    assert "至多承诺 2 件" in errors[0]
    assert bring_in(town, "pledges", pledges[:2]) == (2, 0, [])
    assert list(Pledge.objects.order_by("number").values_list("number", "text")) == [(1, "一"), (2, "二")]


def test_the_list_of_communities_leaves_with_what_they_offer_and_need(town: Town) -> None:
    post = a_post(town, places=3)
    actions.enter_paper(post, [resident(town, "王一")], by=town.worker)
    bring_in(town, "service_needs", [{"community": town.east.code, "title": "清楼道", "field": "治安"}])
    [row] = [one for one in registered("service_communities").rows(by=town.secretary) if one["code"] == town.east.code]
    assert [row[name] for name in ("posts", "places", "taken", "teams", "needs")] == [1, 3, 1, 0, 1]


def test_what_members_did_stands_in_their_file_and_can_be_counted(town: Town) -> None:
    member, post = resident(town, "王一"), a_post(town)
    [claim] = actions.enter_paper(post, [member], by=town.worker)
    actions.pledge(member, town.east, "教书法", by=town.worker)
    deed = actions.report_deed(member, town.east, day=today(), title="开课", by=town.worker)
    actions.confirm_deeds([deed.pk], by=town.secretary)
    actions.give_up(claim, by=town.worker, note="外出")
    [entries] = timeline.timelines([member.pk], today(), today(), ("post", "pledge", "deed")).values()
    assert {one.title for one in entries} == {
        "认领岗位：东苑社区楼道巡查岗", "离岗：东苑社区楼道巡查岗", "承诺：教书法", "办实事：开课",
    }  # fmt: skip
    for name in ("posts_claimed", "members_in_posts", "claims_by_member", "needs_done", "deeds_by_member"):
        assert REGISTRY.measure(name).title


@pytest.mark.row("R05")
def test_who_moves_to_another_community_leaves_posts_teams_and_groups_behind(town: Town) -> None:
    member, post = resident(town, "王一"), a_post(town)
    actions.enter_paper(post, [member], by=town.worker)
    values = {"name": "队", "kind": "post_team", "field": "治安", "duty": "", "meets": ""}
    team = actions.found_team(town.east, values, by=town.worker)
    actions.join_team(team, [member], by=town.worker)
    day = datetime.date(2021, 6, 30)
    move_tie(member, "residence", town.street.west, on=day, reason="搬家", by=town.clerk)
    ended = Claim.objects.get(member=member)
    assert (ended.state, ended.ending, ended.until) == ("ended", "moved", day)
    assert not team.memberships.filter(until__isnull=True).exists()
