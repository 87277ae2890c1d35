"""A year of certification, lived through the product's own actions: every subject checked, accepted and decided.

Some communities reach 示范型, most 标准型, one fails, one is vetoed, one lapses and is under rectification; this year's
re-evaluation has begun.
"""

import datetime
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal

from mulin.assessments import actions
from mulin.assessments.actions import Given, NewRound, NewVeto, Written
from mulin.assessments.choices import RoundKind
from mulin.assessments.models import Assessment, GradeHolding
from mulin.assessments.queries import judge_assessment
from mulin.assessments.queries.kept import rubric_of
from mulin.assessments.rules import manual_items
from mulin.demo.plan import Plan
from mulin.demo.plan.places import COMMUNITIES, LAPSED_COMMUNITY, STREET, VETOED_COMMUNITY
from mulin.demo.writers import Writers
from mulin.identity.models import User
from mulin.programmes.models import Programme
from mulin.tree.models import Node

OPENED = datetime.date(2021, 11, 8)
CHECKED = datetime.date(2021, 11, 22)
REVIEWED = datetime.date(2021, 12, 3)
ACCEPTED = datetime.date(2021, 12, 17)
DECIDED = datetime.date(2021, 12, 20)
VETOED = datetime.date(2022, 3, 11)
ORDERED = datetime.date(2022, 5, 20)
RE_EVALUATED = datetime.date(2022, 6, 20)
FROM_BELOW = (("compound", "building", "circle", "social"), ("community",), ("street",))
SHARES = {"excellent": Decimal("0.97"), "good": Decimal("0.85"), "weak": Decimal("0.5")}
REASONS = {
    "excellent": "资料齐全，现场看得见成效。",
    "good": "基本做到，个别环节还要补齐。",
    "weak": "工作刚起步，佐证不足。",
}
CERTIFIED = ("community", "street")
"""Whose certificates are printed; the others hold their grade without one."""
PREFIX, YEARS_VALID = "云川睦邻", 2
LivingOn = Callable[[datetime.date], AbstractContextManager[None]]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Cast:
    """Who does what in the demo."""

    writers: Writers
    zeal: Mapping[str, float]

    @property
    def people(self) -> Mapping[str, User]:
        """By the name of their account."""
        return self.writers.people

    def checker(self, subject: Node) -> User:
        """The secretary of the community; for the street its office."""
        return self.writers.of(subject)

    def reviewer(self, subject: Node) -> User:
        """The level above."""
        return self.people["district" if subject.kind_id == "street" else "officer"]

    def decider(self, subject: Node) -> User:
        """The leader of the level above."""
        return self.people["district" if subject.kind_id == "street" else "leader"]

    def manner(self, subject: Node) -> str:
        """How well a subject does what no fact shows."""
        zeal = self.zeal.get(subject.code, 0.86)
        return "excellent" if zeal > 0.9 else "good" if zeal > 0.6 else "weak"


def certify(
    programme: Programme,
    plan: Plan,
    writers: Writers,
    living_on: LivingOn,
    say: Say,
) -> None:
    """Live through the year."""
    started = time.perf_counter()
    cast = the_cast(plan, writers)
    for kinds in FROM_BELOW:
        subjects = list(Node.objects.filter(kind_id__in=kinds).select_related("kind").order_by("code"))
        certify_all(programme, subjects, cast, living_on)
        say(f"已评定 {len(subjects)} 个对象，{time.perf_counter() - started:.1f} 秒")
    what_came_after(programme, cast, living_on)


def the_cast(plan: Plan, writers: Writers) -> Cast:
    """Who is responsible for which place, and how each does."""
    zeal = {place.code: place.zeal for place in plan.places.all}
    for number, row in enumerate(row for row in plan.workbooks["units"] if row["kind"] == "social"):
        zeal[row["code"]] = 0.99 if number < 6 else 0.86 if number < 30 else 0.5
    return Cast(writers, zeal)


def certify_all(programme: Programme, subjects: list[Node], cast: Cast, living_on: LivingOn) -> None:
    """One acceptance for subjects that do not depend on each other."""
    opener = cast.reviewer(subjects[0])
    with living_on(OPENED):
        assessments = actions.open_assessments(programme, subjects, by=opener, kind=RoundKind.ACCEPTANCE, year=2021)
    with living_on(CHECKED), actions.judging_once():
        for one in assessments:
            check_and_apply(one, cast)
    with living_on(REVIEWED), actions.judging_once():
        for one in assessments:
            actions.review(one, opinion="情况属实，同意参加验收。", by=cast.reviewer(one.subject))
    with living_on(ACCEPTED), actions.judging_once():
        accept(programme, assessments, opener, cast)
    with living_on(DECIDED), actions.judging_once():
        actions.set_certificate_rule(programme.node, prefix=PREFIX, years_valid=YEARS_VALID, by=cast.people["leader"])
        for one in assessments:
            settle(one, cast)


def scores(assessment: Assessment, manner: str) -> Iterable[Given]:
    """The points of everything that no fact shows."""
    for item in manual_items(rubric_of(assessment).items).values():
        yield Given(item.id, (item.max * SHARES[manner]).quantize(Decimal("0.5")), REASONS[manner])


def check_and_apply(assessment: Assessment, cast: Cast) -> None:
    """Check oneself, then apply for the level within reach."""
    by, manner = cast.checker(assessment.subject), cast.manner(assessment.subject)
    actions.save_self_check(assessment, by=by, scores=scores(assessment, manner))
    actions.finish_self_check(assessment, by=by)
    level = "demonstration" if manner == "excellent" else "standard"
    answers = {
        "measures": "对照标准逐项补短板，任务落实到人，每月通报进度。",
        "brand_name": f"{assessment.subject.name}睦邻坊",
        "brand_goal": "让居民走出家门，邻里有事好商量。",
    }
    actions.apply(assessment, Written(level, answers), by=by)


def accept(programme: Programme, assessments: list[Assessment], organiser: User, cast: Cast) -> None:
    """A round with one assessor, who gives nearly what the subject gave itself."""
    new = NewRound(RoundKind.ACCEPTANCE, "2021年度验收", ACCEPTED, DECIDED)
    actions.organise_round(programme, new, assessments, by=organiser)
    actions.assign(assessments, [cast.people["assessor"]], by=organiser)
    for one in assessments:
        actions.score(one, list(scores(one, cast.manner(one.subject))), by=cast.people["assessor"])


def settle(assessment: Assessment, cast: Cast) -> None:
    """Grant the grade that the facts and scores reach, or none."""
    result = judge_assessment(assessment)
    grade = result.grade or "" if result else ""
    reason = "达到建设要求，予以认定。" if grade else "尚有条件未达到，补齐后再申报。"
    by = cast.decider(assessment.subject)
    decision = actions.decide(assessment, grade=grade, reason=reason, by=by)
    if grade and assessment.subject.kind_id in CERTIFIED:
        actions.issue_certificate(decision, by=by)


def what_came_after(programme: Programme, cast: Cast, living_on: LivingOn) -> None:
    """A veto in March, a rectification ordered in May, the yearly re-evaluation opened in June."""
    vetoed = Node.objects.get(code=f"SQ99{VETOED_COMMUNITY + 1:02d}")
    lapsed = Node.objects.get(code=f"SQ99{LAPSED_COMMUNITY + 1:02d}")
    officer = cast.people["officer"]
    with living_on(VETOED):
        veto = NewVeto(
            "安全生产责任事故",
            "云安委〔2022〕演示3号",
            "小区外墙脱落伤人，社区未及时上报。",
            VETOED,
            datetime.date(2023, 3, 10),
        )
        actions.record_veto(programme, vetoed, veto, by=officer)
    holding = GradeHolding.objects.filter(subject=lapsed, until__isnull=True).first()
    if holding:
        with living_on(ORDERED):
            text = f"{COMMUNITIES[LAPSED_COMMUNITY]}社区今年以来未按季召开“大党委”会议，需求清单未交团组，请限期整改。"
            actions.order_rectification(holding, text=text, deadline=datetime.date(2022, 8, 31), by=officer)
    street = Node.objects.get(code=STREET[0])
    communities = Node.objects.filter(kind_id="community", path__startswith=street.path).select_related("kind")
    with living_on(RE_EVALUATED):
        actions.open_assessments(programme, list(communities.order_by("code")), by=officer, year=2022)
