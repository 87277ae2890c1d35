"""What registration adds to everyone's file: each step on its day."""

import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.bulk import chunks
from mulin.members.queries.timeline import Entry
from mulin.registration.models import RegionRegistration, Registration

KIND = "registration"


def timeline_entries(
    member_ids: Sequence[int], first: datetime.date, last: datetime.date
) -> Iterator[tuple[int, Entry]]:
    """Letters, receipts, refusals, leavings, closings and registrations with regions of these members."""
    for chunk in chunks(member_ids):
        rows = Registration.objects.filter(member_id__in=chunk)
        for row in rows.select_related("unit", "community", "place", "series", "destination_community"):
            for day, title, detail in steps(row):
                if first <= day <= last:
                    url = reverse("registration:registration", args=[row.pk])
                    yield row.member_id, Entry(day, KIND, title, detail, url, row.community_id)
        for region in RegionRegistration.objects.filter(member_id__in=chunk).select_related("region"):
            for day, title in region_steps(region):
                if first <= day <= last:
                    yield region.member_id, Entry(day, KIND, title, region.shop, "", region.region_id)


def steps(row: Registration) -> Iterator[tuple[datetime.date, str, str]]:
    """The steps of one registration: day, what happened, more about it."""
    community = {"community": row.community.name}
    where = row.destination_community.name if row.destination_community else row.destination_words
    told = (
        (row.sent_on, _("派遣到%(community)s报到") % community, row.number),
        (row.refused_on, _("%(community)s退回单位") % community, row.refused_because),
        (row.received_on, _("%(community)s接收报到") % community, row.place.name if row.place else ""),
        (row.first_slip_on, _("登记卡第一联交回单位"), ""),
        (row.leaving_on, _("向%(community)s报告搬离") % community, where),
        (row.ended_on, _("%(community)s报到登记终止") % community, row.ended_because),
    )
    for day, title, detail in told:
        if day is not None:
            yield day, title, detail


def region_steps(row: RegionRegistration) -> Iterator[tuple[datetime.date, str]]:
    """The steps of one registration with a region."""
    told = (
        (row.registered_on, _("到%(region)s登记") % {"region": row.region.name}),
        (row.badge_on, _("亮牌")),
        (row.demonstration_on, _("评为共产党员示范店")),
        (row.ended_on, _("终止区域登记")),
    )
    for day, title in told:
        if day is not None:
            yield day, title
