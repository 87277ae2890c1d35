"""Forms that change the tree: found, rename, move, merge, split, dissolve."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.organisations.actions import found_unit, split_into
from mulin.organisations.forms import DissolveForm, FoundForm, MergeForm, MoveForm, RenameForm, SplitForm
from mulin.organisations.views.fetching import asked, node_in_reach
from mulin.tree import actions as tree
from mulin.tree.choices import Family
from mulin.tree.permissions import has_anywhere, manage_nodes, scope
from mulin.tree.queries import children_on, nodes_within

LISTS = {Family.TERRITORY.value: "places", Family.PARTY.value: "organisations", Family.UNIT.value: "units"}


@require_http_methods(["GET", "POST"])
@once
def found(request: HttpRequest, family: str) -> HttpResponse:
    """A new place, party organisation or unit."""
    if family not in LISTS:
        raise Http404
    word = "units.manage" if family == Family.UNIT else "nodes.manage"
    if not has_anywhere(request.user, word):
        raise Refused(_("您没有新建的权限，请联系上级管理员"))
    form = FoundForm(request.POST or None, families=[family], nodes=nodes_within(scope(request.user, "nodes.view")))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        reason, kind = given.pop("reason"), given.pop("kind")
        new = tree.NewNode(kind=kind.pk, **given)
        try:
            is_unit = family == Family.UNIT
            made = (
                found_unit(new, {}, reason=reason, by=signed_in(request))
                if is_unit
                else tree.found(new, reason=reason, by=signed_in(request))
            )
            return redirect("web:node", pk=made.pk)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    back = reverse(f"organisations:{LISTS[family]}")
    context = {"form": form, "page_title": _("新建%(what)s") % {"what": Family(family).label}, "cancel_url": back}
    return render(request, "form_page.html", context)


@require_http_methods(["GET", "POST"])
@once
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name."""
    node = node_in_reach(request, pk)
    manage_nodes.check(request.user, node)
    form = RenameForm(request.POST or None, initial={"name": node.name})
    return asked(
        request,
        form,
        lambda: tree.rename(node, by=signed_in(request), **form.cleaned_data),
        node,
        {"page_title": _("更名")},
    )


@require_http_methods(["GET", "POST"])
@once
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another superior, or another place."""
    node = node_in_reach(request, pk)
    manage_nodes.check(request.user, node)
    form = MoveForm(request.POST or None, nodes=nodes_within(scope(request.user, "nodes.manage")))

    def act() -> None:
        given = dict(form.cleaned_data)
        tree.move(node, given.pop("target"), by=signed_in(request), **given)

    return asked(request, form, act, node, {"page_title": _("调整隶属或坐落")})


@require_http_methods(["GET", "POST"])
@once
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge this node into another of its kind."""
    node = node_in_reach(request, pk)
    manage_nodes.check(request.user, node)
    peers = nodes_within(scope(request.user, "nodes.manage")).filter(kind=node.kind).exclude(pk=node.pk)
    form = MergeForm(request.POST or None, nodes=peers)

    def act() -> None:
        given = dict(form.cleaned_data)
        tree.merge([node], given.pop("target"), by=signed_in(request), **given)

    return asked(request, form, act, node, {"page_title": _("并入")})


@require_http_methods(["GET", "POST"])
@once
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Split this node into two to five new ones."""
    node = node_in_reach(request, pk)
    manage_nodes.check(request.user, node)
    children = list({tie.node_id: tie.node for tie in children_on(node, today())}.values())
    form = SplitForm(request.POST or None, children=children)

    def act() -> None:
        given = form.cleaned_data
        split_into(
            node, given["names"], form.assignments(), on=given["on"], reason=given["reason"], by=signed_in(request)
        )

    return asked(request, form, act, node, {"page_title": _("拆分")})


@require_http_methods(["GET", "POST"])
@once
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """End this node."""
    node = node_in_reach(request, pk)
    manage_nodes.check(request.user, node)
    form = DissolveForm(request.POST or None)
    return asked(
        request,
        form,
        lambda: tree.dissolve(node, by=signed_in(request), **form.cleaned_data),
        node,
        {"page_title": _("撤销")},
    )
