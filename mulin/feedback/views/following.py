"""What follows from cards and facts: activity card, uses of feedback, the steps of a year, reports with the card."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.feedback import actions, forms, pages
from mulin.feedback.permissions import consultations_visible_to, deliveries_visible_to, view_feedback, write_feedback
from mulin.feedback.queries.clauses import feedback_rule
from mulin.feedback.queries.reports import unreported, unreported_numbers
from mulin.feedback.views.fetching import asked_number, community_in_reach, member_in_reach, node_in_reach
from mulin.foundation.clock import today
from mulin.foundation.forms import carried_out
from mulin.foundation.periods import period_of
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.models import Member
from mulin.members.permissions import members_visible_to, side_of
from mulin.programmes.pages import clause_link
from mulin.service.queries.naming import residents_named
from mulin.service.queries.places import communities, community_of
from mulin.tree.models import Node
from mulin.tree.permissions import check_anywhere

SHOWN = 300


def asked_day(request: HttpRequest, name: str, otherwise: datetime.date) -> datetime.date:
    """A day of the address, or another one."""
    try:
        return datetime.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise


@require_safe
def activities(request: HttpRequest, pk: int) -> HttpResponse:
    """The activity card of a member for the span asked for; this year unless said otherwise."""
    member = member_in_reach(request, pk)
    if side_of(request.user, member) != "own":
        check_anywhere(request.user, view_feedback.word)
    year = period_of("year", today())
    first, last = asked_day(request, "first", year.first), asked_day(request, "last", today())
    context = pages.activities_page(request.user, member, first, last, {"first": first, "last": last})
    return render(request, "feedback/activities.html", context)


@require_safe
def effects(request: HttpRequest, pk: int) -> HttpResponse:
    """What a member's feedback feeds, as far as this person sees the cards and letters."""
    member = member_in_reach(request, pk)
    check_anywhere(request.user, view_feedback.word)
    node = community_of(member, today()) or member.tied_on("home_organisation", today())
    if node is None:
        raise Refused(_("这名党员没有所在党组织和居住社区"))
    rows = deliveries_visible_to(request.user).filter(feedback__member=member)
    asked = consultations_visible_to(request.user).filter(member=member)
    trail = pages.member_trail(member)
    context = pages.effects_page(member.name, node, rows, asked, trail, search=member.name)
    return render(request, "parts_page.html", context)


@require_safe
def node_effects(request: HttpRequest, pk: int) -> HttpResponse:
    """What the feedback received by a unit feeds."""
    node = node_in_reach(request, pk)
    rows = deliveries_visible_to(request.user).filter(node__path__within=node.path)
    asked = consultations_visible_to(request.user).filter(asker__path__within=node.path)
    trail = [(node.name, reverse("web:node", args=[node.pk]))]
    return render(request, "parts_page.html", pages.effects_page(node.name, node, rows, asked, trail))


@require_safe
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """The five steps of a year at a community or unit."""
    year = min(max(asked_number(request, "year", today().year), 2000), 2200)
    return render(request, "parts_page.html", pages.cycle_page(node_in_reach(request, pk), year))


@require_safe
def reporting(request: HttpRequest) -> HttpResponse:
    """The communities for which one writes down who came with the card; straight on where there is only one."""
    check_anywhere(request.user, write_feedback.word)
    found = list(communities(request.user, write_feedback.word)[:SHOWN])
    if len(found) == 1:
        return redirect("feedback:report", found[0].pk)
    numbers = unreported_numbers(found, today())
    rows = [(one, numbers[one.pk]) for one in found]
    context = {"page_title": _("持证报到"), "rows": rows, "trail": [(_("社区表现反馈卡"), reverse("feedback:cards"))]}
    return render(request, "feedback/reporting.html", context)


@require_http_methods(["GET", "POST"])
@once
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came with the card: tick them, or fill in a list."""
    community = community_in_reach(request, pk)
    write_feedback.check(request.user, community)
    form = forms.ReportForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        people = chosen(request, community, given["names"], given["on"])
        written = actions.report_with_card(community, people, on=given["on"], by=signed_in(request))
        messages.success(request, _("已登记 %(number)d 人持证报到。") % {"number": len(written)})

    if carried_out(request, form, act):
        return redirect("feedback:report", pk)
    ruling = feedback_rule(community, today())
    rule = ruling.clause.reporting if ruling else None
    rows = unreported(community, today())
    context: dict[str, Any] = {
        "page_title": _("%(name)s：持证报到") % {"name": community.name},
        "period": period_of(rule.period, today()).name if rule else _("这里施行的制度没有要求持证报到"),
        "basis": clause_link(request.user, ruling) if ruling else "",
        "form": form,
        "rows": rows[:SHOWN],
        "total": rows.count(),
        "shown": SHOWN,
        "trail": [(_("社区表现反馈卡"), reverse("feedback:cards"))],
    }
    return render(request, "feedback/report.html", context)


def chosen(request: HttpRequest, community: Node, names: str, on: datetime.date) -> list[Member]:
    """Those who are ticked, and those whom the list names."""
    ticked = [int(one) for one in request.POST.getlist("chosen") if one.isascii() and one.isdigit()]
    people = list(members_visible_to(request.user).filter(pk__in=ticked).order_by("pk"))
    people += residents_named(community, names, on) if names.strip() else []
    if not people:
        raise Refused(_("请勾选或填写报到的党员"), field="names")
    return list({one.pk: one for one in people}.values())
