"""Journey 5: a community checks itself, applies, is reviewed, accepted and decided; it lapses, and the grade goes."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from mulin.assessments import actions
from mulin.assessments.models import Assessment, Certificate, GradeHolding, Rectification
from mulin.assessments.queries.kept import rubric_of
from mulin.assessments.rules import manual_items
from tests.journeys.world import COMMUNITY, COMPOUNDS, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
CERTIFIED, LAPSED, TOO_LATE = "2021-12-20", "2022-05-20", "2022-09-01"
MEASURES = "对照标准逐项补短板，任务落实到人，每月通报进度。"


def certify_compounds(world: World) -> None:
    """The compounds of the community have their grades: a community's grade rests on theirs."""
    people, compounds = world.people, [world.node(code) for code in COMPOUNDS]
    opened = actions.open_assessments(world.programme, compounds, by=people["officer"], kind="acceptance", year=2021)
    with actions.judging_once():
        for one in opened:
            certify(world, one)


def certify(world: World, one: Assessment) -> None:
    """One compound goes through its own loop."""
    people, day = world.people, one.opened_on
    items = manual_items(rubric_of(one).items).values()
    given = [actions.Given(item.id, item.max * Decimal("0.9"), "资料齐全，现场看得见成效。") for item in items]
    actions.save_self_check(one, scores=given, by=people["secretary"])
    actions.finish_self_check(one, by=people["secretary"])
    actions.apply(one, actions.Written("demonstration", {"measures": MEASURES}), by=people["secretary"])
    actions.review(one, opinion="同意", by=people["officer"])
    new = actions.NewRound("acceptance", f"{one.subject}验收", day, day + datetime.timedelta(days=9))
    actions.organise_round(world.programme, new, [one], by=people["officer"])
    actions.assign([one], [people["assessor"]], by=people["officer"])
    actions.score(one, given, by=people["assessor"])
    actions.decide(one, grade="demonstration", reason="条件具备", by=people["leader"])


@dataclass
class Loop:
    """The loop of certification, step by step, each by the person who may."""

    world: World
    page: Page
    sign_in: Callable[[Any], None]
    choose: Callable[..., None]
    picture: Callable[..., None]
    visit: Callable[[str], None]
    accessible: Callable[[], None]
    printed: Callable[[str], str]

    def enter(self, name: str) -> None:
        """Somebody else sits down."""
        self.sign_in(self.world.people[name])

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.locator("main")

    @property
    def one(self) -> Assessment:
        """The assessment of the community."""
        return Assessment.objects.get(subject__code=COMMUNITY)

    def press(self, name: str) -> None:
        """Press a button of the page, and wait for the page it leads to."""
        with self.page.expect_navigation(wait_until="load"):
            self.main.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow a link of the page, and wait for the page it leads to."""
        with self.page.expect_navigation(wait_until="load"):
            self.main.get_by_role("link", name=name, exact=True).first.click()

    def looked_at(self, name: str, *, phone: bool = False) -> None:
        """The page that has opened is accessible and fits; it stands in the guide."""
        self.accessible()
        self.picture(name, phone=phone)

    def score(self, points: dict[str, str], reason: str, name: str = "") -> None:
        """Give points for each item, with a reason."""
        for item, given in points.items():
            self.page.goto(f"/assessments/{self.one.pk}/items/{item}/")
            if name:
                self.looked_at(f"{name}-{item[:2]}")
            self.page.fill("input[name=score]", given)
            self.page.fill("textarea[name=reason]", reason)
            self.press("保存")
            expect(self.main).to_contain_text("已保存")

    def street_opens(self) -> None:
        """The street opens the assessment."""
        self.enter("officer")
        self.visit("/assessments/")
        self.picture("assessments", phone=True)
        self.visit("/assessments/open/")
        self.page.select_option("select[name=kind]", "acceptance")
        self.choose("对象", "听荷社区")
        self.picture("assessment-open")
        self.press("发起")
        expect(self.main).to_contain_text("已发起")

    def community_checks_itself(self) -> None:
        """What facts score is there already; three items wait for a person."""
        self.enter("secretary")
        self.visit(f"/assessments/{self.one.pk}/")
        expect(self.main).to_contain_text("还有 3 项没有评分")
        self.picture("self-check", phone=True)
        self.score({"07.2": "9", "08.1": "9", "10.1": "4"}, "台账齐全，居民代表认可。", "self-check-item")
        self.follow("完成自查")
        self.accessible()
        self.press("完成自查")
        expect(self.main).to_contain_text("自查已完成")
        self.looked_at("gaps")

    def community_applies(self) -> None:
        """What the system holds is not asked; the form prints with its seal box."""
        self.visit(f"/assessments/{self.one.pk}/application/")
        expect(self.main).to_contain_text("听荷花园")
        self.page.get_by_label("示范型").check()
        self.page.fill("textarea[name=measures]", MEASURES)
        self.page.fill("input[name=brand_name]", "听荷睦邻坊")
        self.looked_at("application", phone=True)
        self.press("下一步：核对")
        self.looked_at("application-check")
        self.press("提交申报")
        expect(self.page.locator("h1")).to_contain_text("申报已提交")
        self.looked_at("applied")
        self.visit(f"/papers/of/assessment/{self.one.pk}/")
        self.picture("papers-assessment", phone=True)
        form = self.printed("PDF 申报表")
        for words in ("听荷社区", "听荷花园", "听荷睦邻坊", MEASURES, "盖章"):
            assert words in form, (words, form)

    def street_reviews(self) -> None:
        """The street reviews, organises the acceptance and assigns an assessor."""
        self.enter("officer")
        self.visit(f"/assessments/{self.one.pk}/review/")
        self.page.fill("textarea[name=opinion]", "情况属实，同意参加验收。")
        self.picture("review")
        self.press("审核通过")
        expect(self.main).to_contain_text("审核通过")
        self.follow("组织验收")
        self.page.fill("input[name=name]", "2021年度验收")
        self.page.fill("input[name=begins_on]", "2021-12-20")
        self.page.fill("input[name=ends_on]", "2021-12-31")
        self.looked_at("round-organise")
        self.press("组织")
        expect(self.main).to_contain_text("已组织")
        self.visit(f"/assessments/rounds/{self.one.round_id}/assign/")
        assessor = self.world.people["assessor"].display_name
        self.choose("评审员", assessor)
        self.picture("round-assign")
        self.press("指派")
        expect(self.main).to_contain_text(assessor)
        self.accessible()

    def assessor_scores(self) -> None:
        """The assessor sees what is assigned, scores and hands in."""
        self.enter("assessor")
        self.visit("/assessments/assignments/")
        self.picture("assignments", phone=True)
        self.score({"07.2": "8.5", "08.1": "8.5", "10.1": "4"}, "现场看过，与台账一致。")
        self.visit(f"/assessments/{self.one.pk}/columns/")
        self.picture("columns", phone=True)
        self.page.goto(f"/assessments/{self.one.pk}/")
        self.follow("提交评审意见")
        self.page.fill("textarea[name=opinion]", "达到示范型要求。")
        self.press("提交")
        expect(self.main).to_contain_text("评审意见已提交")

    def leader_decides(self) -> None:
        """The leader decides with reasons; the certificate prints."""
        self.enter("leader")
        self.visit(f"/assessments/{self.one.pk}/decide/")
        self.page.get_by_label("示范型").check()
        self.page.fill("textarea[name=reason]", "各项条件具备，予以认定。")
        self.picture("decide", phone=True)
        self.press("作出认定")
        expect(self.main).to_contain_text("认定已作出")
        self.looked_at("course")
        self.press("签发证书")
        expect(self.page.locator("h1")).to_contain_text(Certificate.objects.get().number)
        self.looked_at("certificate")
        self.visit(f"/papers/of/assessment/{self.one.pk}/")
        text = self.printed("PDF 等级证书")
        assert "听荷社区" in text
        assert "示范型" in text

    def street_orders(self, holding: GradeHolding) -> None:
        """A lapse: rectification is ordered, the order prints, the community has it among its to-dos."""
        self.enter("officer")
        self.visit(f"/assessments/grades/{holding.pk}/")
        self.follow("责令整改")
        self.page.fill("textarea[name=text]", "今年以来未按季召开“大党委”会议，请限期整改。")
        self.page.fill("input[name=deadline]", "2022-08-31")
        self.looked_at("order")
        self.press("下达")
        expect(self.main).to_contain_text("整改通知已下达")
        order = Rectification.objects.get()
        self.visit(f"/papers/of/rectification/{order.pk}/")
        notice = self.printed("PDF 责令整改通知书")
        assert "未按季召开" in notice
        assert "2022年8月31日" in notice
        self.enter("secretary")
        expect(self.main.locator("section:has(#todo-title)")).to_contain_text("整改")
        self.visit(f"/assessments/rectifications/{order.pk}/")
        self.picture("rectification", phone=True)

    def leader_withdraws(self) -> None:
        """Unmended when its day has passed, the grade is withdrawn."""
        self.enter("leader")
        self.visit(f"/assessments/rectifications/{Rectification.objects.get().pk}/")
        expect(self.main).to_contain_text("已过期限")
        self.follow("复查")
        self.page.get_by_label("未整改到位，撤销等级").check()
        self.page.fill("textarea[name=opinion]", "到期未整改。")
        self.looked_at("recheck")
        self.page.locator("main form").get_by_role("button").last.click()
        expect(self.main).to_contain_text("撤销等级")
        self.visit("/assessments/grades/")
        self.picture("grades")
        self.visit(f"/assessments/certificates/{Certificate.objects.get().pk}/")
        expect(self.main).to_contain_text("已失效")


@pytest.fixture
def loop(
    living: Callable[..., World],
    page: Page,
    sign_in: Callable[[Any], None],
    choose: Callable[..., None],
    picture: Callable[..., None],
    visit: Callable[[str], None],
    accessible: Callable[[], None],
    printed: Callable[[str], str],
) -> Loop:
    """The loop, on the day of certification, with the compounds certified."""
    world = living(CERTIFIED)
    certify_compounds(world)
    return Loop(world, page, sign_in, choose, picture, visit, accessible, printed)


@pytest.mark.row("Q05")
@pytest.mark.row("Q06")
@pytest.mark.row("Q07")
@pytest.mark.row("Q08")
def test_a_community_earns_its_grade_and_loses_it_when_it_does_not_mend(
    loop: Loop, today_is: Callable[[str], datetime.date]
) -> None:
    loop.street_opens()
    loop.community_checks_itself()
    loop.community_applies()
    loop.street_reviews()
    loop.assessor_scores()
    loop.leader_decides()
    holding = GradeHolding.objects.get(subject__code=COMMUNITY, until=None)
    assert holding.grade == "demonstration"

    today_is(LAPSED)
    loop.street_orders(holding)
    today_is(TOO_LATE)
    loop.leader_withdraws()
    holding.refresh_from_db()
    assert holding.until is not None


def test_a_veto_is_recorded_shown_and_lifted(
    living: Callable[..., World],
    sign_in: Callable[[Any], None],
    page: Page,
    choose: Callable[..., None],
    picture: Callable[..., None],
    visit: Callable[[str], None],
    accessible: Callable[[], None],
) -> None:
    world = living("2022-06-30")
    sign_in(world.people["officer"])
    visit("/assessments/vetoes/record/")
    choose("对象", "望溪社区")
    page.select_option("select[name=kind]", "安全生产责任事故")
    page.fill("input[name=document]", "云安委〔2022〕演示3号")
    page.fill("textarea[name=reason]", "小区外墙脱落，社区未及时上报。")
    page.fill("input[name=since]", "2022-06-01")
    picture("veto-record")
    page.locator("main form").get_by_role("button").last.click()
    visit("/assessments/vetoes/")
    expect(page.locator("main")).to_contain_text("影响中")
    picture("vetoes", phone=True)
    page.locator("main table a").first.click()
    page.locator("main").get_by_role("link", name="解除").first.click()
    page.fill("textarea[name=reason]", "已整改结案。")
    page.locator("main form").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text("已解除")
    accessible()
