"""Lists of those who are late, by the organisation that answers for it; domains above may add theirs."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.duties.queries import open_on, visible
from mulin.foundation.clock import today
from mulin.notices.queries.late_feedback import cards_not_answered, cards_not_issued, consultations_not_answered
from mulin.registration.queries.chasing import missing_members
from mulin.tree.models import Node, RoleHolding, holding
from mulin.tree.permissions import scope
from mulin.tree.rules import roles


@dataclass(frozen=True)
class Late:
    """An organisation that is late: with how many, since when at the earliest."""

    node: Node
    number: int
    due: datetime.date | None


@dataclass(frozen=True)
class LateList:
    """A list of those who are late. Who has ``word`` at the organisation is reminded; ``url`` is where it is done."""

    title: Any
    word: str
    url_name: str
    read: Callable[[Any], Iterable[Late]]

    @property
    def url(self) -> str:
        """Where those who are reminded do it."""
        return reverse(self.url_name)


def late_duties(user: Any) -> list[Late]:
    """Duties past their day, by organisation."""
    states = open_on(visible(scope(user, "duties.view", "node__")), today()).filter(due__lt=today())
    rows = states.order_by().values("node_id").annotate(number=Count("pk"), first=Min("due"))
    return with_nodes({row["node_id"]: (row["number"], row["first"]) for row in rows})


def late_registrations(user: Any) -> list[Late]:
    """Members who are not registered, by the organisation that sends them."""
    found: dict[int, tuple[int, datetime.date | None]] = {}
    rows = missing_members(user).order_by().values_list("node_id", "deadline")
    for node_id, deadline in rows:
        number, first = found.get(node_id, (0, deadline))
        days = [one for one in (first, deadline) if one is not None]
        found[node_id] = (number + 1, min(days, default=None))
    return with_nodes(found)


def with_nodes(found: dict[int, tuple[int, datetime.date | None]]) -> list[Late]:
    """These numbers with their organisations, the most first."""
    nodes = Node.objects.in_bulk(found)
    late = [Late(nodes[pk], number, due) for pk, (number, due) in found.items() if pk in nodes]
    return sorted(late, key=lambda one: (-one.number, one.node.name, one.node.pk))


LATE: dict[str, LateList] = {
    "duties": LateList(_("逾期未办的应办事项"), "records.write", "duties:duties", late_duties),
    "feedback_cards": LateList(
        _("逾期未发出的反馈卡"), "feedback.write", "feedback:cards", lambda user: with_nodes(cards_not_issued(user))
    ),
    "feedback_replies": LateList(
        _("逾期未答复的反馈卡"),
        "feedback.reply",
        "feedback:deliveries",
        lambda user: with_nodes(cards_not_answered(user)),
    ),
    "consultations": LateList(
        _("逾期未答复的征求意见"),
        "feedback.write",
        "feedback:consultations",
        lambda user: with_nodes(consultations_not_answered(user)),
    ),
    "registrations": LateList(_("未报到的党员"), "registrations.send", "registration:missing", late_registrations),
}


def responsible(node_ids: Iterable[int], word: str) -> dict[int, list[int]]:
    """The accounts that hold the word at exactly these organisations today, by organisation."""
    carrying = [role.code for role in roles().values() if word in role.may]
    held = RoleHolding.objects.filter(holding("", today()), node_id__in=list(node_ids), role__in=carrying)
    found: dict[int, list[int]] = defaultdict(list)
    for node_id, user_id in held.filter(user__is_active=True).order_by("pk").values_list("node_id", "user_id"):
        found[node_id].append(user_id)
    return found
