"""What points add to the file of a member: published quarters, examined years, exchanges."""

import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse

from mulin.foundation.points import for_the_eye
from mulin.members.queries.timeline import Entry
from mulin.points.models import Redemption, ReviewLine, SheetLine

Found = Iterator[tuple[int, Entry]]


def quarters(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """What was published of the member, each quarter."""
    rows = SheetLine.objects.filter(member_id__in=member_ids, sheet__published_on__range=(first, last))
    for one in rows.select_related("sheet"):
        title = f"积分公示：{one.sheet.first}至{one.sheet.last}"
        said = f"本期 {for_the_eye(one.gained)} 分，本年累计 {for_the_eye(one.total)} 分"
        url = reverse("points:sheet", args=[one.sheet_id])
        yield one.member_id, Entry(one.sheet.published_on, "points", title, said, url, private=True)


def reviews(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """Years that were examined."""
    rows = ReviewLine.objects.filter(member_id__in=member_ids, review__examined_on__range=(first, last))
    for one in rows.select_related("review"):
        said = f"{for_the_eye(one.total)} 分{'，' + one.result if one.result else ''}"
        day = one.review.examined_on or one.review.drawn_up_on
        url = reverse("points:account", args=[one.member_id])
        yield one.member_id, Entry(day, "points_review", f"{one.review.year} 年积分评审", said, url, private=True)


def exchanges(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """What was exchanged and not given back."""
    rows = Redemption.objects.filter(
        member_id__in=member_ids, exchanged_on__range=(first, last), returned_on__isnull=True
    )
    for one in rows.select_related("item"):
        url = reverse("points:redemption", args=[one.pk])
        title = f"积分兑换：{one.item.name}"
        yield one.member_id, Entry(one.exchanged_on, "exchange", title, "", url, one.item.community_id)
