"""What begins a transfer: of one member, of many, of one from outside; or what a member asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.relations import forms, permissions
from mulin.relations.actions import transfers
from mulin.relations.actions.transfers.outside import OutsideLetter
from mulin.relations.actions.transfers.starting import home_of
from mulin.relations.queries.clauses import transfer_terms
from mulin.relations.queries.nodes import members_at, party_nodes, places
from mulin.relations.views.fetching import about, member_in_reach, own_or_managed, refuse_for
from mulin.tree.permissions import check_anywhere

MANAGE = permissions.MANAGE


@require_http_methods(["GET", "POST"])
@once
def start(request: HttpRequest, member: int) -> HttpResponse:
    """Start the transfer of a member: the questions, the suggestion, the target, the letter."""
    found = member_in_reach(request, member)
    source = home_of(found)
    permissions.manage_relations.check(request.user, source)
    terms = transfer_terms(source, today())
    table = terms.table.clause if terms.table is not None else None
    form = forms.StartForm(request.POST or None, targets=party_nodes(), latest=terms.latest(today()), table=table)
    context = about(found, _("转接组织关系")) | {"has_table": table is not None, "submit_label": _("发起转接")}
    if request.method == "POST" and "suggest" in request.POST:
        form.is_valid()
        suggestion = terms.suggestion(form.answers())
        fresh = forms.StartForm(
            initial={name: request.POST.get(name) for name in form.fields},
            targets=party_nodes(), latest=terms.latest(today()), table=table,
        )  # fmt: skip
        return render(
            request, "relations/start.html", context | {"form": fresh, "suggestion": suggestion, "asked": True}
        )

    def act() -> str:
        answers = form.answers()
        given = {name: form.cleaned_data[name] for name in forms.LetterForm.base_fields}
        made = transfers.start(found, transfers.Wish(answers=answers, **given), by=signed_in(request))
        return reverse("relations:transfer", args=[made.pk])

    return answered(request, form, act, context, "relations/start.html")


@require_http_methods(["GET", "POST"])
@once
def ask(request: HttpRequest, member: int) -> HttpResponse:
    """A member asks for a transfer."""
    found = member_in_reach(request, member)
    refuse_for(own_or_managed(request.user, found))
    form = forms.AskForm(request.POST or None)

    def act() -> str:
        made = transfers.ask(found, by=signed_in(request), **form.cleaned_data)
        return reverse("relations:transfer", args=[made.pk])

    return answered(request, form, act, about(found, _("申请转接组织关系")))


@require_http_methods(["GET", "POST"])
@once
def start_many(request: HttpRequest) -> HttpResponse:
    """Members of one organisation go to another together."""
    check_anywhere(request.user, MANAGE)
    form = forms.BatchForm(request.POST or None, sources=party_nodes(request.user, MANAGE), targets=party_nodes())

    def act() -> str:
        given = dict(form.cleaned_data)
        source = given.pop("source")
        members = members_at(source, given.pop("names"))
        batch = transfers.start_many(members, source, transfers.Wish(**given), by=signed_in(request))
        return reverse("relations:batch", args=[batch.pk])

    back = reverse("relations:transfers")
    return answered(request, form, act, {"page_title": _("批量转接"), "cancel_url": back})


@require_http_methods(["GET", "POST"])
@once
def from_outside(request: HttpRequest) -> HttpResponse:
    """A member from outside with a letter."""
    check_anywhere(request.user, MANAGE)
    form = forms.OutsideForm(
        request.POST or None, targets=party_nodes(request.user, MANAGE), places=places(request.user)
    )

    def act() -> str:
        given = form.cleaned_data
        letter = OutsideLetter(given["source"], given["number"], given["issued_on"], given["valid_until"])
        made = transfers.receive_from_outside(
            form.person(), letter, given["target"], residence=given["residence"], by=signed_in(request)
        )
        return reverse("relations:transfer", args=[made.pk])

    back = reverse("relations:transfers")
    return answered(request, form, act, {"page_title": _("区外转入"), "cancel_url": back})
