"""Greetings on political birthdays, and the words a branch chooses for them."""

import datetime

from django.db import transaction
from django.urls import reverse

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.notices import permissions
from mulin.notices.actions.sending import Message, send
from mulin.notices.models import GreetingText
from mulin.notices.queries.birthdays import birthdays_on, greeted_by, greeting_texts
from mulin.notices.rules import GREETING, days_caught_up, filled, said_late
from mulin.tree.models import Node


@transaction.atomic
def greet(day: datetime.date) -> int:
    """Greet everybody whose political birthday is this day, once a year; where a regulation asks for it.

    Also those of the days before, should their mornings have failed: the greeting then says that it is late.
    Safe to repeat. Returns how many were greeted that had not been.
    """
    return send([one for birthday in days_caught_up(day) for one in greetings(birthday, day)], by=None)


def greetings(day: datetime.date, sent: datetime.date) -> list[Message]:
    """The greetings to those whose political birthday is a day, as they are sent on that day or later."""
    found = birthdays_on(day, present=sent)
    homes = {home.pk: home for _member, home in found}
    rulings = {pk: greeted_by(home, day) for pk, home in homes.items()}
    own = greeting_texts(homes.values())
    messages = []
    for member, home in found:
        ruling = rulings[home.pk]
        if ruling is None or member.admitted_on is None:
            continue
        years = day.year - member.admitted_on.year
        text = said_late(filled(own.get(home.pk) or ruling.clause.text, member.name, years), day, sent)
        messages.append(
            Message(
                GREETING,
                str(day.year),
                f"入党 {years} 周年",
                text,
                recipient_id=member.account_id,
                member_id=member.pk,
                url=reverse("members:member", args=[member.pk]),
            )
        )
    return messages


@transaction.atomic
def change_text(node: Node, text: str, *, by: User) -> GreetingText:
    """Choose the words with which an organisation greets."""
    permissions.greet.check(by, node)
    if greeted_by(node, today()) is None:
        raise Refused("这里施行的制度没有规定政治生日寄语")
    if not text.strip():
        raise Refused("请写寄语", field="text")
    kept, _new = GreetingText.objects.update_or_create(
        node=node, defaults={"text": text.strip()[:500], "changed_on": today()}
    )
    log(by, "修改寄语", kept, node_id=node.pk, name=node.name)
    return kept
