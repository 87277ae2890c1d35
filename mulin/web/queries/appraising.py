"""What people owe in appraisals: to write of oneself, to conduct, to examine."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.appraisals.choices import OPEN_STATES, State
from mulin.appraisals.permissions import EXAMINE, MANAGE, examine_appraisals, own_of, visible_to
from mulin.appraisals.queries.appraisals import has_layer
from mulin.tree.permissions import has_anywhere, scope
from mulin.web.queries.todo import Todo

SHOWN = 6


def appraisal_todos(user: Any) -> list[Todo]:
    """One's own review first; then appraisals that go on in one's branch, and results that wait to be examined."""
    found = [
        Todo(_("写自评：%(what)s") % {"what": row.appraisal}, reverse("appraisals:own", args=[row.pk]), "due")
        for row in own_of(user).filter(appraisal__state__in=OPEN_STATES)
        if not row.self_review and has_layer(row.appraisal, "self")
    ]
    if has_anywhere(user, MANAGE):
        mine = visible_to(user).filter(scope(user, MANAGE, "node__"), state__in=OPEN_STATES).order_by("-last", "pk")
        found += [
            Todo(_("评议：%(what)s") % {"what": one}, reverse("appraisals:appraisal", args=[one.pk]), "in_progress")
            for one in mine[:SHOWN]
        ]
    if has_anywhere(user, EXAMINE):
        waiting = visible_to(user).filter(state=State.SUBMITTED).exclude(submitted_by_id=user.pk).order_by("pk")
        found += [
            Todo(_("审议：%(what)s") % {"what": one}, reverse("appraisals:appraisal", args=[one.pk]), "submitted")
            for one in waiting[:SHOWN]
            if examine_appraisals.allows(user, one)
        ]
    return found
