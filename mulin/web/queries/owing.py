"""What members owe: each of them for themself, and summed up by duty for those who lead them. Never by person."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.duties.pages import duty_name, period_name
from mulin.duties.permissions import members_in_reach
from mulin.duties.queries import of_members, open_on
from mulin.foundation.clock import today
from mulin.programmes.queries import all_duties
from mulin.tree.permissions import has_anywhere
from mulin.web.queries.todo import Todo

SOON = datetime.timedelta(days=31)
LATE = datetime.timedelta(days=183)
"""What fell due longer ago can hardly be made good: it stays in the list of duties and off the home page."""
SHOWN = 12


def member_duty_todos(user: Any) -> list[Todo]:
    """One's own duties one by one; those of the members one leads or receives, summed up by duty."""
    day = today()
    current = Q(due__lte=day + SOON, due__gte=day - LATE)
    own = open_on(of_members(Q(member__account=user.pk)), day).filter(current)
    found = [
        Todo(duty_name(state), reverse("duties:duty", args=[state.pk]), state.status, state.due, period_name(state))
        for state in own[:SHOWN]
    ]
    if not has_anywhere(user, "records.write"):
        return found
    others = open_on(of_members(members_in_reach(user)), day).filter(current)
    return found + summed_up(others.exclude(member__account=user.pk), day, reverse("duties:member_duties"))


def summed_up(states: Any, day: datetime.date, page: str) -> list[Todo]:
    """Open duties of many, one line a duty and state, leading to exactly those rows on a list page."""
    names = {key: duty.name for key, duty in all_duties().items()}
    counted = (
        states.order_by()
        .values("duty")
        .annotate(
            late=Count("pk", filter=Q(due__lt=day)),
            soon=Count("pk", filter=Q(due__gte=day)),
            late_due=Min("due", filter=Q(due__lt=day)),
            soon_due=Min("due", filter=Q(due__gte=day)),
        )
    )
    found = []
    for row in counted:
        for state, number, due in (("overdue", row["late"], row["late_due"]), ("due", row["soon"], row["soon_due"])):
            if number:
                query = urlencode({"duty": row["duty"], "state": state, "due_from": (day - LATE).isoformat()})
                title = _("%(name)s：%(number)d 项") % {"name": names.get(row["duty"], row["duty"]), "number": number}
                found.append(Todo(title, f"{page}?{query}", state, due))
    return sorted(found, key=lambda todo: (todo.light != "overdue", todo.due or day))
