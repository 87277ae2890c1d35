"""Pages of programmes: what is in force where, the readable regulation, parameters, publishing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.programmes import actions, pages, permissions, queries
from mulin.programmes.forms import AdoptionForm, ParametersForm
from mulin.programmes.models import Programme
from mulin.programmes.pages import PROGRAMMES, parameter_words
from mulin.tree.permissions import check_anywhere, has_anywhere, scope, view_nodes
from mulin.tree.queries import nodes_within


def in_reach(request: HttpRequest, pk: int) -> Programme:
    """A programme this person may read; 404 otherwise."""
    return get_object_or_404(queries.visible_to(request.user), pk=pk)


def programmes(request: HttpRequest) -> HttpResponse:
    """Where which edition is in force, or being prepared."""
    actions_ = []
    if has_anywhere(request.user, "programmes.manage"):
        actions_.append(Action(title=_("实施制度"), url=reverse("programmes:adopt"), icon="plus", primary=True))
    return render_list(request, PROGRAMMES, queries.visible_to(request.user), extra={"actions": actions_})


def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme: basis, parameters, phases."""
    found = in_reach(request, pk)
    pack = queries.stored_pack(found.edition_id)
    values = queries.parameters_of(found)
    context = {
        "programme": found,
        "pack": pack,
        "sees_node": view_nodes.allows(request.user, found.node),
        "parameters": [(one, parameter_words(values[one.id])) for one in pack.parameters],
        "phases": pack.phases,
        "against": permissions.manage_programmes.reason_against(request.user, found.node),
        "page_title": str(found.edition),
        "trail": [(_("制度实施"), reverse("programmes:programmes"))],
    }
    return render(request, "programmes/programme.html", context)


def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """An installed edition as a readable text, every clause with its source."""
    found = get_object_or_404(queries.editions_visible_to(request.user), pk=pk)
    pack = queries.stored_pack(found.pk)
    context = {
        "edition": found,
        "chapters": pages.chapters(pack),
        "identifiers": pages.identifiers(pack),
        "page_title": str(found),
        "trail": [(_("制度实施"), reverse("programmes:programmes"))],
    }
    return render(request, "programmes/edition.html", context)


@require_http_methods(["GET", "POST"])
@once
def adopt(request: HttpRequest) -> HttpResponse:
    """Prepare an edition for a node."""
    check_anywhere(request.user, "programmes.manage")
    nodes = nodes_within(scope(request.user, "programmes.manage")).filter(kind__family="territory").order_by("path")
    form = AdoptionForm(request.POST or None, editions=queries.editions_visible_to(request.user), nodes=nodes)
    if request.method == "POST" and form.is_valid():
        made = actions.adopt(by=signed_in(request), **form.cleaned_data)
        messages.success(request, _("已拟定，填好参数后发布。"))
        return redirect("programmes:programme", pk=made.pk)
    context = {
        "form": form,
        "page_title": _("实施制度"),
        "submit_label": _("保存"),
        "cancel_url": reverse("programmes:programmes"),
    }
    return render(request, "form_page.html", context)


@require_http_methods(["GET", "POST"])
@once
def parameters(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in the blanks of the document."""
    found = in_reach(request, pk)
    permissions.manage_programmes.check(request.user, found.node)
    form = ParametersForm.for_programme(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_parameters(found, form.cleaned_data, by=signed_in(request))
        messages.success(request, _("参数已保存。正在进行的评定仍按开始时的参数。"))
        return redirect("programmes:programme", pk=pk)
    context = {
        "form": form,
        "page_title": _("设置参数"),
        "submit_label": _("保存参数"),
        "cancel_url": reverse("programmes:programme", args=[pk]),
        "trail": [(str(found.edition), reverse("programmes:programme", args=[pk]))],
    }
    return render(request, "form_page.html", context)


@require_POST
@once
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it in force."""
    actions.publish(in_reach(request, pk), by=signed_in(request))
    messages.success(request, _("已发布实施。"))
    return redirect("programmes:programme", pk=pk)
