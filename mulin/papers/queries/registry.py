"""The register of papers: what each is called and is about, who composes it, who may read what on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mulin.assessments.permissions import view_grades
from mulin.duties.permissions import view_duties
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
from mulin.papers.queries.subjects import (
    ABSENCE,
    ACTIVITY,
    ACTIVITY_CARD,
    ASSESSMENT,
    BOARD,
    CAMPAIGN,
    CENSUS,
    CLAIM,
    COMMUNITY,
    CONSULTATION,
    CONTACT,
    DELIVERY,
    FEEDBACK,
    GROUP,
    MEMBER,
    NODE,
    ORGANS,
    POINTS_ACCOUNT,
    POINTS_SHEET,
    RECTIFICATION,
    REGISTRATION,
    ROUND,
    TEAM,
    TRANSFER,
    VOLUNTEER,
    WITHDRAWAL,
    Subject,
)
from mulin.papers.rules import Pen
from mulin.registration.permissions import reads_phone
from mulin.tree.permissions import Permission


def never_absent(thing: Any) -> str:
    """The paper can always be printed."""
    return ""


@dataclass(frozen=True)
class PaperKind:
    """One paper of the register.

    ``absent`` says why an object does not have the paper (yet), or nothing. ``reading``: what else the person must be
    allowed to read at the node. ``blank_rows``: a blank one may be asked with any number of rows. ``clear``: who
    gets the phone on it in clear, others masked; where nothing is said, everybody masked.
    """

    id: str
    title: str
    about: Subject
    compose: Callable[[Any, Pen], Paper]
    absent: Callable[[Any], str] = never_absent
    reading: Permission | None = None
    blank_rows: bool = False
    clear: Callable[[Any, Any], bool] | None = None


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
    PaperKind("organ_roster", "组织机构花名册", ORGANS, organ_roster.compose, organ_roster.without_organs),
    PaperKind(
        "registration_letter",
        "报到函",
        REGISTRATION,
        registration_letter.compose,
        registration_letter.without_number,
        clear=reads_phone,
    ),
    PaperKind(
        "registration_card", "报到登记卡（一式两份）", REGISTRATION, registration_card.compose_card, clear=reads_phone
    ),
    PaperKind("basic_card", "基本情况登记卡", REGISTRATION, registration_card.compose_basic, clear=reads_phone),
    PaperKind("contact_card", "联系卡", REGISTRATION, registration_card.compose_contact, clear=reads_phone),
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
