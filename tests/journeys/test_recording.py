"""Journey 3: a secretary records a joint meeting; the duty turns green, the item gets its points, minutes print.

Also: by keyboard alone, sent twice, edited by two people at once, and in large print.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.assessments.models import Proposal
from mulin.records.models import Activity
from tests.journeys.conftest import enter
from tests.journeys.world import COMMUNITY, World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TODAY, BEFORE = "2022-06-20", "2022-03-31"
NAMES = "沈清禾、陆云舟、顾长宁（锦澜街道）\n程远帆\t云川区第一机关\n苏念安"
MINUTES = "议定三件实事：\n一、听荷花园加装非机动车棚；\n二、每周三上门助老；\n三、暑期托管班七月开班。"
SAVE = "保存并确认"


@pytest.fixture
def world(living: Callable[..., World]) -> World:
    """The street on a day in June, with nothing noted since the end of March."""
    return living(TODAY, until=BEFORE)


def points(item: str) -> Any:
    """The points that the community has now for an item."""
    items = Proposal.objects.get(subject__code=COMMUNITY).items
    return next(one["score"] for one in items if one["id"] == item)


@pytest.mark.row("Q14")
@pytest.mark.row("R01")
def test_a_joint_meeting_noted_once_keeps_the_duty_scores_the_item_and_prints_its_minutes(
    world: World,
    sign_in: Callable[[Any], None],
    page: Page,
    picture: Callable[..., None],
    visit: Callable[[str], None],
    accessible: Callable[[], None],
    printed: Callable[[str], str],
) -> None:
    before = points("06.2")
    sign_in(world.people["secretary"])
    visit("/duties/?duty=joint_meeting&state=due")
    picture("duties", phone=True)
    page.get_by_role("link", name="社区“大党委”每季度开一次会").first.click()
    accessible()
    picture("duty-due")
    visit("/records/note/")
    picture("note-kinds", phone=True)

    page.locator("main").get_by_role("link", name="社区“大党委”季度会议").click()
    page.fill("input[name=day]", "2022-06-16")
    page.fill("input[name=notice_on]", "2022-06-08")
    page.fill("input[name=place]", "听荷社区党群服务中心")
    page.fill("textarea[name=agenda]", "通报一季度事项；商定二季度实事。")
    page.fill("textarea[name=names]", NAMES)
    page.fill("textarea[name=minutes]", MINUTES)
    accessible()
    picture("note-form", phone=True)
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("main")).to_contain_text("已确认，职责和得分随之更新")
    expect(page.locator("main")).to_contain_text("共 5 人，列名 5 人")
    accessible()
    picture("record", phone=True)

    page.get_by_role("link", name="社区“大党委”每季度开一次会").first.click()
    expect(page.locator("main")).to_contain_text("已完成")
    accessible()
    picture("duty-met")

    assert float(points("06.2")) > float(before)
    visit(f"/assessments/standing/{Proposal.objects.get(subject__code=COMMUNITY).pk}/")
    picture("standing", phone=True)
    page.get_by_role("link", name="06.2").click()
    accessible()
    picture("standing-facts")

    record = Activity.objects.latest("pk")
    visit(f"/papers/of/activity/{record.pk}/")
    picture("papers")
    text = printed("PDF 会议纪要")
    assert "每周三上门助老" in text
    assert all(words in text for words in ("程远帆", record.host.name)), text
    assert "签到" in printed("PDF 签到表")


def test_a_record_can_be_noted_with_the_keyboard_alone(
    world: World, sign_in: Callable[[Any], None], page: Page, accessible: Callable[[], None]
) -> None:
    sign_in(world.people["secretary"])
    page.goto("/records/note/three_lists/")
    typed = {"day": None, "own_needs": "12", "own_resources": "18", "own_projects": "9", "minutes": "三张清单已上墙"}
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
        if name in typed and name not in reached:
            reached.add(name)
            if typed[name]:
                page.keyboard.type(typed[name])
        elif name == "then":
            break
    assert reached == set(typed)
    outline = page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow"
    )
    assert outline != "nonenone", "the focus cannot be seen"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("已确认，职责和得分随之更新")
    accessible()
    assert Activity.objects.latest("pk").fields == {"needs": 12, "resources": 18, "projects": 9}


def test_a_form_sent_twice_makes_one_record(world: World, sign_in: Callable[[Any], None], page: Page) -> None:
    before = Activity.objects.count()
    sign_in(world.people["secretary"])
    page.goto("/records/note/unit_feedback/")
    page.fill("textarea[name=minutes]", "已向三家单位反馈。")
    fields = page.locator("main form").evaluate("form => Object.fromEntries(new FormData(form))")
    page.get_by_role("button", name=SAVE).dblclick()
    expect(page.locator("main")).to_contain_text("已确认，职责和得分随之更新")
    assert Activity.objects.count() == before + 1

    again = page.request.post(
        "/records/note/unit_feedback/",
        form={name: value for name, value in fields.items() if isinstance(value, str)} | {"then": "confirm"},
        headers={"Referer": page.url},
    )
    assert again.ok
    assert again.url == page.url
    assert Activity.objects.count() == before + 1


def test_whoever_saves_later_sees_both_texts_and_loses_nothing(
    world: World,
    open_page: Callable[[], Page],
    page: Page,
    picture: Callable[..., None],
    accessible: Callable[[], None],
) -> None:
    other = open_page()
    enter(page, world.people["secretary"])
    enter(other, world.people["worker"])
    other.goto("/records/note/joint_meeting/")
    other.fill("textarea[name=minutes]", "草稿")
    other.get_by_role("button", name="存为草稿").click()
    expect(other.locator("main")).to_contain_text("已存为草稿")
    edit = f"/records/{Activity.objects.latest('pk').pk}/edit/"
    for one, words in ((page, "书记改的"), (other, "社工改的")):
        one.goto(edit)
        one.fill("textarea[name=minutes]", words)
    other.get_by_role("button", name="保存草稿").click()
    expect(other.locator("main")).to_contain_text("草稿已保存")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("main")).to_contain_text("别人已经改过这条记录")
    expect(page.locator("main table")).to_contain_text("社工改的")
    expect(page.locator("textarea[name=minutes]")).to_have_value("书记改的")
    accessible()
    picture("record-both")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("main")).to_contain_text("草稿已保存")
    assert Activity.objects.latest("pk").minutes == "书记改的"


def test_large_print_is_kept_from_page_to_page(
    world: World, sign_in: Callable[[Any], None], page: Page, picture: Callable[..., None], visit: Callable[[str], None]
) -> None:
    sign_in(world.people["secretary"])
    page.get_by_role("button", name="大字版").first.click()
    for address, name in (
        ("/", "large-print-home"),
        ("/duties/", ""),
        ("/records/note/joint_meeting/", "large-print-form"),
    ):
        visit(address)
        size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        assert size >= 24, (address, size)
        if name:
            picture(name, phone=True)
