"""What feedback tells of members in their factual file: activities they came to, cards that were issued."""

import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse

from mulin.feedback.models import Issue
from mulin.members.queries.timeline import Entry
from mulin.records.choices import COUNTING
from mulin.records.models import Attendance
from mulin.service.choices import DeedState
from mulin.service.models import Deed, Need

Found = Iterator[tuple[int, Entry]]


def attendances(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """Activities the members came to; deeds and needs, which are written down as activities too, tell of themselves."""
    days = {"activity__day__range": (first, last), "activity__state__in": COUNTING}
    rows = Attendance.objects.filter(member_id__in=member_ids, **days).values_list(
        "member_id", "activity_id", "activity__day", "activity__title", "activity__host_id", "activity__host__name"
    )
    needs, deeds = told_elsewhere(first, last)
    for member_id, activity_id, day, title, host_id, host in rows:
        if activity_id not in needs and (activity_id, member_id) not in deeds:
            url = reverse("records:activity", args=[activity_id])
            yield member_id, Entry(day, "attendance", title, host, url, host_id)


def told_elsewhere(first: datetime.date, last: datetime.date) -> tuple[set[int], set[tuple[int, int]]]:
    """The activities of these days as which needs were written down; those of deeds, each with its member."""
    days = {"activity__day__range": (first, last)}
    needs = Need.objects.filter(**days).values_list("activity_id", flat=True)
    deeds = Deed.objects.filter(state=DeedState.CONFIRMED, **days).values_list("activity_id", "member_id")
    return set(needs), set(deeds)


def cards(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """Cards as they were issued."""
    rows = Issue.objects.filter(feedback__member_id__in=member_ids, issued_on__range=(first, last))
    for one in rows.select_related("feedback"):
        card = one.feedback
        again = f"第{one.number}版" if one.number > 1 else ""
        title = f"社区表现反馈卡：{card.period.name}{again}"
        url = reverse("feedback:card", args=[card.pk])
        yield card.member_id, Entry(one.issued_on, "feedback", title, "", url, card.community_id)
