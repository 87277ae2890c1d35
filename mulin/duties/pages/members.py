"""Duties of members: a list by deadline, never by who did how much, and the part of a member's own page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.duties.models import DutyState
from mulin.duties.pages.lists import LATEST, STATES, done_of_required, duty_name, in_state, period_name
from mulin.duties.permissions import members_in_reach
from mulin.duties.queries import moved_by, of_members
from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, Search, to
from mulin.members.models import Member
from mulin.programmes.queries import all_duties
from mulin.records.models import Activity
from mulin.records.pages import of_record

SHOWN = 12
FIRST = {"overdue": 0, "due": 1}
"""What is owed stands before what is done."""


def member_duty_choices(request: Any) -> list[tuple[str, str]]:
    """The duties of members that installed editions know."""
    return [(duty.id, duty.name) for duty in all_duties().values() if duty.of_members]


def counted_by(states: QuerySet[DutyState], key: str) -> QuerySet[DutyState]:
    """Those for which one record counts."""
    activity = Activity.objects.filter(pk=key).first()
    return states.filter(pk__in=[one.pk for one in moved_by(activity, states)]) if activity else states.none()


MEMBER_DUTIES = ListPage(
    name="member_duties",
    title=_("党员应尽事项"),
    columns=(
        Column(title=_("党员"), value="member__name", link=to("members:member", "member_id")),
        Column(title=_("事项"), value=duty_name, link=to("duties:duty")),
        Column(title=_("周期"), value=period_name),
        Column(title=_("期限"), value="due", kind="day"),
        Column(title=_("完成"), value=done_of_required, align="end", phone=False),
        Column(title=_("状态"), value="status", kind="light"),
    ),
    order=("due", "id"),
    orders=(LATEST,),
    filters=(
        Search(apply=lambda states, words: states.filter(member__name__icontains=words), placeholder=_("姓名")),
        Choice(name="state", title=_("状态"), choices=STATES, apply=in_state, default="open"),
        Choice(name="duty", title=_("事项"), choices=member_duty_choices),
        DateRange(name="due", title=_("期限")),
    ),
    linked=(of_record(counted_by),),
    export_kind="member_duties",
    empty=EmptyState(title=_("没有未完成的党员应尽事项"), text=_("已完成的可以在“状态”里选“全部”查看。")),
)


def member_section(request: HttpRequest, member: Member) -> tuple[str, dict[str, Any]] | None:
    """What a member owes and owed last, as far as this person sees it; nothing where nothing is asked of members."""
    states = of_members(members_in_reach(request.user)).filter(member=member, first__lte=today())
    last = sorted(states.order_by("-due", "-id")[:SHOWN], key=lambda one: FIRST.get(one.status, len(FIRST)))
    tasks = [task(state) for state in last]
    return ("duties/_member.html", {"tasks": tasks}) if tasks else None


def task(state: DutyState) -> dict[str, Any]:
    """The line of a member's duty: how often it was done of how often asked, and by when while it is owed."""
    hint = " · ".join(words for words in (period_name(state), done_of_required(state)) if words)
    return {
        "title": duty_name(state),
        "url": reverse("duties:duty", args=[state.pk]),
        "hint": hint,
        "state": state.status,
        "due": state.due if state.status in FIRST else None,
    }
