"""Who should be registered by now and is not: the chase list (催办), exact and as of today."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.members.choices import TieKind
from mulin.members.models import Tie
from mulin.registration.choices import IN_FORCE, LIVE, State
from mulin.registration.models import Campaign, Registration
from mulin.registration.queries.campaigns import area_of
from mulin.tree.models import holding
from mulin.tree.permissions import acting, scope


def missing_members(user: Any) -> QuerySet[Any]:
    """Home ties of members in reach whom a running campaign asks to register, and who are not received.

    Each with ``campaign_id``, ``deadline``, and of a live registration ``registration_id``, ``state``,
    ``community_name``, ``refused_because``; ``may_act``: may this person list the member?
    One query, whatever the number of campaigns.
    """
    ties = Tie.objects.filter(holding("", today()), kind=TieKind.HOME_ORGANISATION)
    ties = ties.filter(scope(user, "registrations.view", "node__"))
    campaigns = list(running())
    condition = Q(pk__in=[])
    for campaign in campaigns:
        condition |= asked_by(campaign)
    live = Registration.objects.filter(member_id=OuterRef("member_id"), state__in=LIVE)
    received = Exists(live.filter(state__in=IN_FORCE))
    return (
        ties.filter(condition)
        .exclude(received)
        .annotate(
            registration_id=Subquery(live.values("pk")[:1]),
            step=Subquery(live.values("state")[:1], output_field=CharField()),
            community_id=Subquery(live.values("community_id")[:1]),
            community_name=Subquery(live.values("community__name")[:1], output_field=CharField()),
            refused_because=Subquery(live.values("refused_because")[:1], output_field=CharField()),
            deadline=deadline_of(campaigns),
            member_name=F("member__name"),
            may_act=acting(user, "registrations.send", "node__"),
        )
        .select_related("member", "node")
    )


def running() -> QuerySet[Campaign]:
    """Campaigns that have not ended, newest first."""
    rows = Campaign.objects.filter(ended_on__isnull=True).select_related("node", "programme__edition")
    return rows.order_by("-year", "-pk")


def deadline_of(campaigns: Iterable[Campaign]) -> Case | Cast:
    """By when the member of a home tie should be received: as the newest campaign says that asks them."""
    said = [When(asked_by(one), then=Value(one.received_by)) for one in campaigns if one.received_by]
    nothing = Cast(Value(None), DateField(null=True))  # PostgreSQL takes a bare NULL for text
    return Case(*said, default=nothing, output_field=DateField(null=True)) if said else nothing


def asked_by(campaign: Campaign) -> Q:
    """Home ties of those whom a campaign asks: below its place, of its categories."""
    categories = campaign.ruling.clause.categories
    condition = area_of(campaign, "node__")
    return condition & Q(member__category__in=categories) if categories else condition


def step_words(tie: Any) -> str:
    """How far the member of a row is."""
    return str(State(tie.step).label) if tie.step else _("未列入名单")


def days_late(deadline: datetime.date | None, day: datetime.date) -> int:
    """How many days past the deadline; 0 before it or without one."""
    return max(0, (day - deadline).days) if deadline else 0
