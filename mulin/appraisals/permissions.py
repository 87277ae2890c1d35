"""Who appraises, who examines, and who sees which result. Who submits does not examine."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mulin.appraisals.models import Appraisal, Appraisee
from mulin.tree.models import Node
from mulin.tree.permissions import Permission, scope

VIEW, MANAGE, EXAMINE = "appraisals.view", "appraisals.manage", "appraisals.examine"


def where(target: Any) -> Iterable[Node]:
    """An appraisal stands at its organisation; an organisation for itself."""
    return [target] if isinstance(target, Node) else [target.node]


def above(target: Any) -> Iterable[Node]:
    """The organisations above: who has the word there examines; not the branch itself, unless nothing is above it."""
    (node,) = where(target)
    higher = [int(part) for part in node.path.strip("/").split("/") if int(part) != node.pk]
    return list(Node.objects.filter(pk__in=higher)) or [node]


def submitter_does_not_examine(user: Any, appraisal: Appraisal) -> str | None:
    """Who handed the results in does not examine them."""
    if user.pk is not None and user.pk == appraisal.submitted_by_id:
        return "结果由您上报，上报和审议不能是同一个人，请由上级其他人员审议"
    return None


view_appraisals = Permission(VIEW, "查看民主评议", nodes=where)
manage_appraisals = Permission(MANAGE, "组织民主评议", nodes=where)
examine_appraisals = Permission(EXAMINE, "审议民主评议结果", nodes=above, unless=submitter_does_not_examine)


def visible_to(user: Any) -> QuerySet[Appraisal]:
    """Appraisals of organisations in reach."""
    return Appraisal.objects.filter(scope(user, VIEW, "node__")).select_related("node__kind", "programme")


def own_of(user: Any) -> QuerySet[Appraisee]:
    """What appraisals say of this person; the grade is theirs to see once it is examined."""
    rows = Appraisee.objects.filter(member__account_id=user.pk) if user.pk else Appraisee.objects.none()
    return rows.filter(~Q(appraisal__state="cancelled")).select_related("appraisal__node", "appraisal__programme")
