"""Posts at a community: switched on from the catalogue, claimed, asked for, handed over, adjusted."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.service import actions, queries
from mulin.service.choices import ClaimState, Ending
from mulin.service.models import Claim, Post
from tests.service.world import Town, a_post, account_of, resident


def ten_posts(town: Town) -> list[Post]:
    codes = [one.code for one in queries.offers(town.east, today()) if one.ruling.clause.id == "ten_posts"]
    return actions.switch_on(town.east, codes, by=town.worker)


@pytest.mark.row("R02")
def test_a_community_switches_on_the_ten_public_posts_with_their_duties(town: Town) -> None:
    posts = ten_posts(town)
    assert len(posts) == 10
    assert "民事调解岗" in {post.name for post in posts}
    assert all(post.duties and post.places == 5 for post in posts)
    assert ten_posts(town) == []  # sent again, nothing changes


@pytest.mark.row("D09")
def test_seventeen_posts_stand_in_five_categories_and_may_be_renamed(town: Town) -> None:
    offers = [one for one in queries.offers(town.east, today()) if one.ruling.clause.id == "seventeen_posts"]
    assert len(offers) == 17
    assert len({one.post.category for one in offers}) == 5
    [post] = actions.switch_on(town.east, [offers[0].code], places=2, by=town.worker)
    changed = actions.change_post(
        post, name="政策明白人", category=post.category, duties="讲政策", places=3, by=town.worker
    )
    assert (changed.name, changed.places, changed.code) == ("政策明白人", 3, post.code)


@pytest.mark.row("Q17")
def test_a_district_names_its_six_posts_and_a_community_adds_its_own(town: Town) -> None:
    from mulin.programmes.models import Programme

    programme = Programme.objects.get(edition__pack="quanyu")
    programme.parameters = {"service_post_names": ["红色代办岗", "楼道管家岗"], "own_service_posts": 1}
    programme.save(update_fields=["parameters"])
    named = [one for one in queries.offers(town.east, today()) if one.ruling.clause.id == "six_plus_x"]
    assert [one.post.name for one in named] == ["红色代办岗", "楼道管家岗"]
    assert len(actions.switch_on(town.east, [one.code for one in named], by=town.worker)) == 2
    a_post(town)
    with pytest.raises(Refused, match="自设岗位不超过 1 个"):
        a_post(town, name="又一个岗")


def test_a_member_claims_a_post_on_their_own_page(town: Town, client: Client) -> None:
    post, member = a_post(town, places=1), resident(town, "王一", account=True)
    client.force_login(account_of(member))
    page = client.get("/service/mine/").content.decode()
    assert "楼道巡查岗" in page
    assert "认领" in page
    asked = client.get(f"/service/mine/posts/{post.pk}/").content.decode()
    assert "看一看，记一记" in asked
    client.post(f"/service/mine/posts/{post.pk}/")
    claim = Claim.objects.get(post=post)
    assert (claim.member_id, claim.state, claim.since) == (member.pk, ClaimState.HELD, today())
    assert "楼道巡查岗" in client.get(f"/members/{member.pk}/").content.decode()


def test_the_one_too_many_is_told_which_posts_are_free(town: Town) -> None:
    post, other = a_post(town, places=1), a_post(town, name="环境维护岗", places=2)
    first, second = resident(town, "王一", account=True), resident(town, "王二", account=True)
    actions.claim(post, first, by=account_of(first))
    with pytest.raises(actions.Full, match=r"1 个名额已被认领完.*环境维护岗（2个名额）") as refusal:
        actions.claim(post, second, by=account_of(second))
    assert refusal.value.free == [other]
    assert actions.claim(post, first, by=account_of(first)).place == 1  # a second press changes nothing


def test_nobody_claims_for_another_member_or_where_they_do_not_live(town: Town) -> None:
    post = a_post(town)
    one, two = resident(town, "王一", account=True), resident(town, "王二", account=True)
    with pytest.raises(Refused, match="只能由本人办理"):
        actions.claim(post, one, by=account_of(two))
    elsewhere = resident(town, "王三", account=True, place=town.street.west)
    with pytest.raises(Refused, match="不住在"):
        actions.claim(post, elsewhere, by=account_of(elsewhere))


def test_a_paper_list_is_entered_in_one_go_all_or_none(town: Town) -> None:
    post = a_post(town, places=3)
    for name in ("王一", "王二", "王三", "王四"):
        resident(town, name)
    people = queries.residents_named(town.east, "1. 王一\n2. 王二、王三", today())
    claims = actions.enter_paper(post, people, on=datetime.date(2021, 6, 30), by=town.worker)
    assert [one.place for one in claims] == [1, 2, 3]
    with pytest.raises(Refused, match="居住的党员里没有：赵六"):
        queries.residents_named(town.east, "王一、赵六", today())
    with pytest.raises(actions.Full):
        actions.enter_paper(post, town.members, by=town.worker)
    assert Claim.objects.filter(post=post).count() == 3


def test_people_of_the_same_name_are_never_guessed(town: Town) -> None:
    one = resident(town, "王一")
    resident(town, "王一")
    with pytest.raises(Refused, match="有几位同名的党员：王一"):
        queries.residents_named(town.east, "王一", today())
    assert queries.residents_named(town.east, f"王一（{one.code}）", today()) == [one]


def test_who_is_asked_to_take_a_post_says_yes_or_no(town: Town) -> None:
    post = a_post(town, places=2)
    one, two = resident(town, "王一", account=True), resident(town, "王二", account=True)
    asked = actions.assign(post, [one, two], why="住得近", by=town.worker)
    assert {claim.state for claim in asked} == {ClaimState.OFFERED}
    assert queries.posts_at(town.east).get(pk=post.pk).free == 0
    assert actions.answer_offer(asked[0], accepts=True, by=account_of(one)).state == ClaimState.HELD
    declined = actions.answer_offer(asked[1], accepts=False, by=account_of(two))
    assert (declined.state, declined.ending) == (ClaimState.ENDED, Ending.DECLINED)
    assert queries.posts_at(town.east).get(pk=post.pk).free == 1


def test_posts_are_suggested_for_reasons_people_can_check(town: Town) -> None:
    ten_posts(town)
    old = resident(town, "王一", born_on=datetime.date(1960, 1, 1), gender="female")
    [best, *_rest] = queries.suggestions(town.east, [old], today())[old.pk]
    assert best.reasons
    names = {one.name: one.reasons for one in queries.suggestions(town.east, [old], today(), most=20)[old.pk]}
    assert names["建言献策岗"] == ("阅历较丰富",)
    assert names["妇女维权岗"] == ("性别“女”：便于与妇女沟通",)


@pytest.mark.row("R05")
def test_who_cannot_serve_for_six_months_is_given_another_post_and_hands_over(town: Town) -> None:
    post, other = a_post(town, places=1), a_post(town, name="电话访谈岗")
    one, two = resident(town, "王一", account=True), resident(town, "王二")
    claim = actions.claim(post, one, by=account_of(one))
    with pytest.raises(Refused, match="规定连续 6 个月不能履职"):
        actions.apply_for_adjustment(
            claim,
            unable_since=datetime.date(2021, 6, 1),
            unable_until=datetime.date(2021, 8, 1),
            reason="住院",
            by=account_of(one),
        )
    asked = actions.apply_for_adjustment(
        claim, unable_since=datetime.date(2021, 6, 1), reason="手术后休养", by=account_of(one)
    )
    decision = actions.Decision("adjusted", other, two, "三户困难家庭的联系单", "好好休养")
    actions.decide_adjustment(asked, decision, by=town.worker)
    claim.refresh_from_db()
    assert (claim.ending, claim.handed_over) == (Ending.ADJUSTED, "三户困难家庭的联系单")
    assert claim.successor is not None
    assert claim.successor.member_id == two.pk
    assert claim.successor.place == 1
    assert {one.post_id for one in queries.live_claims(one)} == {other.pk}
    with pytest.raises(Refused, match="已经办理"):
        actions.decide_adjustment(asked, decision, by=town.worker)


def test_places_are_never_fewer_than_are_taken_and_closing_a_post_frees_everybody(town: Town) -> None:
    post = a_post(town, places=3)
    members = [resident(town, name) for name in ("王一", "王二", "王三")]
    first, *_rest = actions.enter_paper(post, members, by=town.worker)
    with pytest.raises(Refused, match="名额不能少于 3"):
        actions.change_post(post, name=post.name, category="治安调解", duties="", places=2, by=town.worker)
    actions.give_up(first, by=town.worker, note="搬家")
    actions.change_post(post, name=post.name, category="治安调解", duties="", places=2, by=town.worker)
    assert sorted(queries.holders(post).values_list("place", flat=True)) == [1, 2]
    actions.close_post(post, on=today(), reason="工作调整", by=town.worker)
    assert not queries.holders(post).exists()


def test_the_database_itself_refuses_a_place_taken_twice(town: Town) -> None:
    post = a_post(town)
    one, two = resident(town, "王一"), resident(town, "王二")
    actions.enter_paper(post, [one], by=town.worker)
    for member, place in ((two, 1), (one, 2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.create(post=post, member=member, place=place, since=today())


def test_a_community_page_shows_posts_and_what_waits(town: Town, client: Client) -> None:
    post, member = a_post(town), resident(town, "王一")
    [claim] = actions.enter_paper(post, [member], by=town.worker)
    actions.apply_for_adjustment(claim, unable_since=today(), reason="长期出差", by=town.worker)
    client.force_login(town.worker)
    page = client.get(f"/service/communities/{town.east.pk}/").content.decode()
    assert "楼道巡查岗" in page
    assert "待办理的岗位调整" in page
    for address in (
        "/service/posts/",
        "/service/claims/",
        f"/service/posts/{post.pk}/",
        f"/service/claims/{claim.pk}/",
    ):
        assert client.get(address).status_code == 200
    assert client.get(f"/service/posts/{post.pk}/assign/").status_code == 200
    sent = {"names": "王一、没有这个人"}
    assert "居住的党员里没有" in client.post(f"/service/posts/{post.pk}/assign/", sent).content.decode()
