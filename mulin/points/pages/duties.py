"""Where the duties to register, publish and review points are done, and what counts for them."""

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.duties.models import DutyState
from mulin.duties.pages import doing
from mulin.points.choices import MONTHS, REVIEWS, SHEETS
from mulin.points.models import MonthRegister
from mulin.points.permissions import (
    manage_points,
    nodes_in_reach,
    publish_points,
    reviews_visible_to,
    sheets_visible_to,
)
from mulin.rulebook.schema.duties import Duty

Shown = Iterable[tuple[str, str]]


def register_page(user: Any, state: DutyState, clause: Duty) -> str:
    """The register of the month; the branch where the clause names no scheme."""
    if not manage_points.allows(user, state.node):
        return ""
    scheme = clause.measure.arguments.get("scheme")
    if not isinstance(scheme, str):
        return reverse("points:branch", args=[state.node_id])
    return reverse("points:register", args=[state.node_id, scheme, state.first.year, state.first.month])


def branch_page(user: Any, state: DutyState, clause: Duty) -> str:
    """The branch: what is published and reviewed there, and why something cannot be yet."""
    return reverse("points:branch", args=[state.node_id]) if publish_points.allows(user, state.node) else ""


def months(user: Any, ids: Collection[int]) -> Shown:
    """Months that are registered."""
    found = MonthRegister.objects.filter(pk__in=ids, branch__in=nodes_in_reach(user)).order_by("first", "pk")
    for one in found.select_related("registered_by"):
        words = _("%(first)s起的一期，%(day)s由%(who)s登记")
        said = words % {"first": one.first, "day": one.registered_on, "who": one.registered_by}
        yield said, reverse("points:branch", args=[one.branch_id])


def sheets(user: Any, ids: Collection[int]) -> Shown:
    """Periods that are published."""
    for one in sheets_visible_to(user).filter(pk__in=ids).order_by("first", "pk"):
        said = _("%(first)s至%(last)s，%(day)s公示") % {"first": one.first, "last": one.last, "day": one.published_on}
        yield said, reverse("points:sheet", args=[one.pk])


def reviews(user: Any, ids: Collection[int]) -> Shown:
    """Years that are examined."""
    for one in reviews_visible_to(user).filter(pk__in=ids).order_by("year", "pk"):
        said = _("%(year)d 年评审，%(day)s审定") % {"year": one.year, "day": one.examined_on}
        yield said, reverse("points:review", args=[one.pk])


def register_all() -> None:
    """Tell the duties below."""
    doing.register(MONTHS, doing.Place(gettext_lazy("登记积分"), register_page, months))
    doing.register(SHEETS, doing.Place(gettext_lazy("公示积分"), branch_page, sheets))
    doing.register(REVIEWS, doing.Place(gettext_lazy("评审积分"), branch_page, reviews))
