"""What people owe in registration: members to list, send and receive, slips to take back, oneself to go."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.registration import queries
from mulin.registration.choices import Destination, State
from mulin.registration.models import Registration, RegistrationQuerySet
from mulin.registration.pages import BATCHES
from mulin.tree.permissions import has_anywhere, scope
from mulin.web.queries.todo import Todo

WAITING = (
    ("outbox", gettext_lazy("派遣党员报到：%(number)d 人")),
    ("inbox", gettext_lazy("接收党员报到：%(number)d 人")),
    ("slips", gettext_lazy("收回登记卡第一联：%(number)d 人")),
)


def registration_todos(user: Any) -> list[Todo]:
    """One line a kind of step, and one's own way to the community."""
    found = list(own_todos(user))
    if not has_anywhere(user, "registrations.view"):
        return found
    day, deadline = today(), deadline_now()
    for name, words in WAITING:
        batch = BATCHES[name]
        if has_anywhere(user, batch.word) and (number := batch.rows(user).count()):
            found.append(counted(words, number, reverse(f"registration:{name}"), deadline, day))
    return found + list(listing_todos(user, deadline, day)) + list(moving_todos(user))


def deadline_now() -> datetime.date | None:
    """By when everybody should be received, as the running campaign says."""
    campaign = queries.running().first()
    return campaign.received_by if campaign else None


def counted(words: str | Promise, number: int, url: str, due: datetime.date | None, day: datetime.date) -> Todo:
    """One line with its number; late when the day of the campaign is over."""
    return Todo(str(words) % {"number": number}, url, "overdue" if due and day > due else "due", due)


def listing_todos(user: Any, due: datetime.date | None, day: datetime.date) -> Iterator[Todo]:
    """Members whom the unit has not listed yet."""
    if has_anywhere(user, "registrations.send"):
        reach = scope(user, "registrations.send", "node__")
        number = queries.missing_members(user).filter(reach, step__isnull=True).count()
        if number:
            url = f"{reverse('registration:missing')}?step=not_listed"
            yield counted(_("填报到名单：%(number)d 人"), number, url, due, day)


def moving_todos(user: Any) -> Iterator[Todo]:
    """Members who reported moving: the unit registers them anew, the community closes files of those who left."""
    rows = Registration.objects.filter(state=State.LEAVING)
    sides = (
        ("registrations.send", "unit__", Destination.HERE, _("迁居党员重新报到：%(number)d 人")),
        ("registrations.receive", "community__", Destination.OUTSIDE, _("迁出党员结档：%(number)d 人")),
    )
    for word, prefix, destination, words in sides:
        number = rows.filter(scope(user, word, prefix), destination=destination).count()
        if has_anywhere(user, word) and number:
            url = f"{reverse('registration:registrations')}?state={State.LEAVING.value}"
            yield Todo(words % {"number": number}, url, "due")


def own_todos(user: Any) -> Iterator[Todo]:
    """A member's own way: to the community with the letter, then back to the unit with the first slip."""
    if not user.pk:
        return
    rows: RegistrationQuerySet = Registration.objects.live().filter(member__account_id=user.pk)
    for row in rows.select_related("community", "unit", "campaign"):
        url = reverse("registration:registration", args=[row.pk])
        due = row.campaign.received_by if row.campaign else None
        if row.state == State.SENT:
            title = _("持报到函到%(community)s报到") % {"community": row.community.name}
            yield Todo(title, url, "overdue" if due and today() > due else "due", due, row.number)
        elif row.state == State.RECEIVED and row.first_slip_on is None:
            yield Todo(_("把登记卡第一联交回%(unit)s") % {"unit": row.unit.name}, url, "due")
