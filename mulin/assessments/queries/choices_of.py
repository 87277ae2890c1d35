"""What a person may choose from in a form: programmes, subjects, records, assessors."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from mulin.assessments.choices import WITHOUT_APPLICATION, State
from mulin.assessments.models import Assessment
from mulin.duties.queries import in_charge
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.programmes.models import Programme
from mulin.programmes.queries import ids_above, stored_pack, visible_to
from mulin.records.models import Activity, Evidence
from mulin.tree.models import Node, RoleHolding, holding
from mulin.tree.queries import forest
from mulin.tree.rules import roles

YEARS_OF_RECORDS = 2


def rated_programmes(user: Any) -> QuerySet[Programme]:
    """Programmes in force today, in the person's reach, that judge anybody."""
    found = visible_to(user).filter(holding("", today()), published_at__isnull=False)
    rated = [one.pk for one in found if stored_pack(one.edition_id).rubrics]
    return found.filter(pk__in=rated).order_by("-since", "-pk")


def subjects_of(programme: Programme, reach: Q) -> QuerySet[Node]:
    """The subjects that a programme judges today, within somebody's reach (``scope`` without prefix)."""
    standing = forest(today())
    charge = in_charge(standing, today(), [programme])[0]
    kinds = {kind for rubric in charge.pack.rubrics for kind in rubric.subjects}
    wanted = [one.id for one in standing.of_kinds(kinds) if one.id in charge.subjects]
    return Node.objects.filter(reach, pk__in=wanted).order_by("kind__order", "code")


def ready_for_round(programme: Programme, reach: Q) -> QuerySet[Assessment]:
    """Assessments that a round can take up: reviewed ones, and open ones that nobody applies for."""
    ready = Q(state=State.REVIEWED) | Q(state=State.OPEN, kind__in=WITHOUT_APPLICATION)
    return (
        Assessment.objects.filter(reach, ready, programme=programme).select_related("subject").order_by("subject__code")
    )


def shown_records(node: Node) -> QuerySet[Activity]:
    """Recent facts at a node and below, to be named as what a score rests on."""
    first = today() - datetime.timedelta(days=366 * YEARS_OF_RECORDS)
    return (
        Activity.objects.facts()
        .filter(Q(host__path__within=node.path) | Q(host__place_path__within=node.place_path), day__gte=first)
        .order_by("-day", "-pk")
    )


def shown_evidence(node: Node) -> QuerySet[Evidence]:
    """Files of those facts."""
    return (
        Evidence.objects.standing().filter(activity__in=shown_records(node)).select_related("activity").order_by("-pk")
    )


def assessors(node: Node) -> QuerySet[User]:
    """People who hold a role that scores, today, at a node, below or above it; not those of other streets."""
    near = Q(node__path__within=node.path) | Q(node__place_path__within=node.place_path)
    near |= Q(node__in=ids_above(node.path, node.place_path)) | Q(node__isnull=True)
    scoring = [code for code, role in roles().items() if "assessments.score" in role.may]
    held = RoleHolding.objects.filter(near, holding("", today()), role__in=scoring).values("user")
    return User.objects.filter(pk__in=held, is_active=True).order_by("display_name", "username")


def programme_named(pk: Any, programmes: QuerySet[Programme]) -> Programme | None:
    """The programme asked for, or the first one."""
    return (programmes.filter(pk=pk).first() if str(pk or "").isdecimal() else None) or programmes.first()
