"""What people owe in registration: members to list, send and receive, slips to take back, oneself to go."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.members.models import Tie
from mulin.registration import queries
from mulin.registration.choices import Destination, State
from mulin.registration.models import Registration, RegistrationQuerySet
from mulin.registration.pages import BATCHES
from mulin.tree.permissions import handled
from mulin.web.queries.matters import Group, Matter
from mulin.web.queries.todo import Todo

SEND, RECEIVE = "registrations.send", "registrations.receive"
DUE = "campaign__received_by"


def registrations_waiting(user: Any) -> dict[str, Q]:
    """What waits for each batch, and members who reported moving: to be registered anew, or their files closed."""
    found = {name: handled(user, batch.word, batch.prefix) & batch.waiting for name, batch in BATCHES.items()}
    leaving = Q(state=State.LEAVING)
    return found | {
        "anew": handled(user, SEND, "unit__") & leaving & Q(destination=Destination.HERE),
        "close": handled(user, RECEIVE, "community__") & leaving & Q(destination=Destination.OUTSIDE),
    }


REGISTRATIONS = Group(
    model=Registration,
    listed="registrations",
    page="registration:registrations",
    conditions=registrations_waiting,
    matters={
        "outbox": Matter(
            word=SEND, many=gettext_lazy("派遣党员报到：%(number)d 人"), due=DUE, page="registration:outbox"
        ),
        "inbox": Matter(
            word=RECEIVE, many=gettext_lazy("接收党员报到：%(number)d 人"), due=DUE, page="registration:inbox"
        ),
        "slips": Matter(
            word=SEND, many=gettext_lazy("收回登记卡第一联：%(number)d 人"), due=DUE, page="registration:slips"
        ),
        "anew": Matter(word=SEND, many=gettext_lazy("迁居党员重新报到：%(number)d 人")),
        "close": Matter(word=RECEIVE, many=gettext_lazy("迁出党员结档：%(number)d 人")),
    },
).declare()
MISSING = Group(
    model=Tie,
    rows=queries.missing_members,
    listed="missing",
    page="registration:missing",
    conditions=lambda user: {"list": handled(user, SEND, "node__") & Q(step__isnull=True)},
    matters={"list": Matter(word=SEND, many=gettext_lazy("填报到名单：%(number)d 人"), due="deadline")},
).declare()


def going_todos(user: Any) -> Iterator[Todo]:
    """A member's own way: to the community with the letter, then back to the unit with the first slip."""
    rows: RegistrationQuerySet = Registration.objects.live().filter(member__account_id=user.pk)
    for row in rows.select_related("community", "unit", "campaign"):
        url = reverse("registration:registration", args=[row.pk])
        due = row.campaign.received_by if row.campaign else None
        if row.state == State.SENT:
            title = _("持报到函到%(community)s报到") % {"community": row.community.name}
            yield Todo(title, url, "overdue" if due and today() > due else "due", due, row.number)
        elif row.state == State.RECEIVED and row.first_slip_on is None:
            yield Todo(_("把登记卡第一联交回%(unit)s") % {"unit": row.unit.name}, url, "due")
