"""Batches: many to send, many slips to take back, many to receive, by ticking or all at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.page_parts import Action
from mulin.registration import permissions
from mulin.registration.choices import IN_FORCE, State
from mulin.registration.models import RegistrationQuerySet
from mulin.tree.permissions import scope

SHOWN = 300
"""So many are listed to tick; more are worked off all at once, or after narrowing."""


@dataclass(frozen=True)
class Batch:
    """One kind of batch: who may, which registrations wait for it, what may be done with them."""

    word: str
    prefix: str
    waiting: Q
    title: str | Promise
    nothing: str | Promise
    verbs: tuple[tuple[str, str | Promise], ...]

    def rows(self, user: Any) -> RegistrationQuerySet:
        """What waits in this person's reach, by unit and name."""
        rows = permissions.registrations_visible_to(user).filter(scope(user, self.word, self.prefix), self.waiting)
        return rows.select_related("member", "unit", "community", "series").order_by("unit__name", "member__name", "pk")


BATCHES = {
    "outbox": Batch(
        "registrations.send",
        "unit__",
        Q(state__in=[State.LISTED, State.REFUSED]),
        gettext_lazy("派遣党员报到"),
        gettext_lazy("没有待派遣的党员"),
        (("send", gettext_lazy("派遣")),),
    ),
    "slips": Batch(
        "registrations.send",
        "unit__",
        Q(state__in=IN_FORCE, first_slip_on__isnull=True),
        gettext_lazy("收回登记卡第一联"),
        gettext_lazy("没有待收回的第一联"),
        (("slips", gettext_lazy("已收回")),),
    ),
    "inbox": Batch(
        "registrations.receive",
        "community__",
        Q(state=State.SENT),
        gettext_lazy("接收党员报到"),
        gettext_lazy("没有待接收的党员"),
        (("receive", gettext_lazy("接收")), ("refuse", gettext_lazy("退回单位"))),
    ),
}


def batch_page(name: str, user: Any, form: Any, narrowed: Callable[[Any], Any]) -> dict[str, Any]:
    """What the page of a batch shows."""
    batch = BATCHES[name]
    rows = narrowed(batch.rows(user))
    buttons = []
    if name == "inbox":
        names = reverse("registration:names")
        buttons.append(Action(title=_("按名单接收"), url=names, icon="list-check"))
    return {
        "page_title": batch.title,
        "trail": [(_("报到登记"), reverse("registration:registrations"))],
        "batch": batch,
        "rows": rows[:SHOWN],
        "total": rows.count(),
        "shown": SHOWN,
        "form": form,
        "actions": buttons,
    }
