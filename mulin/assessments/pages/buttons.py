"""Which buttons an assessment shows: one primary, the others beside it, each with its reason when it is disabled."""

from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mulin.assessments import permissions
from mulin.assessments.choices import Outcome, State
from mulin.assessments.models import Assessment, Assignment, Rectification
from mulin.assessments.queries.composed import subordinates
from mulin.assessments.queries.traced import TracedFact
from mulin.foundation.page_parts import Action
from mulin.tree.pages import printing
from mulin.tree.permissions import has_anywhere

PAGES_OF_FACTS = {
    "activities": ("records:activity", "records.view"),
    "attendances": ("records:activity", "records.view"),
    "premises": ("organisations:premises_one", "units.view"),
    "staff": ("organisations:staff_one", "units.view"),
}
"""The page of a fact, and the word without which nobody opens it."""

DOING = tuple(f"assessments.{word}" for word in ("self_check", "apply", "review", "organise", "decide"))
"""Whoever has one of these words takes part in certification; others score what is assigned to them, or look on."""


def address(name: str, *arguments: Any) -> str:
    """The address of a page; nothing where the product has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def fact_url(fact: TracedFact, user: Any) -> str:
    """Where a fact can be opened; nothing for who may not, such as an assessor, who sees the facts by their names."""
    name, word = PAGES_OF_FACTS.get(fact.table, ("", ""))
    if not name or not has_anywhere(user, word):
        return ""
    pk = fact.row.activity_id if fact.table == "attendances" else fact.row.pk
    return address(name, pk)


def step(
    title: str, name: str, icon: str, assessment: Assessment, against: str | None, *, primary: bool = True
) -> Action:
    """A button that leads to a page of the assessment, disabled with the reason where one stands against it."""
    return Action(
        title=title,
        url=reverse(f"assessments:{name}", args=[assessment.pk]),
        icon=icon,
        primary=primary and not against,
        reason=against or "",
    )


def assessment_actions(user: Any, assessment: Assessment) -> list[Action]:
    """The buttons for this person at this state, the primary one first; for onlookers, none they cannot press."""
    state = State(assessment.state)
    buttons = STEPS.get(state)
    found = buttons(user, assessment) if buttons else []
    words = (*DOING, "assessments.score") if state == State.IN_ACCEPTANCE else DOING
    if not any(has_anywhere(user, word) for word in words):
        found = [one for one in found if not one.reason]
    return [*found, *printing(user, "assessment", assessment.pk)]


def export_buttons(user: Any, kind: str, assessment: Assessment) -> list[Action]:
    """Where a tab of an assessment leaves as a workbook; nothing for who may take none out there."""
    url = address("web:export", kind)
    if not url or not permissions.export.allows(user, assessment):
        return []
    return [Action(title=_("导出"), url=f"{url}?assessment={assessment.pk}", icon="file-type-xls")]


def while_checking(user: Any, assessment: Assessment) -> list[Action]:
    """Self-check: finish it, then apply."""
    may_check = permissions.self_check.reason_against(user, assessment)
    if assessment.needs_no_application():
        return [step(_("完成自查"), "finish", "check", assessment, may_check)]
    may_apply = permissions.apply.reason_against(user, assessment)
    finished = assessment.self_checked_at is not None
    against = may_apply or (None if finished else _("请先完成自查，再申报"))
    apply = step(_("填写申报表"), "application", "file-text", assessment, against, primary=finished)
    finish = step(_("完成自查"), "finish", "check", assessment, may_check, primary=not finished)
    back = step(_("撤回"), "withdraw", "arrow-left", assessment, may_apply, primary=False)
    return [apply, finish, back] if finished else [finish, apply, back]


def while_applied(user: Any, assessment: Assessment) -> list[Action]:
    """The street reviews or sends back; the subject may take back."""
    against = permissions.review.reason_against(user, assessment)
    return [
        step(_("审核申报"), "review", "eye", assessment, against),
        step(_("退回补充"), "send_back", "arrow-left", assessment, against, primary=False),
        step(_("撤回"), "withdraw", "x", assessment, permissions.apply.reason_against(user, assessment), primary=False),
    ]


def while_reviewed(user: Any, assessment: Assessment) -> list[Action]:
    """The street takes it into a round."""
    against = permissions.organise.reason_against(user, assessment)
    organise = Action(
        title=_("组织验收"),
        url=f"{reverse('assessments:organise')}?programme={assessment.programme_id}&assessment={assessment.pk}",
        icon="users",
        primary=not against,
        reason=against or "",
    )
    may_apply = permissions.apply.reason_against(user, assessment)
    return [organise, step(_("撤回"), "withdraw", "x", assessment, may_apply, primary=False)]


def while_accepted(user: Any, assessment: Assessment) -> list[Action]:
    """Assessors score and hand in; the decider decides."""
    scores = Assignment.objects.filter(assessment=assessment, assessor=user).exists()
    if scores:
        against = permissions.score.reason_against(user, assessment)
        return [step(_("提交评审意见"), "hand_in", "send", assessment, against)]
    against = permissions.decide.reason_against(user, assessment)
    return [step(_("作出认定"), "decide", "scale", assessment, against)]


def once_decided(user: Any, assessment: Assessment) -> list[Action]:
    """The certificate, once a grade is granted."""
    decision = assessment.decision
    if decision.outcome != Outcome.GRANTED:
        return []
    if hasattr(decision, "certificate"):
        url = reverse("assessments:certificate", args=[decision.certificate.pk])
        return [Action(title=_("查看证书"), url=url, icon="certificate", primary=True)]
    against = permissions.decide.reason_against(user, assessment)
    return [
        Action(
            title=_("签发证书"),
            url=reverse("assessments:issue", args=[assessment.pk]),
            icon="certificate",
            primary=not against,
            post=True,
            reason=against or "",
        )
    ]


STEPS: dict[State, Callable[[Any, Assessment], list[Action]]] = {
    State.OPEN: while_checking,
    State.RETURNED: while_checking,
    State.APPLIED: while_applied,
    State.REVIEWED: while_reviewed,
    State.IN_ACCEPTANCE: while_accepted,
    State.DECIDED: once_decided,
}


def tabs(assessment: Assessment, active: str) -> list[dict[str, Any]]:
    """The four tabs of an assessment."""
    named = (
        ("assessment", _("自查")),
        ("columns", _("评分")),
        ("gaps", _("差距")),
        ("course", _("经过")),
    )
    return [
        {"title": title, "url": reverse(f"assessments:{name}", args=[assessment.pk]), "active": name == active}
        for name, title in named
    ]


def rectification_actions(user: Any, rectification: Rectification) -> list[Action]:
    """Report or re-check, whichever is next for this person."""
    printed = printing(user, "rectification", rectification.pk)
    if not rectification.is_open:
        return printed
    report = permissions.report_rectification.reason_against(user, rectification)
    recheck = permissions.recheck.reason_against(user, rectification)
    buttons = []
    if rectification.state == "ordered":
        buttons.append(
            Action(
                title=_("报告整改"),
                url=reverse("assessments:report", args=[rectification.pk]),
                icon="send",
                primary=not report,
                reason=report or "",
            )
        )
    buttons.append(
        Action(
            title=_("复查"),
            url=reverse("assessments:recheck", args=[rectification.pk]),
            icon="eye",
            primary=not recheck and (rectification.state == "reported" or bool(report)),
            reason=recheck or "",
        )
    )
    return [*buttons, *printed]


def planned_choices(assessment: Assessment) -> list[int]:
    """The subordinate subjects that an application may plan to bring to a grade."""
    return [one.id for one in subordinates(assessment)]
