"""Ballots on the web: opened, voted in, counted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliberation import actions, permissions
from mulin.deliberation.forms import CloseForm, HandPaperForm, OpenPollForm, PaperForm, ReasonForm, VoteForm
from mulin.deliberation.models import Poll
from mulin.deliberation.pages import POLLS, poll_page
from mulin.deliberation.queries import polls as queries
from mulin.deliberation.queries.terms import entitled_at, offered_terms, terms_named
from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered
from mulin.foundation.forms import Form, carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.tree.permissions import check_anywhere, has_anywhere, own_organisation, scope
from mulin.tree.queries import nodes_within


def polls(request: HttpRequest) -> HttpResponse:
    """Ballots in reach, and one's own."""
    buttons = []
    if has_anywhere(request.user, permissions.MANAGE):
        buttons.append(Action(title=_("发起表决"), url=reverse("deliberation:open_poll"), icon="plus", primary=True))
    rows = queries.with_turnout(permissions.polls_visible_to(request.user))
    return render_list(request, POLLS, rows, extra={"actions": buttons})


def in_reach(request: HttpRequest, pk: int) -> Poll:
    """A ballot this person may see; 404 otherwise."""
    return get_object_or_404(permissions.polls_visible_to(request.user).select_related("paper"), pk=pk)


def managed(request: HttpRequest, pk: int) -> Poll:
    """A ballot this person runs."""
    found = in_reach(request, pk)
    permissions.manage_deliberation.check(request.user, found)
    return found


def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """One ballot."""
    return render(request, "deliberation/poll.html", poll_page(request.user, in_reach(request, pk)))


@require_http_methods(["GET", "POST"])
@once
def open_poll(request: HttpRequest) -> HttpResponse:
    """Open a ballot for the full members of an organisation."""
    check_anywhere(request.user, permissions.MANAGE)
    nodes = nodes_within(scope(request.user, permissions.MANAGE)).filter(kind__family="party").select_related("kind")
    terms = offered_terms(nodes, today())
    offered = [(key, name) for key, (name, _t) in terms.items()]
    form = OpenPollForm(
        request.POST or None,
        nodes=nodes,
        terms=offered,
        initial={"node": own_organisation(request.user, permissions.MANAGE)},
    )

    def act() -> None:
        given = form.cleaned_data
        choices = [one.strip() for one in given["choices"].replace("\n", "、").split("、") if one.strip()]
        new = actions.NewPoll(
            title=given["title"],
            text=given["text"],
            closes_on=given["closes_on"],
            items=[actions.Item(line.strip()[:120]) for line in given["items"].splitlines() if line.strip()],
            voter_ids=entitled_at(given["node"], today()),
            choices=choices,
            secret=given["secret"],
            terms=terms_named(terms, given["terms"], choices),
        )
        form.made = actions.open_poll(given["node"], new, by=signed_in(request))  # type: ignore[attr-defined]

    if carried_out(request, form, act):
        messages.success(request, _("已发起，有表决权的党员会在待办里看到"))
        return redirect("deliberation:poll", form.made.pk)  # type: ignore[attr-defined]
    context = {"form": form, "page_title": _("发起表决"), "submit_label": _("发起")}
    context |= {"cancel_url": reverse("deliberation:polls"), "trail": [(_("表决"), reverse("deliberation:polls"))]}
    return render(request, "form_page.html", context)


def about(poll: Poll, form: Form | None, title: str, **more: Any) -> dict[str, Any]:
    """The context of a form about a ballot."""
    page = reverse("deliberation:poll", args=[poll.pk])
    trail = [(_("表决"), reverse("deliberation:polls")), (poll.title, page)]
    return {"form": form, "page_title": title, "cancel_url": page, "trail": trail, "intro": poll.text, **more}


def asked(request: HttpRequest, poll: Poll, form: Form, act: Callable[[], Any], words: tuple[str, str]) -> HttpResponse:
    """Do what a form about a ballot asks and go to the ballot; ``words`` are the page's title and what was done."""
    return answered(request, form, act, about(poll, form, words[0], done=words[1]))


@require_http_methods(["GET", "POST"])
@once
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote, once."""
    found = in_reach(request, pk)
    if queries.voter_of(found, request.user) is None:
        raise Http404
    form = VoteForm(request.POST or None, poll=found, items=queries.items_of(found))
    if carried_out(request, form, lambda: actions.cast(found, form.answers(), by=signed_in(request))):
        messages.success(request, _("已投票。无记名表决不保存您选了什么。") if found.secret else _("已投票"))
        return redirect("deliberation:poll", pk)
    secret = _("无记名：系统只累加票数，不保存谁选了什么。投出后不能更改。")
    named = _("记名：系统保存您的选择。投出后不能更改。")
    context = about(found, form, found.title, submit_label=_("投票"))
    context["intro"] = f"{found.text} {secret if found.secret else named}".strip()
    return render(request, "form_page.html", context)


@require_http_methods(["GET", "POST"])
@once
def hand_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who was handed a paper ballot."""
    found = managed(request, pk)
    form = HandPaperForm(request.POST or None, poll=found)

    def act() -> None:
        actions.hand_paper(found, form.cleaned_data["members"], by=signed_in(request))

    return asked(request, found, form, act, (_("发放纸质票"), _("已登记")))


@require_http_methods(["GET", "POST"])
@once
def enter_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the counted paper ballots."""
    found = managed(request, pk)
    form = PaperForm(request.POST or None, poll=found, items=queries.items_of(found))

    def act() -> None:
        given = form.cleaned_data
        actions.enter_paper(
            found, returned=given["returned"], invalid=given["invalid"], counts=form.counts(), by=signed_in(request)
        )

    return asked(request, found, form, act, (_("录入纸质票"), _("已录入，请另一人核对确认")))


@require_POST
@once
def confirm_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the figures another person entered."""
    found = managed(request, pk)
    actions.confirm_paper(found, by=signed_in(request))
    messages.success(request, _("已确认"))
    return redirect("deliberation:poll", pk)


@require_http_methods(["GET", "POST"])
@once
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Count."""
    found = managed(request, pk)
    form = CloseForm(request.POST or None, initial={"present": queries.took_part(found)})

    def act() -> None:
        actions.close(found, present=form.cleaned_data["present"], by=signed_in(request))

    return asked(request, found, form, act, (_("计票"), _("已计票")))


@require_http_methods(["GET", "POST"])
@once
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """End without counting."""
    found = managed(request, pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.cancel(found, reason=form.cleaned_data["reason"], by=signed_in(request))

    return asked(request, found, form, act, (_("取消表决"), _("已取消")))
