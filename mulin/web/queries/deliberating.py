"""What people owe in deliberation: ballots to cast, to count."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.deliberation.choices import PollState
from mulin.deliberation.models import Poll
from mulin.deliberation.permissions import MANAGE
from mulin.deliberation.queries.polls import waiting_for
from mulin.foundation.clock import today
from mulin.tree.permissions import handled
from mulin.web.queries.matters import SHOWN, Group, Matter
from mulin.web.queries.todo import Todo


def polls_waiting(user: Any) -> dict[str, Q]:
    """Ballots whose last day is over and that wait to be counted."""
    return {"count": handled(user, MANAGE, "node__") & Q(state=PollState.OPEN, closes_on__lt=today())}


POLLS = Group(
    model=Poll,
    listed="polls",
    page="deliberation:polls",
    conditions=polls_waiting,
    matters={
        "count": Matter(
            word=MANAGE,
            many=gettext_lazy("计票：%(number)d 项表决"),
            one=gettext_lazy("计票：%(who)s"),
            detail="deliberation:poll",
            node="node",
            who="title",
            due="closes_on",
        )
    },
).declare()


def ballot_todos(user: Any) -> list[Todo]:
    """One's own ballots."""
    own = waiting_for(user).filter(closes_on__gte=today()).values_list("pk", "title", "closes_on")
    return [
        Todo(_("投票：%(title)s") % {"title": title}, reverse("deliberation:vote", args=[pk]), "due", closes_on)
        for pk, title, closes_on in own[:SHOWN]
    ]
