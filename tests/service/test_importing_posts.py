"""Posts come in by Excel: switched on from the catalogue or the community's own, put right, never beyond the rule."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.audit.models import Entry
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.programmes.models import Programme
from mulin.service import actions, queries
from mulin.service.actions.offering import change_posts, insert_posts
from mulin.service.models import Claim, Post
from mulin.web.actions import exchange
from tests.service.test_importing import bring_in, counted, one_mistake, taken_out
from tests.service.world import Town, a_post, resident

pytestmark = pytest.mark.row("R03")
KIND = "service_posts"


def row_of(town: Town, name: str, **more: Any) -> dict[str, Any]:
    """A row of the eastern community's posts."""
    return {"community": town.east.code, "name": name, **more}


def own(town: Town, name: str = "楼道管家岗", **more: Any) -> dict[str, Any]:
    """A row of a post of the community's own."""
    return row_of(town, name, **{"category": "治安调解", "places": 2, **more})


def allow(number: int) -> None:
    """The district says how many posts a community may have of its own."""
    [programme] = Programme.objects.filter(edition__pack="quanyu")
    programme.parameters = {**programme.parameters, "own_service_posts": number}
    programme.save(update_fields=["parameters"])


def test_posts_of_the_catalogue_are_switched_on_and_own_ones_added_once(town: Town) -> None:
    rows = [row_of(town, "民事调解岗"), own(town), row_of(town, "环境维护岗", places=7, duties="每周一次")]
    assert counted(bring_in(town, KIND, rows)) == (3, 0, 0, [])
    assert counted(bring_in(town, KIND, rows)) == (0, 0, 3, [])
    assert Entry.objects.filter(verb="导入", object_name="服务岗位").count() == 1
    found = {one.name: one for one in Post.objects.all()}
    offered = next(one for one in queries.offers(town.east, today()) if one.post.name == "民事调解岗")
    catalogue = found["民事调解岗"]
    assert (catalogue.code, catalogue.places, catalogue.duties) == (offered.code, 5, offered.post.duties)
    assert (found["环境维护岗"].places, found["环境维护岗"].duties) == (7, "每周一次")
    assert (found["楼道管家岗"].code, found["楼道管家岗"].places) == ("", 2)
    assert actions.switch_on(town.east, [offered.code], by=town.worker) == []


def test_posts_that_were_taken_out_come_back_unchanged_and_may_be_put_right(town: Town) -> None:
    post = a_post(town, places=5)
    actions.add_own(town.east, name="读书 岗", category="文体", duties="第一\n\n第二 ", places=1, by=town.worker)
    for _ in range(2):
        done = exchange.bring_in(taken_out(town, KIND), KIND, by=town.secretary)
        assert counted(done) == (0, 0, 2, [])
    claims = actions.enter_paper(post, [resident(town, name) for name in ("王一", "王二", "王三")], by=town.worker)
    actions.give_up(claims[0], by=town.worker)
    assert "已有 2 人在岗" in one_mistake(bring_in(town, KIND, [row_of(town, post.name, places=1)]))
    done = bring_in(town, KIND, [row_of(town, post.name, places=2, category="平安")])
    assert counted(done) == (0, 1, 0, [])
    assert {(one.title, one.before, one.after) for one in done.differences} == {
        ("名额", "5", "2"),
        ("类别", "治安调解", "平安"),
    }
    places = Claim.objects.filter(post=post, until__isnull=True).order_by("place").values_list("place", flat=True)
    assert list(places) == [1, 2]
    post.refresh_from_db()
    assert (post.category, post.places, post.duties) == ("平安", 2, "看一看，记一记")
    with pytest.raises(Refused, match="名额不能更少"):
        change_posts({post.pk: {"places": 1}}, by=town.worker)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"category": None}, "自设岗位请填写类别和名额"),
        ({"places": None}, "自设岗位请填写类别和名额"),
        ({"places": 0}, "不能小于 1"),
        ({"name": "楼道管家岗"}, "写了两行"),
        ({"community": "SQ-none"}, "没有编码为“SQ-none”的社区"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_list_of_posts_out(town: Town, more: dict[str, Any], message: str) -> None:
    rows = [own(town), own(town, "又一个岗") | more]
    assert message in one_mistake(bring_in(town, KIND, rows))
    assert not Post.objects.exists()


def test_no_more_own_posts_come_in_than_the_regulation_leaves_room_for(town: Town) -> None:
    allow(2)
    rows = [own(town, name) for name in ("甲岗", "乙岗", "丙岗")]
    assert "不超过 2 个" in one_mistake(bring_in(town, KIND, rows))
    assert bring_in(town, KIND, rows[:2]).new == 2
    more = Post(community=town.east, name="丙岗", category="治安", places=1, since=today())
    with pytest.raises(Refused, match="不超过 2 个"):
        insert_posts([more], by=town.worker)


def test_a_renamed_post_of_the_catalogue_is_not_switched_on_again(town: Town) -> None:
    assert bring_in(town, KIND, [row_of(town, "民事调解岗")]).new == 1
    post = Post.objects.get()
    said = {"category": post.category, "duties": post.duties, "places": post.places}
    actions.change_post(post, name="老娘舅岗", by=town.worker, **said)
    assert "已按“老娘舅岗”启用" in one_mistake(bring_in(town, KIND, [row_of(town, "民事调解岗")]))
    twin = Post(community=town.east, name="老娘舅岗", category="治安", places=1, since=today())
    with pytest.raises(Refused, match="刚刚启用"):
        insert_posts([twin], by=town.worker)


def test_posts_come_in_only_where_somebody_manages_the_service(town: Town) -> None:
    there = {**own(town), "community": town.street.west.code}
    assert "权限" in one_mistake(bring_in(town, KIND, [there]))
    assert bring_in(town, KIND, [there], by=town.clerk).new == 1


def test_a_list_of_posts_ten_times_as_long_asks_the_database_no_more_often(town: Town) -> None:
    asked = []
    for first, count in ((0, 2), (2, 20)):
        rows = [own(town, f"第{number}岗") for number in range(first, first + count)]
        for some in (rows, [{**row, "places": 4} for row in rows]):
            with CaptureQueriesContext(connection) as asking:
                done = bring_in(town, KIND, some)
            assert done.new + done.changed == count
            asked.append(len(asking))
    assert asked[2] <= asked[0] + 2
    assert asked[3] <= asked[1] + 2
