"""The five steps of a year (动员、联系、活动、反馈、总结) of a community or a unit, from facts alone."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from mulin.feedback.models import Delivery, Feedback
from mulin.foundation.periods import Period, period_of
from mulin.records.choices import COUNTING
from mulin.records.models import Activity
from mulin.registration.models import Registration
from mulin.service.queries.places import COMMUNITY
from mulin.tree.models import Node

MOBILISED = ("mobilisation",)
SUMMED_UP = ("year_end_meeting", "yearly_summing_up", "volunteer_summary")


@dataclass(frozen=True)
class Step:
    """One step: how far it is (a light), what it is judged from."""

    id: str
    done: int
    wanted: int | None = None
    last: datetime.date | None = None

    @property
    def light(self) -> str:
        """Done, under way, not begun."""
        if not self.done:
            return "not_started"
        return "in_progress" if self.wanted is not None and self.done < self.wanted else "done"


def year_of(year: int) -> Period:
    """A calendar year."""
    return period_of("year", datetime.date(year, 1, 1))


def steps(node: Node, year: int) -> list[Step]:
    """The five steps of a node in a year."""
    days = year_of(year)
    return [
        activities(node, days, "mobilised", MOBILISED),
        contacted(node, days),
        acting(node, days),
        fed_back(node, days),
        activities(node, days, "summed_up", SUMMED_UP),
    ]


def at(node: Node, prefix: str) -> Q:
    """Rows at a node, below it, or in it."""
    return Q(**{f"{prefix}__path__within": node.path}) | Q(**{f"{prefix}__place_path__within": node.place_path})


def activities(node: Node, days: Period, name: str, kinds: tuple[str, ...]) -> Step:
    """How often activities of some kinds took place."""
    rows = Activity.objects.filter(
        at(node, "host"), kind__in=kinds, state__in=COUNTING, day__range=(days.first, days.last)
    )
    newest = rows.order_by("-day").values_list("day", flat=True).first()
    return Step(name, rows.count(), last=newest)


def contacted(node: Node, days: Period) -> Step:
    """How many of those who are listed were received by their community, by the year's end."""
    side = "community" if node.kind_id == COMMUNITY else "unit"
    rows = Registration.objects.filter(at(node, side), listed_on__lte=days.last).exclude(state="withdrawn")
    rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=days.first))
    received = rows.filter(received_on__isnull=False, received_on__lte=days.last)
    newest = received.order_by("-received_on").values_list("received_on", flat=True).first()
    return Step("contacted", received.count(), rows.count(), newest)


def acting(node: Node, days: Period) -> Step:
    """Activities at a community; for a unit those its members came to in communities."""
    rows = Activity.objects.filter(state__in=COUNTING, day__range=(days.first, days.last))
    if node.kind_id == COMMUNITY:
        rows = rows.filter(at(node, "host"))
    else:
        ties = {"attendances__member__ties__kind": "home_organisation", "attendances__member__ties__until": None}
        rows = rows.filter(at(node, "attendances__member__ties__node"), **ties).exclude(at(node, "host")).distinct()
    newest = rows.order_by("-day").values_list("day", flat=True).first()
    return Step("acting", rows.count(), last=newest)


def fed_back(node: Node, days: Period) -> Step:
    """Cards of the year: issued, of all prepared; for a unit those it received, and how many it answered."""
    if node.kind_id == COMMUNITY:
        rows = Feedback.objects.filter(at(node, "community"), last__range=(days.first, days.last))
        sent = rows.filter(state="issued")
        newest = sent.order_by("-issues__issued_on").values_list("issues__issued_on", flat=True).first()
        return Step("fed_back", sent.count(), rows.count(), newest)
    received = Delivery.objects.live().filter(at(node, "node"), replies=True)
    received = received.filter(feedback__last__range=(days.first, days.last))
    answered = received.filter(replied_on__isnull=False)
    newest = answered.order_by("-replied_on").values_list("replied_on", flat=True).first()
    return Step("fed_back", answered.count(), received.count(), newest)
