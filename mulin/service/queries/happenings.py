"""What members did in service, for their factual file (写实档案) and the activity card."""

import datetime
from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.urls import reverse

from mulin.members.queries.timeline import Entry
from mulin.records.choices import COUNTING
from mulin.records.models import Attendance
from mulin.service.choices import ClaimState, DeedState, Ending, Reply
from mulin.service.models import Answer, Claim, Deed, GroupMembership, Need, Pledge, TeamMembership

Found = Iterator[tuple[int, Entry]]


def posts(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """Posts taken and left."""
    days = Q(since__range=(first, last)) | Q(until__range=(first, last))
    rows = Claim.objects.filter(days, member_id__in=member_ids).exclude(state=ClaimState.OFFERED)
    for one in rows.exclude(ending=Ending.DECLINED).select_related("post__community"):
        name, node_id = f"{one.post.community.name}{one.post.name}", one.post.community_id
        url = reverse("service:claim", args=[one.pk])
        if first <= one.since <= last:
            yield one.member_id, Entry(one.since, "post", f"认领岗位：{name}", one.why, url, node_id)
        if one.until is not None and first <= one.until <= last:
            words = Ending(one.ending).label
            yield one.member_id, Entry(one.until, "post", f"离岗：{name}", words, url, node_id)


def pledges(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """What was pledged and not taken back."""
    rows = Pledge.objects.filter(member_id__in=member_ids, made_on__range=(first, last), withdrawn_on__isnull=True)
    for one in rows:
        yield one.member_id, Entry(one.made_on, "pledge", f"承诺：{one.text}", f"{one.year}年度", "", one.community_id)


def deeds(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """Deeds that the community confirmed."""
    rows = Deed.objects.filter(member_id__in=member_ids, day__range=(first, last), state=DeedState.CONFIRMED)
    for one in rows:
        url = reverse("service:deed", args=[one.pk])
        yield one.member_id, Entry(one.day, "deed", f"办实事：{one.title}", one.text, url, one.community_id)


def needs(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """Needs that were done: by those who were there, where that was written down; else by those who had agreed."""
    written = Need.objects.filter(activity__day__range=(first, last)).values("activity_id")
    there = Attendance.objects.filter(member_id__in=member_ids, activity__state__in=COUNTING, activity_id__in=written)
    rows = list(there.values_list("member_id", "activity_id", "activity__day"))
    found = Need.objects.filter(activity_id__in={activity_id for _member, activity_id, _day in rows})
    by_record = {one.activity_id: one for one in found.defer("resident", "phone")}
    for member_id, activity_id, day in rows:
        yield member_id, done(by_record[activity_id], day)
    agreed = Answer.objects.filter(member_id__in=member_ids, reply=Reply.ACCEPTED, need__activity__isnull=True)
    for one in agreed.filter(need__done_on__range=(first, last)).select_related("need"):
        if one.need.done_on is not None:
            yield one.member_id, done(one.need, one.need.done_on)


def done(need: Need, day: datetime.date) -> Entry:
    """A need that was done on a day."""
    url = reverse("service:need", args=[need.pk])
    return Entry(day, "need", f"办结需求：{need.title}", need.result, url, need.community_id)


def teams(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Found:
    """Teams and party groups joined."""
    rows = TeamMembership.objects.filter(member_id__in=member_ids, since__range=(first, last)).select_related("team")
    for one in rows:
        url = reverse("service:team", args=[one.team_id])
        entry = Entry(one.since, "team", f"编入团组：{one.team.name}", "", url, one.team.community_id)
        yield one.member_id, entry
    groups = GroupMembership.objects.filter(member_id__in=member_ids, since__range=(first, last))
    for group in groups.select_related("group"):
        yield group.member_id, Entry(group.since, "team", f"编入党小组：{group.group.name}", "", "", group.group_id)
