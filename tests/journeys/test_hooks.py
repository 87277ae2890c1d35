"""D06 三挂钩: what the community says of a member counts in target assessment, honours, selection and promotion."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from mulin.feedback.actions import issue_again, reply
from mulin.feedback.models import Consultation, Delivery, Feedback
from mulin.identity.models import User
from tests.feedback.world import Place, a_place
from tests.journeys.walking import Walk, let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.row("D06"),
]
HONOURS, PROMOTION = "评优评先", "干部选拔任用（考核考察）"
SAID = "带头调解邻里纠纷，建议评先。"


@pytest.fixture
def place(clerk: User, today_is: Callable[[str], object]) -> Place:
    """Two members of a branch with cards of the first half-year: one acted in the community, one never came."""
    today_is("2021-07-10")
    made = a_place(clerk)
    keen, _idle = made.member("王甲"), made.member("李乙")
    made.activity("邻里调解日", "2021-05-12", keen)
    made.activity("义务植树", "2021-03-12", keen)
    made.issued(opinion="积极参加社区活动。")
    reply(Delivery.objects.get(feedback__member=keen, receiver="home"), "纳入年度考核", by=made.unit)
    let_in(made.unit, made.town.secretary, made.officer)
    return made


@pytest.fixture
def walk(open_page: Callable[[], Page]) -> Walk:
    """Nobody has signed in yet."""
    return Walk(open_page)


def ask(walk: Walk, place: Place, occasion: str) -> None:
    """Before it honours or promotes, the unit asks the community where the member lives."""
    walk.enters(place.unit)
    walk.open_menu("征求社区意见")
    walk.follow("征求社区意见")
    walk.fill(asker=place.town.street.branch.name, names="王甲")
    walk.page.select_option("[name=occasion]", label=occasion)
    walk.sends()
    walk.sees("已送党员居住的社区")


def answer(walk: Walk, place: Place) -> None:
    """The community answers from the facts that stand beside the question."""
    walk.enters(place.town.secretary)
    walk.owes("答复征求意见：王甲")
    walk.page.select_option("[name=stand]", label="赞成")
    walk.fill(opinion=SAID)
    walk.sends()
    walk.sees("已答复，请打印意见函盖章", "邻里调解日")


def uses(walk: Walk, place: Place) -> None:
    """Opens what the feedback of the unit feeds."""
    walk.enters(place.unit)
    walk.open_menu("送达和答复")
    walk.follow("反馈的用处")


def card(walk: Walk, title: str) -> Locator:
    """The card with this title."""
    return walk.page.locator("section.card", has=walk.page.get_by_role("heading", name=title, exact=True))


def counted(walk: Walk) -> list[list[str]]:
    """The rows of the target assessment: half-year, cards, answers, times members took part, who never did."""
    rows = card(walk, "党建目标考核").locator("tbody tr").all()
    return [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in rows]


def test_a_units_target_assessment_counts_its_feedback_and_leads_to_the_facts(walk: Walk, place: Place) -> None:
    uses(walk, place)
    assert counted(walk) == [["2021年上半年", "2", "1", "2", "1"]]
    walk.follow("2021年上半年")
    walk.follow("王甲")
    walk.sees("邻里调解日", "义务植树", "积极参加社区活动。", "纳入年度考核")


def test_a_card_that_was_issued_again_counts_once(walk: Walk, place: Place) -> None:
    corrected = Feedback.objects.get(member__name="李乙")
    place.activity("补登：值班", "2021-06-01", corrected.member)
    issue_again(corrected, reason="补登一次活动", by=place.worker)
    uses(walk, place)
    assert counted(walk) == [["2021年上半年", "2", "1", "3", "0"]]


@pytest.mark.parametrize(("hook", "occasion"), [("评优评先", HONOURS), ("党员干部选拔任用", PROMOTION)])
def test_honours_and_promotion_show_the_communitys_opinion_and_the_cards(
    walk: Walk, place: Place, hook: str, occasion: str
) -> None:
    ask(walk, place, occasion)
    answer(walk, place)
    uses(walk, place)
    other = {"评优评先": "党员干部选拔任用", "党员干部选拔任用": "评优评先"}[hook]
    expect(card(walk, hook)).to_contain_text(f"王甲　{occasion}")
    expect(card(walk, hook)).to_contain_text("征求意见 1 件，反馈卡 2 张")
    expect(card(walk, other)).to_contain_text("征求意见 0 件，反馈卡 2 张")
    walk.follow(f"王甲 {occasion}")
    walk.sees(SAID, "邻里调解日", Consultation.objects.get().number)
    walk.follow("打印材料")
    assert SAID in walk.printed("PDF 社区意见函")


def test_on_a_members_page_the_uses_speak_of_that_member_alone(walk: Walk, place: Place) -> None:
    walk.enters(place.unit)
    walk.open_menu("党员")
    walk.follow("王甲")
    walk.follow("反馈的用处")
    walk.sees("王甲：反馈的用处")
    assert counted(walk) == [["2021年上半年", "1", "1", "2", "0"]]
    walk.follow("2021年上半年")
    expect(walk.page.locator("#list")).to_contain_text("王甲")
    expect(walk.page.locator("#list")).not_to_contain_text("李乙")
