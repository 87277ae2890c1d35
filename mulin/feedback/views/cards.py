"""Cards: prepare, evaluate one by one or on one page, write one's own view, issue."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mulin.feedback import actions, forms, pages
from mulin.feedback.actions import Evaluation
from mulin.feedback.choices import State
from mulin.feedback.models import Feedback
from mulin.feedback.permissions import feedbacks_visible_to, reason_against_own_view, write_feedback
from mulin.feedback.views.fetching import asked_number, card_in_reach, community_in_reach, nothing, received
from mulin.foundation.doings import Doing, form_view, press_view
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.permissions import oneself
from mulin.tree.permissions import check_anywhere, has_anywhere, scope
from mulin.tree.queries import nodes_within


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """Cards of communities in reach, and one's own."""
    buttons = []
    found = feedbacks_visible_to(request.user)
    if has_anywhere(request.user, write_feedback.word):
        buttons = [
            Action(title=_("准备反馈卡"), url=reverse("feedback:prepare"), icon="plus", primary=True),
            Action(title=_("持证报到"), url=reverse("feedback:reporting"), icon="id-badge-2"),
        ]
    buttons += [*pages.own_node_buttons(request.user), *pages.batch_buttons(request.user, found)]
    may_import = has_anywhere(request.user, "sheets.import") and has_anywhere(request.user, write_feedback.word)
    extra = {"actions": buttons, "may_import": may_import}
    return render_list(request, pages.CARDS, found, extra=extra)


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card; where the QR code of the paper leads. Who only received it is led to it as it was delivered."""
    found = feedbacks_visible_to(request.user).filter(pk=pk).first()
    if found is None:
        return redirect("feedback:delivery", pk=received(request, pk).pk)
    actions.open_own(found, by=signed_in(request))
    return render(request, "parts_page.html", pages.card_page(request.user, found))


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's own cards."""
    return render(request, "parts_page.html", pages.mine_page(oneself(request.user)))


def writers(request: HttpRequest, _thing: Any) -> None:
    """For those who write for some community."""
    check_anywhere(request.user, write_feedback.word)


def writes_card(request: HttpRequest, found: Feedback) -> None:
    """For those who write for the card's community."""
    write_feedback.check(request.user, found)


def oneself_alone(request: HttpRequest, found: Feedback) -> None:
    """For the member, before the card is issued."""
    reason = reason_against_own_view(request.user, found)
    if reason:
        raise Refused(reason)


def to_card(_request: HttpRequest, found: Feedback) -> str:
    """Back to the card."""
    return reverse("feedback:card", args=[found.pk])


def to_cards(_request: HttpRequest, _found: Any) -> str:
    """Back to the list."""
    return reverse("feedback:cards")


def prepare_cards(request: HttpRequest, _thing: Any, given: dict[str, Any]) -> None:
    """Prepare what the form says."""
    actions.prepare(given["node"], forms.half_named(given["half"]), by=signed_in(request))


def evaluate_form(request: HttpRequest, found: Feedback) -> Any:
    """What is written already comes back."""
    initial = {"opinion": found.opinion, "version": found.version, **found.marks}
    return forms.EvaluateForm(request.POST or None, card=found, initial=initial)


def evaluate_card(request: HttpRequest, found: Feedback, given: dict[str, Any]) -> None:
    """Write one evaluation."""
    marks = {name: value for name, value in given.items() if name not in ("opinion", "version")}
    said = Evaluation(given["opinion"], marks, given["version"])
    actions.evaluate({found.pk: said}, by=signed_in(request))


prepare = form_view(
    Doing(
        title=gettext_lazy("准备反馈卡"),
        find=nothing,
        form=lambda request, _thing: forms.PrepareForm(
            request.POST or None, nodes=nodes_within(scope(request.user, write_feedback.word))
        ),
        act=prepare_cards,
        back=to_cards,
        allow=writers,
        intro=lambda _thing: _("按期末居住的社区，为全部应反馈的党员各备一张；已有的不会重复。"),
        words=gettext_lazy("反馈卡已备好"),
    )
)
evaluate = form_view(
    Doing(
        title=gettext_lazy("评议"),
        find=card_in_reach,
        form=evaluate_form,
        act=evaluate_card,
        back=to_card,
        allow=writes_card,
        intro=str,
    )
)
own_view = form_view(
    Doing(
        title=gettext_lazy("我的自评"),
        find=card_in_reach,
        form=lambda request, found: forms.OwnViewForm(request.POST or None, initial={"text": found.own_view}),
        act=lambda request, found, given: actions.give_own_view(found, given["text"], by=signed_in(request)),
        back=to_card,
        allow=oneself_alone,
        intro=lambda found: found.period.name,
    )
)
issue = press_view(
    card_in_reach,
    lambda request, found: actions.issue([found.pk], by=signed_in(request)),
    to_card,
    gettext_lazy("已发出"),
    writes_card,
)
issue_again = form_view(
    Doing(
        title=gettext_lazy("重发新版"),
        find=card_in_reach,
        form=lambda request, _card: forms.ReasonForm(request.POST or None),
        act=lambda request, found, given: actions.issue_again(found, by=signed_in(request), **given),
        back=to_card,
        allow=writes_card,
        intro=lambda _card: _("按现在的内容再发一版；已发出的版本照原样保留。"),
        words=gettext_lazy("新版已发出"),
    )
)


@require_http_methods(["GET", "POST"])
@once
def table(request: HttpRequest, pk: int, half: Any) -> HttpResponse:
    """Evaluate the cards of a community and half-year on one page, and issue them all when it says so."""
    community = community_in_reach(request, pk)
    write_feedback.check(request.user, community)
    found = pages.Table(community, half)
    form = forms.UsualForm(request.POST or None, aspects=found.aspects, marks=found.marks)
    number = asked_number(request, "page", 0)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        usual = Evaluation(given.pop("opinion"), {name: mark for name, mark in given.items() if mark})
        try:
            messages.success(request, save_table(request, found, usual))
            return redirect(request.get_full_path())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return render(request, "feedback/table.html", pages.table_page(request.user, found, form, number))


def save_table(request: HttpRequest, found: pages.Table, usual: Evaluation) -> str:
    """Write what the page says; issue every evaluated card where that was the button."""
    by = signed_in(request)
    written = actions.evaluate(found.said(request.POST, usual), by=by)
    if request.POST.get("verb") != "issue":
        return _("已评议 %(number)d 张。") % {"number": len(written)}
    shown = [one.pk for one in found.cards]
    ready = feedbacks_visible_to(request.user).filter(pk__in=shown, state=State.EVALUATED)
    sent = actions.issue(ready.values_list("pk", flat=True), by=by)
    return _("已评议 %(written)d 张，发出 %(sent)d 张。") % {"written": len(written), "sent": len(sent)}
