"""What people owe in deliberation: ballots to cast, to count, steps that are late."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliberation.choices import PollState
from mulin.deliberation.models import Poll
from mulin.deliberation.permissions import MANAGE
from mulin.deliberation.queries.polls import waiting_for
from mulin.foundation.clock import today
from mulin.tree.permissions import has_anywhere, scope
from mulin.web.queries.todo import Todo

SHOWN = 6


def one(words: str, page: str, poll: Poll) -> Todo:
    """A line about a ballot."""
    return Todo(words % {"title": poll.title}, reverse(page, args=[poll.pk]), "due", poll.closes_on)


def deliberation_todos(user: Any) -> list[Todo]:
    """One's own ballots first, then those whose last day is over and that wait to be counted."""
    day = today()
    found = [
        Todo(
            _("投票：%(title)s") % {"title": poll.title},
            reverse("deliberation:vote", args=[poll.pk]),
            "due",
            poll.closes_on,
        )
        for poll in waiting_for(user).filter(closes_on__gte=day)[:SHOWN]
    ]
    if has_anywhere(user, MANAGE):
        over = Poll.objects.filter(scope(user, MANAGE, "node__"), state=PollState.OPEN, closes_on__lt=day)
        found += [
            Todo(
                _("计票：%(title)s") % {"title": poll.title},
                reverse("deliberation:poll", args=[poll.pk]),
                "due",
                poll.closes_on,
            )
            for poll in over.order_by("closes_on", "pk")[:SHOWN]
        ]
    return found
