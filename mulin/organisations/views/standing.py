"""Forms about what stands at a node, and the pages of one row."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.form_fields import to_keep
from mulin.foundation.form_pages import read_in_clear
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.organisations import actions, permissions, queries
from mulin.organisations.forms import (
    BrandForm,
    CloseForm,
    GuideForm,
    LifeForm,
    PopulationForm,
    PostForm,
    PremisesForm,
    SeatCorrectionForm,
    StaffForm,
    describing_form,
)
from mulin.organisations.models import Staff, Unit
from mulin.organisations.pages import one_of
from mulin.organisations.views.fetching import asked, node_in_reach, node_trail, row_in_reach
from mulin.tree.permissions import scope
from mulin.tree.queries import nodes_within

FORMS: dict[str, type[Any]] = {
    "premises": PremisesForm,
    "staff": StaffForm,
    "brand": BrandForm,
    "seat": SeatCorrectionForm,
    "life": LifeForm,
}
WORDS = {"premises": "阵地", "staff": "工作人员", "brand": "特色品牌"}


@require_http_methods(["GET", "POST"])
@once
def add(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Enter premises, a person in a post or a brand at a node."""
    node = node_in_reach(request, pk)
    permissions.manage_units.check(request.user, node)
    form = FORMS[name](request.POST or None)

    def act() -> None:
        actions.enter(queries.model_of(name)(node=node, **form.cleaned_data), by=signed_in(request))

    return asked(request, form, act, node, {"page_title": _("登记%(what)s") % {"what": WORDS[name]}})


def one(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One premises, person in a post or brand."""
    row = row_in_reach(request, name, pk)
    context = one_of(row, request.user, name) | {"trail": node_trail(row.node)}
    return render(request, "organisations/one.html", context)


@require_http_methods(["GET", "POST"])
@once
def correct(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Put fields of a row right."""
    row = row_in_reach(request, name, pk)
    permissions.manage_units.check(request.user, row)
    kind = FORMS[name]
    initial = {field: getattr(row, field) for field in kind.base_fields}
    form = kind(request.POST or None, initial=initial)

    def act() -> None:
        actions.correct(row, to_keep(form), by=signed_in(request))

    return asked(request, form, act, row.node, {"page_title": _("更正%(what)s") % {"what": row.name}})


@require_http_methods(["GET", "POST"])
@once
def close(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """End a row as of a day."""
    row = row_in_reach(request, name, pk)
    permissions.manage_units.check(request.user, row)
    form = CloseForm(request.POST or None)

    def act() -> None:
        actions.close(row, by=signed_in(request), **form.cleaned_data)

    return asked(request, form, act, row.node, {"page_title": _("终止%(what)s") % {"what": row.name}})


@require_http_methods(["GET", "POST"])
@once
def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person another post."""
    row = row_in_reach(request, "staff", pk)
    permissions.manage_units.check(request.user, row)
    nodes = nodes_within(scope(request.user, "units.manage"))
    form = PostForm(request.POST or None, initial={"node": row.node.code, "post": row.post}, nodes=nodes)

    def act() -> None:
        actions.change_post(row, by=signed_in(request), **form.cleaned_data)

    return asked(request, form, act, row.node, {"page_title": _("调整%(what)s的岗位") % {"what": row.name}})


@require_http_methods(["GET", "POST"])
def staff_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The phone of a person in a post in clear, after saying why."""
    row = row_in_reach(request, "staff", pk)
    return phone_in_clear(request, row, row.name, reverse("organisations:staff_one", args=[pk]))


@require_http_methods(["GET", "POST"])
def unit_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The phone of a unit in clear, after saying why."""
    node = node_in_reach(request, pk)
    return phone_in_clear(request, get_object_or_404(Unit, node=node), node.name, reverse("web:node", args=[pk]))


def phone_in_clear(request: HttpRequest, row: Staff | Unit, name: str, back: str) -> HttpResponse:
    """Ask why, then show it once."""
    permissions.manage_units.check(request.user, row)
    page = {"page_title": _("查看完整电话"), "intro": name, "cancel_url": back, "trail": [(name, back)]}
    by = signed_in(request)
    return read_in_clear(request, lambda why: actions.read_phone(row, reason=why, by=by), _("电话"), page)


@require_http_methods(["GET", "POST"])
@once
def name_guide(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the party guide of a node."""
    node = node_in_reach(request, pk)
    permissions.manage_units.check(request.user, node)
    form = GuideForm(request.POST or None)

    def act() -> None:
        actions.name_guide(node, by=signed_in(request), **form.cleaned_data)

    return asked(request, form, act, node, {"page_title": _("明确党建指导员")})


@require_http_methods(["GET", "POST"])
@once
def count_population(request: HttpRequest, pk: int) -> HttpResponse:
    """Write how many people live in a place."""
    node = node_in_reach(request, pk)
    permissions.manage_units.check(request.user, node)
    form = PopulationForm(request.POST or None, instance=queries.live_population(node))

    def act() -> None:
        figures = dict(form.cleaned_data)
        actions.count_population(node, figures, on=figures.pop("on"), by=signed_in(request))

    return asked(request, form, act, node, {"page_title": _("登记人口")})


@require_http_methods(["GET", "POST"])
@once
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what is known of a node."""
    node = node_in_reach(request, pk)
    permissions.manage_units.check(request.user, node)
    model, kind = describing_form(node)
    form = kind(request.POST or None, instance=queries.details_of(node))

    def act() -> None:
        actions.describe(node, model, to_keep(form), by=signed_in(request))

    return asked(request, form, act, node, {"page_title": _("填写信息")})
