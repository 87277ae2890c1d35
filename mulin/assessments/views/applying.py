"""The application: prefilled, checked before it is handed in; reviewed by the street."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.forms import ApplicationForm, OpinionForm, ReasonForm
from mulin.assessments.models import Application, Assessment
from mulin.assessments.pages.buttons import planned_choices
from mulin.assessments.pages.words import item_tasks
from mulin.assessments.queries.composed import WRITTEN_FIELDS, application_form, check_rows, prefilled, written_answers
from mulin.assessments.queries.kept import level_names, pack_of
from mulin.assessments.views.fetching import assessment_in_reach, trail_of
from mulin.foundation.forms import carried_out
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.tree.queries import nodes_within


def written_in(form: ApplicationForm) -> actions.Written:
    """The answers of the form."""
    asked = dict(form.cleaned_data)
    level, planned = asked.pop("level"), tuple(asked.pop("planned"))
    return actions.Written(level, asked, planned)


def written_before(application: Application) -> actions.Written:
    """The answers as they were saved."""
    names = [name for name in WRITTEN_FIELDS if name not in ("street_opinion", "opinion_on")]
    return actions.Written(
        application.level, {name: getattr(application, name) for name in names}, tuple(application.planned.all())
    )


@require_http_methods(["GET", "POST"])
@once
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """The application form; what the registry holds is shown, not asked."""
    found = assessment_in_reach(request, pk)
    permissions.apply.check(request.user, found)
    form = ApplicationForm(
        request.POST or None,
        initial=prefilled(found),
        levels=level_names(pack_of(found), found.rubric),
        planned=nodes_within(Q(pk__in=planned_choices(found))).order_by("code"),
    )
    if carried_out(request, form, lambda: actions.save_application(found, written_in(form), by=signed_in(request))):
        return redirect("assessments:check_application", pk)
    context = {
        "form": form,
        "assessment": found,
        "held": held_answers(found),
        "page_title": _("申报表"),
        "submit_label": _("下一步：核对"),
        "cancel_url": reverse("assessments:assessment", args=[pk]),
        "trail": trail_of(found),
    }
    return render(request, "assessments/application.html", context)


def held_answers(assessment: Assessment) -> list[tuple[str, Any]]:
    """What the system holds already."""
    form = application_form(assessment)
    return [
        (_("名称"), form["subject"]),
        (_("所属街道"), form["street"]),
        (_("年度"), form["year"]),
        (_("小区数"), form["children_count"]),
        (_("所辖各小区名称"), "、".join(form["children_names"])),
        (_("社会组织数"), form["social_count"]),
    ]


@require_http_methods(["GET", "POST"])
@once
def check_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Check before handing in."""
    found = assessment_in_reach(request, pk)
    permissions.apply.check(request.user, found)
    saved: Application | None = getattr(found, "application", None)
    if saved is None:
        raise Refused(_("请先填写申报表"))
    if request.method == "POST":
        actions.apply(found, written_before(saved), by=signed_in(request))
        return redirect("assessments:applied", pk)
    edit = reverse("assessments:application", args=[pk])
    names = level_names(pack_of(found), found.rubric)
    answers: list[tuple[str, Any, str]] = [(title, value, "") for title, value in held_answers(found)]
    answers += [(_("创建类型"), names.get(saved.level, ""), edit)]
    planned = "、".join(saved.planned.values_list("name", flat=True))
    answers += [(_("拟创建的下级对象"), planned, edit)]
    answers += [(title, value, edit) for title, value in written_answers(saved)]
    context = {
        "answers": answers,
        "page_title": _("核对申报表"),
        "submit_label": _("提交申报"),
        "cancel_url": edit,
        "trail": trail_of(found),
    }
    return render(request, "confirm_page.html", context)


def applied(request: HttpRequest, pk: int) -> HttpResponse:
    """The application is in: what happens next."""
    found = assessment_in_reach(request, pk)
    context = {
        "assessment": found,
        "page_title": _("申报已提交"),
        "text": _("街道审核后会进入验收；如需补充，会退回给您。"),
        "trail": trail_of(found),
    }
    return render(request, "assessments/applied.html", context)


@require_http_methods(["GET", "POST"])
@once
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The street reads the application and lets it through with an opinion."""
    found = assessment_in_reach(request, pk)
    permissions.review.check(request.user, found)
    form = OpinionForm(request.POST or None)
    if carried_out(request, form, lambda: actions.review(found, by=signed_in(request), **form.cleaned_data)):
        messages.success(request, _("审核通过，可以组织验收"))
        return redirect("assessments:course", pk)
    rows = check_rows(found)
    context = {
        "form": form,
        "assessment": found,
        "held": held_answers(found),
        "application": getattr(found, "application", None),
        "tasks": item_tasks(found, rows),
        "page_title": _("审核申报"),
        "submit_label": _("审核通过"),
        "cancel_url": reverse("assessments:assessment", args=[pk]),
        "trail": trail_of(found),
    }
    return render(request, "assessments/review.html", context)


def with_reason(request: HttpRequest, assessment: Assessment, title: str, act: Any) -> HttpResponse:
    """A page that asks for a reason and then acts."""
    form = ReasonForm(request.POST or None)
    if carried_out(request, form, lambda: act(assessment, reason=form.cleaned_data["reason"], by=signed_in(request))):
        messages.success(request, _("已办理：%(title)s") % {"title": title})
        return redirect("assessments:course", assessment.pk)
    context = {
        "form": form,
        "page_title": title,
        "submit_label": title,
        "cancel_url": reverse("assessments:assessment", args=[assessment.pk]),
        "trail": trail_of(assessment),
    }
    return render(request, "form_page.html", context)


@require_http_methods(["GET", "POST"])
@once
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The street asks for completion."""
    found = assessment_in_reach(request, pk)
    permissions.review.check(request.user, found)
    return with_reason(request, found, _("退回补充"), actions.return_for_completion)


@require_http_methods(["GET", "POST"])
@once
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The subject takes the assessment back."""
    found = assessment_in_reach(request, pk)
    permissions.apply.check(request.user, found)
    return with_reason(request, found, _("撤回评定"), actions.withdraw)
