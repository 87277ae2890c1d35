"""Consultations: ask, answer, withdraw."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mulin.feedback import actions, forms, pages
from mulin.feedback.actions import Question
from mulin.feedback.models import Consultation
from mulin.feedback.permissions import ask_communities, consultations_visible_to, write_feedback
from mulin.feedback.queries.clauses import occasions
from mulin.feedback.views.fetching import consultation_in_reach, nothing
from mulin.foundation.clock import today
from mulin.foundation.doings import Doing, form_view
from mulin.foundation.links import link
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.refusals import Refused
from mulin.identity.queries import signed_in
from mulin.members.permissions import members_visible_to
from mulin.registration.queries import members_by_line
from mulin.tree.permissions import check_anywhere, has_anywhere, own_organisation, scope
from mulin.tree.queries import nodes_within

NODES = 50
"""The occasions of so many nodes are offered; whoever reaches more asks under the same clause anyway."""


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Consultations asked and to be answered in reach."""
    buttons = []
    if has_anywhere(request.user, ask_communities.word):
        url = reverse("feedback:ask")
        buttons.append(Action(title=_("征求社区意见"), url=url, icon="message", primary=True))
    return render_list(request, pages.CONSULTATIONS, consultations_visible_to(request.user), extra={"actions": buttons})


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """One consultation; where the QR code of its letter leads."""
    found = consultation_in_reach(request, pk)
    return render(request, "parts_page.html", pages.consultation_page(request.user, found))


def askers(request: HttpRequest, _thing: Any) -> None:
    """For those who ask for some organisation."""
    check_anywhere(request.user, ask_communities.word)


def ask_form(request: HttpRequest, _thing: Any) -> Any:
    """From where one asks, for which occasions."""
    nodes = nodes_within(scope(request.user, ask_communities.word)).filter(until__isnull=True)
    choices = occasions(nodes.order_by("path")[:NODES], today())
    initial = {"asker": own_organisation(request.user, ask_communities.word)}
    return forms.AskForm(request.POST or None, nodes=nodes, occasions=choices, initial=initial)


def ask_about(request: HttpRequest, _thing: Any, given: dict[str, Any]) -> None:
    """Ask about everybody whom the lines name."""
    found, problems = members_by_line(members_visible_to(request.user), given["names"].splitlines())
    if problems or not found:
        raise Refused(_("没有这名党员，或有重名：%(names)s") % {"names": "、".join(problems[:5])}, field="names")
    members = list(members_visible_to(request.user).filter(pk__in=found).order_by("pk"))
    question = Question(given["occasion"], given["text"], given["due"])
    actions.ask(given["asker"], members, question, by=signed_in(request))


def to_list(_request: HttpRequest, _found: Any) -> str:
    """Back to the list."""
    return reverse("feedback:consultations")


def to_page(_request: HttpRequest, found: Consultation) -> str:
    """Back to the consultation."""
    return reverse("feedback:consultation", args=[found.pk])


def with_facts(found: Consultation) -> str:
    """About whom and for what, and where the facts stand beside it."""
    return format_html("{} {}", found, link("feedback:consultation", _("看参加的活动、岗位和反馈卡"), found.pk))


ask = form_view(
    Doing(
        title=gettext_lazy("征求社区意见"),
        find=nothing,
        form=ask_form,
        act=ask_about,
        back=to_list,
        allow=askers,
        words=gettext_lazy("已送党员居住的社区"),
    )
)
answer = form_view(
    Doing(
        title=gettext_lazy("答复征求意见"),
        find=consultation_in_reach,
        form=lambda request, _found: forms.AnswerForm(request.POST or None),
        act=lambda request, found, given: actions.answer(found, by=signed_in(request), **given),
        back=to_page,
        allow=lambda request, found: write_feedback.check(request.user, found),
        intro=with_facts,
        words=gettext_lazy("已答复，请打印意见函盖章"),
    )
)
withdraw = form_view(
    Doing(
        title=gettext_lazy("撤回征求意见"),
        find=consultation_in_reach,
        form=lambda request, _found: forms.ReasonForm(request.POST or None),
        act=lambda request, found, given: actions.withdraw(found, because=given["reason"], by=signed_in(request)),
        back=to_page,
        allow=lambda request, found: ask_communities.check(request.user, found),
        intro=str,
        words=gettext_lazy("已撤回"),
    )
)
