"""What people owe in appraisals: to write of oneself, to conduct, to examine."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.appraisals.choices import OPEN_STATES, State
from mulin.appraisals.models import Appraisal
from mulin.appraisals.permissions import EXAMINE, MANAGE, own_of
from mulin.appraisals.queries.appraisals import has_layer
from mulin.tree.models import Node
from mulin.tree.permissions import handled
from mulin.web.queries.matters import Group, Matter
from mulin.web.queries.todo import Todo

APPRAISAL = {"node": "node", "who": "node__name", "detail": "appraisals:appraisal"}


def appraisals_waiting(user: Any) -> dict[str, Q]:
    """Those that go on, and results that wait for who examines them: see ``appraisals.permissions.above``."""
    reached = Q(Exists(above().filter(handled(user, EXAMINE))))
    topmost = handled(user, EXAMINE, "node__") & ~Q(Exists(above()))
    by_another = ~Q(submitted_by=user.pk)
    return {
        "conduct": handled(user, MANAGE, "node__") & Q(state__in=OPEN_STATES),
        "examine": Q(state=State.SUBMITTED) & by_another & (reached | topmost),
    }


def above() -> QuerySet[Node]:
    """The organisations above that of an appraisal."""
    return Node.objects.alias(below=ExpressionWrapper(OuterRef("node__path"), output_field=CharField())).filter(
        ~Q(pk=OuterRef("node_id")), below__startswith=F("path")
    )


APPRAISALS = Group(
    model=Appraisal,
    listed="appraisals",
    page="appraisals:appraisals",
    conditions=appraisals_waiting,
    matters={
        "conduct": Matter(
            word=MANAGE,
            many=gettext_lazy("组织民主评议：%(number)d 个党组织"),
            one=gettext_lazy("组织民主评议：%(who)s"),
            light="in_progress",
            **APPRAISAL,
        ),
        "examine": Matter(
            word=EXAMINE,
            many=gettext_lazy("审议民主评议结果：%(number)d 个党组织"),
            one=gettext_lazy("审议民主评议结果：%(who)s"),
            light="submitted",
            **APPRAISAL,
        ),
    },
).declare()


def review_todos(user: Any) -> list[Todo]:
    """One's own review, while the appraisal goes on."""
    mine = own_of(user).select_related("appraisal__programme__edition").filter(appraisal__state__in=OPEN_STATES)
    return [
        Todo(_("写自评：%(what)s") % {"what": row.appraisal}, reverse("appraisals:own", args=[row.pk]), "due")
        for row in mine
        if not row.self_review and has_layer(row.appraisal, "self")
    ]
