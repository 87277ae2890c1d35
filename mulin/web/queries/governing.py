"""Who holds what, and what was done, within one's reach."""

from typing import Any

from django.db.models import Q, QuerySet

from mulin.audit.models import Entry
from mulin.foundation.clock import today
from mulin.foundation.models import Workday
from mulin.identity.models import User
from mulin.tree.models import Node, RoleHolding, holding
from mulin.tree.permissions import scope


def holdings_visible_to(user: Any) -> QuerySet[RoleHolding]:
    """Roles held today at nodes where this person may give and take them."""
    return (
        RoleHolding.objects.filter(scope(user, "roles.manage", "node__"), until__isnull=True)
        .select_related("user", "node__kind")
        .exclude(user__kind="built_in")
    )


def entries_visible_to(user: Any) -> QuerySet[Entry]:
    """Entries about nodes where this person may read the log; entries without a node only for the built-in account."""
    if getattr(user, "is_built_in", False):
        return Entry.objects.all()
    visible = Node.objects.filter(scope(user, "audit.view")).values("pk")
    return Entry.objects.filter(Q(node_id__in=visible))


def accounts_to_appoint(user: Any) -> QuerySet[User]:
    """Accounts in use that hold no role yet, or one in reach: who serves elsewhere is nobody's to appoint or to see."""
    live = RoleHolding.objects.filter(until__isnull=True)
    in_reach = live.filter(scope(user, "roles.manage", "node__")).values("user")
    people = accounts_to_manage().filter(is_active=True)
    return people.filter(~Q(pk__in=live.values("user")) | Q(pk__in=in_reach)).order_by("display_name", "pk")


def accounts_to_manage() -> QuerySet[User]:
    """Every account of a person."""
    return User.objects.exclude(kind="built_in")


def idle() -> Q:
    """Accounts that hold no role today."""
    return ~Q(pk__in=RoleHolding.objects.filter(holding("", today())).values("user"))


def workday_exceptions() -> QuerySet[Workday]:
    """Days that differ from the plain week; they hold for everybody."""
    return Workday.objects.all()
