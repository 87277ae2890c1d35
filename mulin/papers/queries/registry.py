"""The register of papers: what each is called, which object it is about, who may see that object, who composes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mulin.assessments.models import Round
from mulin.assessments.permissions import view_grades, visible_assessments, visible_subjects
from mulin.assessments.queries import kept
from mulin.boards.queries import boards_visible_to
from mulin.duties.permissions import view_duties
from mulin.feedback import permissions as feedback
from mulin.foundation.clock import today
from mulin.members.permissions import either_side, home_side, is_oneself, members_read_whole, members_visible_to
from mulin.members.queries import with_ties
from mulin.papers.machine.paper import Paper
from mulin.papers.queries import (
    acceptance_sheet,
    application_form,
    boards,
    certificate,
    feedback_card,
    floating_census,
    floating_permit,
    meetings,
    member_file,
    notices,
    organ_roster,
    points_papers,
    rectification_order,
    registration_card,
    registration_coverage,
    registration_letter,
    self_check_list,
    service_lists,
    service_posts,
    standings,
    transfer_letter,
    withdrawal_notice,
)
from mulin.papers.rules import Pen
from mulin.points import permissions as points
from mulin.records.queries import visible_to
from mulin.registration.permissions import campaigns_visible_to, registrations_visible_to
from mulin.registration.queries import with_nodes
from mulin.relations import permissions as relations
from mulin.service import queries as service
from mulin.tree.models import Node
from mulin.tree.permissions import Permission, scope


def never_absent(thing: Any) -> str:
    """The paper can always be printed."""
    return ""


def nobodys(user: Any, thing: Any) -> bool:
    """The object belongs to no person."""
    return False


def nowhere_else(thing: Any) -> tuple[Node, ...]:
    """Only the node at which the object stands prints its papers."""
    return ()


@dataclass(frozen=True)
class Subject:
    """A kind of object that papers are about.

    ``visible`` gives the objects that a person may see; ``node`` the node at which the object stands; ``page``
    names the URL of its page in the product; ``order`` puts those first that are likely to have papers. ``also``: other
    nodes that print them, too; ``own``: is the object the person's own, who prints it without any role? ``batch``: by
    which columns many are printed at once.
    """

    id: str
    visible: Callable[[Any], QuerySet[Any]]
    node: Callable[[Any], Node]
    page: str
    order: tuple[str, ...] = ("-pk",)
    also: Callable[[Any], tuple[Node, ...]] = nowhere_else
    own: Callable[[Any, Any], bool] = nobodys
    batch: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperKind:
    """One paper of the register.

    ``absent`` says why an object does not have the paper (yet), or nothing. ``reading``: what else the person must be
    allowed to read at the node. ``blank_rows``: a blank one may be asked with any number of rows.
    """

    id: str
    title: str
    about: Subject
    compose: Callable[[Any, Pen], Paper]
    absent: Callable[[Any], str] = never_absent
    reading: Permission | None = None
    blank_rows: bool = False


ASSESSMENT = Subject(
    "assessment",
    lambda user: kept.visible(visible_assessments(user)),
    lambda assessment: assessment.subject,
    "assessments:assessment",
)
ROUND = Subject(
    "round",
    lambda user: Round.objects.filter(scope(user, "assessments.view", "programme__node__")).select_related(
        "programme__edition", "programme__node"
    ),
    lambda held_round: held_round.programme.node,
    "assessments:round",
)
RECTIFICATION = Subject(
    "rectification",
    lambda user: kept.rectifications(visible_subjects(user, "holding__subject__")),
    lambda order: order.holding.subject,
    "assessments:rectification",
)
ACTIVITY = Subject(
    "activity",
    lambda user: visible_to(user).select_related("host__kind", "entered_by"),
    lambda activity: activity.host,
    "records:activity",
)
NODE = Subject(
    "node",
    lambda user: Node.objects.filter(scope(user, "nodes.view")).select_related("kind"),
    lambda node: node,
    "web:node",
    ("kind__order", "pk"),
)
ORGANS = Subject(
    "organs",
    lambda user: Node.objects.filter(scope(user, "units.view")).select_related("kind"),
    lambda node: node,
    "organisations:organs",
    ("kind__order", "pk"),
)
REGISTRATION = Subject(
    "registration",
    lambda user: with_nodes(registrations_visible_to(user)).select_related("campaign__programme__edition"),
    lambda row: row.unit,
    "registration:registration",
    also=lambda row: (row.community,),
    own=lambda user, row: row.member.account_id is not None and row.member.account_id == user.pk,
    batch=("campaign", "unit", "community", "state"),
)
CAMPAIGN = Subject("campaign", campaigns_visible_to, lambda campaign: campaign.node, "registration:campaign")

TRANSFER = Subject(
    "transfer",
    relations.visible_transfers,
    lambda transfer: next(iter(relations.either(transfer))),
    "relations:transfer",
    also=lambda transfer: tuple(relations.receiver(transfer)),
    batch=("batch",),
)
ABSENCE = Subject(
    "absence",
    relations.visible_absences,
    lambda absence: absence.home,
    "relations:absence",
    own=lambda user, absence: is_oneself(user, absence.member),
)
CENSUS = Subject("census", relations.visible_returns, lambda found: found.community, "relations:census_return")
WITHDRAWAL = Subject("withdrawal", relations.visible_cases, lambda case: case.home, "relations:case")

CLAIM = Subject(
    "claim",
    service.own_or_visible_claims,
    lambda claim: claim.post.community,
    "service:claim",
    own=lambda user, claim: claim.member.account_id is not None and claim.member.account_id == user.pk,
    batch=("post", "post__community", "state"),
)
VOLUNTEER = Subject(
    "volunteer_application",
    service.applications_visible_to,
    lambda row: row.community,
    "service:place_volunteer",
    batch=("community", "team", "state"),
)
CONTACT = Subject(
    "unit_contact",
    service.contacts_visible_to,
    lambda row: row.community,
    "service:answer_contact",
    also=lambda row: (row.home,),
    batch=("community", "home", "sent_on"),
)
TEAM = Subject("team", service.own_or_visible_teams, lambda team: team.community, "service:team")
GROUP = Subject("group", service.party_groups, lambda group: group, "service:group")
COMMUNITY = Subject("service_community", service.communities, lambda node: node, "service:community", ("name", "pk"))

POINTS_SHEET = Subject(
    "points_sheet",
    points.sheets_visible_to,
    lambda sheet: sheet.branch,
    "points:sheet",
    ("-first", "-pk"),
    batch=("branch", "first"),
)
POINTS_ACCOUNT = Subject(
    "points_account",
    lambda user: members_visible_to(user, "points.view"),
    lambda member: next(iter(home_side(member))),
    "points:account",
    own=lambda user, member: member.account_id is not None and member.account_id == user.pk,
    batch=("category",),
)

BOARD = Subject("board", boards_visible_to, lambda board: board.node, "boards:board")
MEMBER = Subject(
    "member",
    lambda user: with_ties(members_read_whole(user), today()),
    lambda member: next(iter(home_side(member))),
    "members:member",
    own=lambda user, member: member.account_id is not None and member.account_id == user.pk,
    batch=("home_organisation_id", "residence_id"),
)

FEEDBACK = Subject(
    "feedback",
    lambda user: feedback.feedbacks_visible_to(user).prefetch_related("issues", "deliveries"),
    lambda card: card.community,
    "feedback:card",
    own=lambda user, card: is_oneself(user, card.member),
    batch=("community", "half"),
)
DELIVERY = Subject(
    "feedback_delivery",
    feedback.deliveries_visible_to,
    lambda row: row.node or row.feedback.community,
    "feedback:delivery",
    also=lambda row: (row.feedback.community,),
    own=lambda user, row: row.receiver == "member" and is_oneself(user, row.feedback.member),
    batch=("node", "feedback__half"),
)
CONSULTATION = Subject(
    "consultation",
    feedback.consultations_visible_to,
    lambda row: row.community,
    "feedback:consultation",
    also=lambda row: (row.asker,),
)
ACTIVITY_CARD = Subject(
    "activity_card",
    lambda user: members_visible_to(user).filter(ties__until=None).distinct(),
    lambda member: next(iter(either_side(member))),
    "feedback:activities",
    also=lambda member: tuple(either_side(member)),
    own=is_oneself,
)

PAPERS = (
    PaperKind("application_form", "申报表", ASSESSMENT, application_form.compose, application_form.absent),
    PaperKind("self_check_list", "自查清单", ASSESSMENT, self_check_list.compose),
    PaperKind("acceptance_sheet", "审核验收表", ASSESSMENT, acceptance_sheet.compose),
    PaperKind("result_notice", "认定结果通报", ASSESSMENT, notices.compose, notices.without_decision),
    PaperKind("certificate", "等级证书", ASSESSMENT, certificate.compose, certificate.absent),
    PaperKind("round_notice", "结果通报", ROUND, notices.compose_round, notices.without_results),
    PaperKind("rectification_order", "责令整改通知书", RECTIFICATION, rectification_order.compose),
    PaperKind("minutes", "会议纪要", ACTIVITY, meetings.compose_minutes, meetings.absent),
    PaperKind("sign_in_sheet", "签到表", ACTIVITY, meetings.compose_sign_in, meetings.absent, blank_rows=True),
    PaperKind(
        "duty_list", "应办事项清单", NODE, standings.compose_duties, standings.without_duties, reading=view_duties
    ),
    PaperKind(
        "organ_roster", "组织机构花名册", ORGANS, organ_roster.compose, organ_roster.without_organs, blank_rows=True
    ),
    PaperKind(
        "registration_letter", "报到函", REGISTRATION, registration_letter.compose, registration_letter.without_number
    ),
    PaperKind("registration_card", "报到登记卡（一式两份）", REGISTRATION, registration_card.compose_card),
    PaperKind("basic_card", "基本情况登记卡", REGISTRATION, registration_card.compose_basic),
    PaperKind("contact_card", "联系卡", REGISTRATION, registration_card.compose_contact),
    PaperKind("registration_coverage", "报到情况统计表", CAMPAIGN, registration_coverage.compose),
    PaperKind(
        "transfer_letter", "组织关系介绍信（三联）", TRANSFER, transfer_letter.compose, transfer_letter.without_letter
    ),
    PaperKind("floating_permit", "流动党员活动证", ABSENCE, floating_permit.compose, floating_permit.without_permit),
    PaperKind("floating_census", "流入党员摸底表", CENSUS, floating_census.compose, blank_rows=True),
    PaperKind("withdrawal_notice", "核实通知书", WITHDRAWAL, withdrawal_notice.compose),
    PaperKind("score_sheet", "得分表", NODE, standings.compose_score, standings.without_score, reading=view_grades),
    PaperKind("post_card", "岗位认领卡", CLAIM, service_posts.compose_post_card),
    PaperKind("hand_over", "岗位交接单", CLAIM, service_posts.compose_hand_over, service_posts.without_hand_over),
    PaperKind("volunteer_application", "党员志愿者申请表", VOLUNTEER, service_posts.compose_volunteer),
    PaperKind("unit_contact", "与单位联系函", CONTACT, service_posts.compose_contact),
    PaperKind("team_roster", "团组花名册", TEAM, service_lists.compose_team, blank_rows=True),
    PaperKind("group_roster", "党小组花名册", GROUP, service_lists.compose_group, blank_rows=True),
    PaperKind(
        "needs_list", "需求清单", COMMUNITY, service_lists.compose_needs, service_lists.without_needs, blank_rows=True
    ),
    PaperKind("volunteer_summary", "志愿服务半年总结和计划", COMMUNITY, service_lists.compose_summary),
    PaperKind("board_a4", "监督台（A4）", BOARD, boards.compose_a4, boards.without_cards),
    PaperKind("board_a3", "监督台（A3）", BOARD, boards.compose_a3, boards.without_cards),
    PaperKind("board_consent", "监督台公开同意书", BOARD, boards.compose_form),
    PaperKind("member_file", "写实档案", MEMBER, member_file.compose),
    PaperKind("feedback_card", "社区表现反馈卡", FEEDBACK, feedback_card.compose_card, feedback_card.not_issued),
    PaperKind("delivered_card", "社区表现反馈卡", DELIVERY, feedback_card.compose_delivered, feedback_card.forgotten),
    PaperKind("activity_card", "参与社区活动记录卡", ACTIVITY_CARD, feedback_card.compose_activities),
    PaperKind("opinion_letter", "社区意见函", CONSULTATION, feedback_card.compose_opinion, feedback_card.not_answered),
    PaperKind("year_deeds", "承诺践诺清单", COMMUNITY, service_lists.compose_year, service_lists.without_deeds),
    PaperKind("points_sheet", "积分公示表", POINTS_SHEET, points_papers.compose_sheet, blank_rows=True),
    PaperKind(
        "points_account",
        "党员积分单",
        POINTS_ACCOUNT,
        points_papers.compose_account,
        points_papers.without_schemes,
        blank_rows=True,
    ),
)


def paper_kind(paper_id: str) -> PaperKind | None:
    """The paper of this id, or nothing."""
    return next((one for one in PAPERS if one.id == paper_id), None)


def papers_about(subject_id: str) -> list[PaperKind]:
    """The papers about a kind of object, in the order of the register."""
    return [one for one in PAPERS if one.about.id == subject_id]
