"""Fetching what a person may see; 404 for everything else."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.assessments import permissions
from mulin.assessments.models import Assessment
from mulin.assessments.queries.choices_of import programme_named, rated_programmes
from mulin.assessments.queries.kept import visible
from mulin.foundation.refusals import Refused
from mulin.programmes.models import Programme
from mulin.rulebook.schema.rubrics import Item, Rubric
from mulin.tree.permissions import has_anywhere


def assessment_in_reach(request: HttpRequest, pk: int) -> Assessment:
    """An assessment this person may see."""
    return get_object_or_404(visible(permissions.visible_assessments(request.user)), pk=pk)


def trail_of(assessment: Assessment | None = None, user: Any = None) -> list[tuple[str, str]]:
    """The way back; for a ``user`` who only scores it begins at the own assignments, the list being empty for them."""
    found = [(_("评定"), reverse("assessments:assessments"))]
    if user is not None and not has_anywhere(user, "assessments.view"):
        found = [(_("我的评审"), reverse("assessments:assignments"))]
    if assessment is not None:
        found.append((assessment.subject.name, reverse("assessments:assessment", args=[assessment.pk])))
    return found


def chosen_programme(request: HttpRequest) -> Programme:
    """The programme asked for by ``?programme=``, or the first in force; refuses in words when there is none."""
    asked: Any = request.GET.get("programme") or request.POST.get("programme")
    found = programme_named(asked, rated_programmes(request.user))
    if found is None:
        raise Refused(_("还没有发布带评分表的制度，请先在“制度实施”里发布"))
    return found


def item_or_404(rubric: Rubric, item: str) -> Item:
    """An item of a rubric by its id."""
    for one in rubric.items:
        if one.id == item:
            return one
    raise Http404(_("评分表里没有这一项"))
