"""One's own messages, and what the top of every page shows of them."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.identity.models import User
from mulin.members.models import Member
from mulin.notices.models import Notice


def inbox(user: Any) -> QuerySet[Notice]:
    """The messages to this person."""
    return Notice.objects.filter(recipient_id=user.pk)


def at_the_bell(user: Any) -> tuple[int, bool]:
    """How many messages are unread, and whether the account belongs to a member: one query for the whole shell."""
    waiting = Notice.objects.filter(recipient_id=OuterRef("pk"), read_at__isnull=True).order_by()
    number = Subquery(
        waiting.values("recipient_id").annotate(number=Count("pk")).values("number"), output_field=IntegerField()
    )
    own = Exists(Member.objects.filter(account_id=OuterRef("pk"), left_on__isnull=True))
    found = User.objects.filter(pk=user.pk).annotate(unread=Coalesce(number, 0), is_member=own)
    return found.values_list("unread", "is_member").first() or (0, False)
