"""Pages of messages: fetch, act, answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.queries import with_tie_names
from mulin.notices import actions, forms, pages, queries
from mulin.notices.actions.printing import print_cards
from mulin.papers.actions import Printed
from mulin.tree.permissions import check_anywhere, held_by, own_organisation, scope
from mulin.tree.queries import nodes_within


def inbox(request: HttpRequest) -> HttpResponse:
    """One's own messages."""
    found = list(queries.inbox(request.user).order_by("-pk")[: pages.SHOWN])
    return render(request, "notices/inbox.html", pages.inbox_context(found, request.user))


@require_POST
@once
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one, and go where it leads."""
    found = get_object_or_404(queries.inbox(request.user), pk=pk)
    actions.mark_read(found, by=signed_in(request))
    return redirect(found.url or reverse("notices:inbox"))


@require_POST
@once
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything has been seen."""
    actions.mark_all_read(by=signed_in(request))
    return redirect("notices:inbox")


@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    """Who is late in which list."""
    check_anywhere(request.user, "notices.remind")
    found = {key: late_others(request.user, one) for key, one in queries.LATE.items()}
    return render(request, "parts_page.html", pages.reminders_page(found))


def late_others(user: Any, listed: queries.LateList) -> list[queries.Late]:
    """Those late in a list, without the organisations one answers for oneself."""
    own = {held.node_id for held in held_by(user)}
    return [one for one in listed.read(user) if one.node.pk not in own]


@require_http_methods(["GET", "POST"])
@once
def remind(request: HttpRequest, key: str) -> HttpResponse:
    """Remind those who are late in a list."""
    check_anywhere(request.user, "notices.remind")
    found = queries.LATE.get(key)
    if found is None:
        raise Http404
    late = late_others(request.user, found)
    if not late:
        return render(request, "parts_page.html", pages.nobody_late(found))
    form = forms.RemindForm(request.POST or None, choices=pages.late_choices(late))
    return answered(
        request,
        form,
        lambda: actions.remind(key, form.cleaned_data["nodes"], form.cleaned_data["text"], by=signed_in(request)),
        pages.remind_page(found) | {"done": _("已发出催办")},
    )


def birthdays(request: HttpRequest) -> HttpResponse:
    """Political birthdays of those whom this person's organisations lead."""
    check_anywhere(request.user, "notices.greet")
    rows = with_tie_names(queries.members_greeted_by(request.user), today())  # type: ignore[arg-type]
    month = request.GET.get("month", "") or str(today().month)
    steps = [Action(title=_("改寄语"), url=reverse("notices:greeting_text"), icon="edit")]
    if month.isdecimal() and queries.born_in(request.user, int(month)).exists():
        url = f"{reverse('notices:cards')}?month={month}"
        steps.insert(0, Action(title=_("打印本月贺卡"), url=url, icon="printer"))
    return render_list(request, pages.BIRTHDAYS, rows, extra={"actions": steps})


@require_http_methods(["GET", "POST"])
@once
def greeting_text(request: HttpRequest) -> HttpResponse:
    """Choose the words of an organisation."""
    check_anywhere(request.user, "notices.greet")
    nodes = nodes_within(scope(request.user, "notices.greet")).filter(kind__family="party")
    form = forms.GreetingForm(
        request.POST or None, nodes=nodes, initial={"node": own_organisation(request.user, "notices.greet")}
    )
    return answered(
        request,
        form,
        lambda: actions.change_text(form.cleaned_data["node"], form.cleaned_data["text"], by=signed_in(request)),
        {"page_title": _("政治生日寄语"), "cancel_url": reverse("notices:birthdays")},
    )


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The greeting card of one member."""
    found = get_object_or_404(queries.members_greeted_by(request.user), pk=pk)
    return download(print_cards([found], by=signed_in(request)))


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """The greeting cards of a month."""
    check_anywhere(request.user, "notices.greet")
    month = request.GET.get("month", "")
    wanted = int(month) if month in dict(pages.MONTHS) else today().month
    return download(print_cards(queries.born_in(request.user, wanted).order_by("name", "pk"), by=signed_in(request)))


def download(printed: Printed) -> HttpResponse:
    """A PDF to be saved."""
    response = HttpResponse(printed.content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, printed.name)
    response["Cache-Control"] = "private, no-store"
    return response
