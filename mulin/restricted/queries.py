"""Records in reach, one's own, and the members about whom somebody may write."""

from typing import Any

from django.db.models import QuerySet

from mulin.foundation.clock import today
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.restricted.models import RestrictedRecord
from mulin.tree.models import holding
from mulin.tree.permissions import scope


def records_in_reach(user: Any) -> QuerySet[RestrictedRecord]:
    """Records written at organisations in reach of somebody who may read them."""
    rows = RestrictedRecord.objects.filter(scope(user, "restricted.view", "node__"))
    return rows.select_related("member", "node").order_by("-day", "-pk")


def own_records(member: Member) -> QuerySet[RestrictedRecord]:
    """Everything written about a member that was not struck out."""
    rows = RestrictedRecord.objects.filter(member=member, struck_on__isnull=True)
    return rows.select_related("node").order_by("-day", "-pk")


def members_to_write_about(user: Any) -> QuerySet[Member]:
    """Members whom organisations lead where this person keeps records."""
    led = Tie.objects.filter(holding("", today()), kind=TieKind.HOME_ORGANISATION)
    led = led.filter(scope(user, "restricted.keep", "node__"))
    return Member.objects.present_on(today()).filter(pk__in=led.values("member_id"))


def member_of(user: Any) -> Member | None:
    """The member whose account this is, also after leaving: the record stays theirs to read."""
    return Member.objects.filter(account_id=user.pk).first() if user.pk else None
