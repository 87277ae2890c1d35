"""The street at a glance: figures read from stored rows, each with the address of exactly its rows."""

import dataclasses
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.assessments.models import Proposal, Rectification, Veto
from mulin.assessments.queries.kept import proposals
from mulin.duties.queries import visible
from mulin.foundation.clock import today
from mulin.foundation.page_parts import Chart, Series, TreeItem
from mulin.foundation.points import for_the_eye
from mulin.tree.permissions import scope
from mulin.web.queries.owing import LATE
from mulin.web.queries.todos import counted_nodes

GRADES = (("demonstration", "示范型"), ("standard", "标准型"), ("", "未达标"))


def address(name: str, **query: str) -> str:
    """A page with its filters."""
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def tiles(user: Any) -> list[tuple[str, int, str, str]]:
    """Title, number, address of exactly those rows, tone."""
    day = today()
    states = visible(scope(user, "duties.view", "node__")).filter(excused=False, due__gte=day - LATE)
    numbers = states.aggregate(
        late=Count("pk", filter=Q(met_on__isnull=True, due__lt=day)),
        soon=Count("pk", filter=Q(met_on__isnull=True, due__gte=day)),
    )
    since = (day - LATE).isoformat()
    ordered = Rectification.objects.filter(scope(user, "assessments.view", "holding__subject__"))
    vetoes = Veto.objects.filter(scope(user, "assessments.view", "subject__"), lifted_at__isnull=True)
    vetoes = vetoes.filter(Q(until__isnull=True) | Q(until__gt=day))
    return [
        (_("逾期事项"), numbers["late"], address("duties:duties", state="overdue", due_from=since), "bad"),
        (_("待办事项"), numbers["soon"], address("duties:duties", state="due", due_from=since), "attention"),
        (
            _("整改中"),
            ordered.filter(state__in=("ordered", "reported")).count(),
            address("assessments:rectifications"),
            "attention",
        ),
        (_("一票否决"), vetoes.count(), address("assessments:vetoes"), "bad"),
    ]


def grades_by_kind(user: Any) -> list[tuple[str, str, dict[str, int]]]:
    """For each kind of subject how many stand at which proposed grade."""
    rows = (
        proposals(scope(user, "assessments.view", "subject__"))
        .order_by()
        .values_list("subject__kind", "subject__kind__name", "subject__kind__order", "grade")
        .annotate(number=Count("pk"))
    )
    found: dict[tuple[int, str, str], dict[str, int]] = defaultdict(dict)
    for kind, name, order, grade, number in rows:
        found[order, kind, name][grade] = number
    return [(kind, name, found[order, kind, name]) for order, kind, name in sorted(found)]


def grade_chart(user: Any) -> Chart | None:
    """The proposed grades of each kind as bars that lead to their rows."""
    counted = grades_by_kind(user)
    if not counted:
        return None
    series = [
        Series(
            words,
            [numbers.get(grade, 0) for _, _, numbers in counted],
            [address("assessments:assessments", kind=kind, level=grade or "none") for kind, _, _ in counted],
        )
        for grade, words in GRADES
    ]
    return Chart(
        name="grades",
        title=_("各类对象的测算等级"),
        labels=[name for _, name, _ in counted],
        series=series,
        kind="bar",
        unit=_("个"),
        stacked=True,
    )


def tree(user: Any) -> list[TreeItem]:
    """Places with their light and what stands in or under them; one query. The uppermost are open."""
    rows = list(proposals(scope(user, "assessments.view", "subject__")).select_related("subject__kind"))
    rows.sort(key=lambda row: (row.subject.kind.order, row.subject.code))
    items = {row.subject_id: item_of(row) for row in rows}
    tops: list[TreeItem] = []
    for row in rows:
        above = [int(part) for part in row.subject.place_path.strip("/").split("/")][:-1]
        parent = next((items[one] for one in reversed(above) if one in items), None)
        (parent.children if parent else tops).append(items[row.subject_id])
    return [dataclasses.replace(top, is_open=True) for top in tops]


def item_of(row: Proposal) -> TreeItem:
    """A subject with its proposed grade and its points."""
    return TreeItem(
        title=row.subject.name,
        url=reverse("web:node", args=[row.subject_id]),
        light=row.grade or "failed",
        note=_("%s 分") % for_the_eye(row.total),
    )


def places(user: Any) -> list[tuple[str, int, str]]:
    """How many places of each kind, with the list of exactly those."""
    territory = {"street", "community", "grid", "compound", "block", "building", "circle"}
    return [
        (name, number, address("organisations:places", kind=code))
        for code, name, number in counted_nodes(user)
        if code in territory
    ]
