"""Who may read duties."""

from typing import Any

from django.db.models import Q, QuerySet

from mulin.duties.models import DutyState
from mulin.duties.queries import of_members
from mulin.members.choices import TieKind
from mulin.members.permissions import ties_within, view_members
from mulin.tree.permissions import Permission

view_duties = Permission("duties.view", "查看应办事项")


def members_in_reach(user: Any) -> Q:
    """Duties of members whom somebody sees: everything from the side that leads them and of oneself; from the side
    where they live what they owe there.
    """
    if getattr(user, "is_built_in", False):
        return Q()
    ties = ties_within(user, view_members.word)
    led = Q(member__in=ties.filter(kind=TieKind.HOME_ORGANISATION).values("member_id"))
    lives = Q(tie=TieKind.RESIDENCE, member__in=ties.filter(kind=TieKind.RESIDENCE).values("member_id"))
    own = Q(member__account=user.pk) if user.pk else Q(pk__in=[])
    return led | lives | own


def member_duties_visible_to(user: Any) -> QuerySet[DutyState]:
    """Stored duties of members whom somebody sees."""
    return of_members(members_in_reach(user))
