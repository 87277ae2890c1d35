"""Every list page of the product: declared in a domain's ``pages.py``, drawn here.

    MEMBERS = ListPage(
        name="members",
        title=_("党员"),
        columns=(
            Column(title=_("姓名"), value="name", link=to("members:member")),
            Column(title=_("所在支部"), value="home__name"),
            Column(title=_("状态"), value="state", kind="light"),
        ),
        order=("name", "id"),
        filters=(Search(apply=matching_name), Choice(name="category", title=_("类别"), choices=Category.choices)),
        export_kind="members",
    )

    def members(request):
        return render_list(request, MEMBERS, members_visible_to(request.user).select_related("home"))

One query a page whatever its length; keyset paging; the same rows as table, as cards on a phone and on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise

from mulin.foundation.clock import today
from mulin.foundation.list_filters import Choice, Control, DateRange, Filter, NodeChoice, Search
from mulin.foundation.list_paging import read_slice
from mulin.foundation.list_rows import Column, rows_html, step_to, to
from mulin.foundation.list_waiting import waiting_filters

__all__ = [
    "Choice", "Column", "DateRange", "EmptyState", "Filter", "ListPage", "NodeChoice", "Order", "Search",
    "narrowed", "render_list", "step_to", "to",
]  # fmt: skip

PRINTED_ROWS = 2000
_NOT_PART_OF_A_SELECTION = {"after", "before", "print"}


@dataclass(frozen=True)
class EmptyState:
    """What a list says when it has no row: a heading, a sentence, and the next step."""

    title: str | Promise = ""
    text: str | Promise = ""
    action: str | Promise = ""
    url_name: str = ""


@dataclass(frozen=True)
class Order:
    """Another order a person may choose, e.g. ``Order("date", _("最近的在前"), ("-held_on", "-id"))``."""

    name: str
    title: str | Promise
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list page.

    ``order`` is the keyset: one direction, never empty, unique at its end; give it an index. ``orders`` are
    further orders to choose from. ``export_kind`` and ``import_kind`` are KINDs of workbooks; ``export_url`` is for a
    list whose rows leave by an address of their own. ``linked`` are filters that stand here only when a link brings
    their answer along.
    """

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    orders: tuple[Order, ...] = ()
    filters: tuple[Filter, ...] = ()
    linked: tuple[Filter, ...] = ()
    export_kind: str = ""
    import_kind: str = ""
    empty: EmptyState = field(default_factory=EmptyState)
    page_size: int = 50
    template: str = "lists/page.html"


def render_list(
    request: HttpRequest, page: ListPage, queryset: QuerySet, *, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The list as a page, as a fragment for htmx, or with ``?print=1`` as up to 2,000 rows for paper.

    ``queryset`` holds what the person may see; instances or ``values()``. ``extra`` adds to the template's context:
    ``trail``, ``actions`` (see ``page_parts.Action``), ``may_import=False``, ``export_url`` and so on.
    """
    filters = filters_of(request, page)
    controls = [one.read(request) for one in filters]
    for one, control in zip(filters, controls, strict=True):
        queryset = one.narrow(queryset, control)
    order = _chosen_order(request, page)
    context = _frame(request, page, controls) | dict(extra or {})
    if request.GET.get("print") == "1":
        return _printed(request, page, queryset.order_by(*order), context)
    part = read_slice(queryset, order, request.GET, page.page_size)
    context |= {
        "rows": rows_html(page.columns, part.rows),
        "row_count": len(part.rows),
        "next_url": _address(request, page, after=part.after),
        "previous_url": _address(request, page, before=part.before),
    }
    is_fragment = request.headers.get("HX-Target") == "list"
    response = render(request, "lists/fragment.html" if is_fragment else page.template, context)
    patch_vary_headers(response, ["HX-Target"])
    return response


def filters_of(request: HttpRequest, page: ListPage) -> tuple[Filter, ...]:
    """The filters of the list at this address."""
    linked = (one for one in page.linked if request.GET.get(one.name))
    return (*page.filters, *linked, *waiting_filters(request, page.name))


def narrowed(request: HttpRequest, page: ListPage, queryset: QuerySet) -> QuerySet:
    """The rows that the list at this address shows, all of them, in its order: what its workbook holds."""
    for one in filters_of(request, page):
        queryset = one.narrow(queryset, one.read(request))
    return queryset.order_by(*_chosen_order(request, page))


def _printed(request: HttpRequest, page: ListPage, queryset: QuerySet, context: dict[str, Any]) -> HttpResponse:
    rows = list(queryset[: PRINTED_ROWS + 1])
    context |= {
        "rows": rows_html(page.columns, rows[:PRINTED_ROWS]),
        "row_count": min(len(rows), PRINTED_ROWS),
        "is_cut": len(rows) > PRINTED_ROWS,
        "printed_rows": PRINTED_ROWS,
        "today": today(),
    }
    return render(request, "lists/print.html", context)


def _frame(request: HttpRequest, page: ListPage, controls: Sequence[Control]) -> dict[str, Any]:
    """Everything around the rows."""
    return {
        "page": page,
        "page_title": page.title,
        "controls": controls,
        "order_options": _order_options(request, page),
        "is_filtered": any(control.is_narrowed for control in controls),
        "has_long_choice": any(control.kind == "node" for control in controls),
        "list_url": request.path,
        "print_url": f"{request.path}?{_query(request, page, print='1')}",
        "export_url": _workbook_address("web:export", page.export_kind, _query(request, page)),
        "import_url": _workbook_address("web:import", page.import_kind, ""),
        "may_import": True,
        "empty_url": reverse(page.empty.url_name) if page.empty.url_name else "",
    }


def _chosen_order(request: HttpRequest, page: ListPage) -> tuple[str, ...]:
    asked = request.GET.get("order")
    return next((order.keys for order in page.orders if order.name == asked), page.order)


def _order_options(request: HttpRequest, page: ListPage) -> list[tuple[str, str, bool]]:
    asked = request.GET.get("order")
    return [(order.name, str(order.title), order.name == asked) for order in page.orders]


def _workbook_address(url_name: str, kind: str, query: str) -> str:
    """The address of a workbook of this KIND with the same filters; none where the product has no such page."""
    if not kind:
        return ""
    try:
        address = reverse(url_name, args=[kind])
    except NoReverseMatch:
        return ""
    return f"{address}?{query}" if query else address


def _query(request: HttpRequest, page: ListPage, **more: str) -> str:
    """The selection as a query string: the place in the list left out, and empty answers that mean nothing."""
    telling = {one.name for one in page.filters if isinstance(one, Choice) and one.default}
    asked = [(name, value) for name, value in request.GET.items() if name not in _NOT_PART_OF_A_SELECTION]
    kept = [(name, value) for name, value in asked if value or name in telling]
    return urlencode([*kept, *more.items()])


def _address(request: HttpRequest, page: ListPage, **cursor: str) -> str:
    return f"{request.path}?{_query(request, page, **cursor)}" if all(cursor.values()) else ""
