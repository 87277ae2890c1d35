"""What members' own rows tell of their history: admission, ties begun and ended, leaving."""

import datetime
from collections.abc import Iterator, Sequence

from django.db.models import Q

from mulin.members.choices import Category, Leaving
from mulin.members.models import FormerCategory, Member, Tie
from mulin.members.queries.timeline import Entry
from mulin.tree.choices import BEGINNING

Found = Iterator[tuple[int, Entry]]


def ties(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """Where members belonged, lived and were received, for the member and the home side; what always was has no day."""
    days = Q(since__range=(first, last)) | Q(until__range=(first, last))
    for one in Tie.objects.filter(days, member_id__in=member_ids).select_related("node"):
        words = f"{one.get_kind_display()}：{one.node.name}"
        if first <= one.since <= last and one.since > BEGINNING:
            yield one.member_id, Entry(one.since, "tie", words, "", "", one.node_id, True)
        if one.until is not None and first <= one.until <= last:
            yield one.member_id, Entry(one.until, "tie", f"{words}（至此）", "", "", one.node_id, True)


def categories(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """The days on which members came into another category."""
    rows = (
        FormerCategory.objects.filter(member_id__in=member_ids).select_related("member").order_by("member_id", "-until")
    )
    then: dict[int, str] = {}
    for one in rows:
        after = then.get(one.member_id, one.member.category)
        then[one.member_id] = one.category
        if first <= one.until <= last:
            words = f"类别：{Category(one.category).label}改为{Category(after).label}"
            yield one.member_id, Entry(one.until, "category", words, private=True)


def milestones(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """The day of admission, and of leaving with the reason; of interest to the member and the home side."""
    days = Q(admitted_on__range=(first, last)) | Q(left_on__range=(first, last))
    for one in Member.objects.filter(days, pk__in=member_ids):
        if one.admitted_on is not None and first <= one.admitted_on <= last:
            yield one.pk, Entry(one.admitted_on, "milestone", "接收为预备党员", private=True)
        if one.left_on is not None and first <= one.left_on <= last:
            yield one.pk, Entry(one.left_on, "milestone", "离开", str(Leaving(one.leaving).label), private=True)
