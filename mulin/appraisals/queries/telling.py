"""What appraisals add to a member's file: the grade, once it stands."""

import datetime
from collections.abc import Iterable, Sequence

from django.urls import reverse

from mulin.appraisals.choices import State
from mulin.appraisals.models import Appraisee
from mulin.members.queries.timeline import Entry


def grades_told(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Iterable[tuple[int, Entry]]:
    """The examined results of these members between two days, by the day of examination."""
    rows = Appraisee.objects.filter(
        member_id__in=member_ids,
        appraisal__state=State.EXAMINED,
        appraisal__examined_on__gte=first,
        appraisal__examined_on__lte=last,
    ).select_related("appraisal__node")
    for row in rows:
        said = row.appraisal
        yield (
            row.member_id,
            Entry(
                said.examined_on or said.last,
                "appraisal",
                f"{said.period}民主评议：{row.grade or '参加评议，不评定等次'}",
                said.node.name,
                reverse("appraisals:own", args=[row.pk]),
                private=True,
            ),
        )
