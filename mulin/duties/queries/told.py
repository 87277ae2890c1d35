"""Duties that members met, as their files tell them."""

import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse

from mulin.duties.models import DutyState
from mulin.foundation.periods import Period
from mulin.members.queries.timeline import Entry
from mulin.programmes.queries import stored_pack


def met(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Iterator[tuple[int, Entry]]:
    """What members owed and did, on the day it was met; seen by the member and the home side."""
    rows = DutyState.objects.filter(member_id__in=member_ids, met_on__range=(first, last))
    for one in rows.select_related("programme"):
        if one.member_id is None or one.met_on is None:
            continue
        name = stored_pack(one.programme.edition_id).duty(one.duty).name
        period = Period(one.period, one.first, one.last).name  # type: ignore[arg-type]
        url = reverse("duties:duty", args=[one.pk])
        yield one.member_id, Entry(one.met_on, "duty", f"完成：{name}", period, url, None, True)
