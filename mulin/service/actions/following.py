"""Deeds follow the records as which they were written down: what is put right there is put right here."""

from collections.abc import Collection

from django.db import transaction

from mulin.foundation.clock import today
from mulin.records.choices import State
from mulin.records.models import Attendance, Revision
from mulin.service.choices import DeedState
from mulin.service.models import Deed


@transaction.atomic
def follow_records(activity_ids: Collection[int]) -> int:
    """A record struck out, or without the member now, takes the deed back; else the deed says what the record says.

    Returns how many deeds changed.
    """
    rows = Deed.objects.select_for_update(of=("self",)).filter(activity__in=activity_ids, state=DeedState.CONFIRMED)
    deeds = list(rows.select_related("activity").order_by("pk"))
    there = set(Attendance.objects.filter(activity__in=activity_ids).values_list("activity_id", "member_id"))
    for one in deeds:
        record = one.activity
        if record is None:
            continue
        if record.state == State.VOID or (record.pk, one.member_id) not in there:
            last = Revision.objects.filter(activity=record).order_by("-number").first()
            one.take_back(
                f"纪实已更正或作废：{last.reason if last else ''}", on=today(), by=last.by if last else one.settled_by
            )
        else:
            one.day, one.title, one.text = record.day, record.title, record.minutes[:1000]
    Deed.objects.bulk_update(deeds, ["day", "title", "text", "state", "remark", "settled_on", "settled_by"])
    return len(deeds)
