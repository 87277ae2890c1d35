"""What a branch does: register months, publish quarters, review years, let itself be ordered by points."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered
from mulin.foundation.forms import Form
from mulin.foundation.lists import render_list
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.points import actions, forms, pages, permissions
from mulin.points.actions.publishing import reason_against_publishing
from mulin.points.actions.registering import open_month
from mulin.points.queries.branches import (
    branches_with_members,
    members_of,
    registered_months,
    times_registered,
)
from mulin.points.queries.progress import with_progress
from mulin.points.queries.terms import Scheme, scheme_at
from mulin.points.views.fetching import node_in_reach
from mulin.tree.models import Node


def branches(request: HttpRequest) -> HttpResponse:
    """The branches whose points this person sees."""
    nodes = permissions.nodes_in_reach(request.user)
    return render_list(request, pages.BRANCHES, with_progress(branches_with_members(nodes, today())))


def branch(request: HttpRequest, pk: int) -> HttpResponse:
    """One branch."""
    return render(request, "parts_page.html", pages.branch_page(request.user, node_in_reach(request, pk)))


def day_of(year: int, month: int) -> datetime.date:
    """The first of a month; 404 for one there is not."""
    try:
        return datetime.date(year, month, 1)
    except ValueError:
        raise Http404 from None


def about(here: Node, title: Any, **more: Any) -> dict[str, Any]:
    """A form about a branch, with the way back."""
    page = reverse("points:branch", args=[here.pk])
    return {"page_title": title, "intro": here.name, "cancel_url": page, "trail": [(here.name, page)]} | more


@require_http_methods(["GET", "POST"])
@once
def register(request: HttpRequest, pk: int, scheme: str, year: int, month: int) -> HttpResponse:
    """The register of a month: all members of the branch and all rules that nothing measures."""
    here = node_in_reach(request, pk)
    permissions.manage_points.check(request.user, here)
    found = scheme_at(here, scheme, today())
    period = open_month(here, found, day_of(year, month))
    people = members_of(here, min(period.last, today()), found.clause.tie)
    known = times_registered(found.id, people, period.first)
    form = forms.RegisterForm(request.POST or None, scheme=found, members=people, known=known)

    def act() -> None:
        given, by = form.cleaned_data["why"], signed_in(request)
        actions.register_month(here, found.id, period.first, form.cells(), by=by, why=given)
        if request.POST.get("complete"):
            actions.close_month(here, found.id, period.first, by=by)

    done = period.first in registered_months(here, found.id, period.first, period.last)
    intro = _("填发生的次数，没有的空着。参加活动的积分随纪实登记，这里不用再填。")
    page = about(
        here, _("%(month)s登记") % {"month": period.name}, is_complete=done, submit_label=_("保存"), intro=intro
    )
    return answered(request, form, act, page, "points/register.html")


@require_http_methods(["GET", "POST"])
@once
def publish(request: HttpRequest, pk: int, scheme: str, year: int, month: int) -> HttpResponse:
    """Publish a quarter, after a last look."""
    here = node_in_reach(request, pk)
    permissions.publish_points.check(request.user, here)
    found = scheme_at(here, scheme, today())
    quarter = found.quarter(day_of(year, month))
    against = reason_against_publishing(here, found, quarter, signed_in(request))
    intro = against or _("公示以后，本期各月不再登记；更正用冲正，记入下一期。公示内容只有本支部党员看得到。")

    def act() -> str:
        sheet = actions.publish(here, found.id, quarter.first, by=signed_in(request))
        return reverse("points:sheet", args=[sheet.pk])

    page = about(here, _("公示%(quarter)s积分") % {"quarter": quarter.name}, submit_label=_("公示"), done=_("已公示"))
    return answered(request, Form(request.POST if request.method == "POST" else None), act, page | {"intro": intro})


@require_http_methods(["GET", "POST"])
@once
def draw_up(request: HttpRequest, pk: int, scheme: str, year: int) -> HttpResponse:
    """Draw up the review of a year."""
    here = node_in_reach(request, pk)
    permissions.publish_points.check(request.user, here)
    found = scheme_at(here, scheme, today())

    def act() -> str:
        review = actions.draw_up(here, found.id, year, by=signed_in(request))
        return reverse("points:review", args=[review.pk])

    intro = _("按全年登记的积分提出每名党员的等次，由上级审定；审定以前可以重新提出。")
    done = _("已提出，待审定")
    page = about(here, _("%(year)d 年积分评审") % {"year": year}, submit_label=_("提出"), done=done, intro=intro)
    return answered(request, Form(request.POST if request.method == "POST" else None), act, page)


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A yearly review."""
    return render(request, "parts_page.html", pages.review_page(request.user, one_review(request, pk)))


@require_http_methods(["GET", "POST"])
@once
def examine(request: HttpRequest, pk: int) -> HttpResponse:
    """Examine a review."""
    found = one_review(request, pk)
    permissions.publish_points.check(request.user, found)
    form = forms.ExamineForm(request.POST or None)
    back = reverse("points:review", args=[pk])
    page = {"page_title": _("审定积分评审"), "intro": str(found.branch), "cancel_url": back, "done": _("已审定")}
    return answered(request, form, lambda: actions.examine(found, by=signed_in(request), **form.cleaned_data), page)


def one_review(request: HttpRequest, pk: int) -> Any:
    """A review in reach."""
    return get_object_or_404(permissions.reviews_visible_to(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
@once
def ranking_on(request: HttpRequest, pk: int, scheme: str) -> HttpResponse:
    """Let the branch see an order by points."""
    here, found = to_rank(request, pk, scheme)
    form = forms.RankingForm(request.POST or None)

    def act() -> None:
        actions.switch_ranking_on(here, found.id, by=signed_in(request), **form.cleaned_data)

    intro = _("默认不给任何人排名。开启以后，到期之前公示表按积分排列，并写明开启人和依据，只在本支部显示。")
    return answered(request, form, act, about(here, _("开启排名")) | {"intro": intro})


@require_http_methods(["GET", "POST"])
@once
def ranking_off(request: HttpRequest, pk: int, scheme: str) -> HttpResponse:
    """End it."""
    here, found = to_rank(request, pk, scheme)

    def act() -> None:
        actions.switch_ranking_off(here, found.id, by=signed_in(request))

    form = Form(request.POST if request.method == "POST" else None)
    return answered(request, form, act, about(here, _("关闭排名"), submit_label=_("关闭")))


def to_rank(request: HttpRequest, pk: int, scheme: str) -> tuple[Node, Scheme]:
    """The branch and scheme of an order by points, for who may publish."""
    here = node_in_reach(request, pk)
    permissions.publish_points.check(request.user, here)
    return here, scheme_at(here, scheme, today())
