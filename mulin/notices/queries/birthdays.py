"""Political birthdays: whose, where a regulation asks for a greeting, and in which words."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mulin.foundation.clock import today
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.members.queries import with_tie_names
from mulin.notices.models import GreetingText
from mulin.notices.rules import admitted_like, filled
from mulin.programmes.queries import Ruling, ids_above, rulings
from mulin.tree.models import Node, holding
from mulin.tree.permissions import scope


def members_greeted_by(user: Any) -> QuerySet[Member]:
    """Members whom organisations in this person's reach lead, and whose day of admission is known."""
    ties = Tie.objects.filter(holding("", today()), kind=TieKind.HOME_ORGANISATION)
    led = ties.filter(scope(user, "notices.greet", "node__"))
    return Member.objects.present_on(today()).filter(pk__in=led.values("member_id"), admitted_on__isnull=False)


def born_in(user: Any, month: int) -> QuerySet[Any]:
    """Those of them who have their political birthday in a month, with the name of their organisation."""
    found = members_greeted_by(user).filter(admitted_on__month=month, admitted_on__year__lt=today().year)
    return with_tie_names(found, today())  # type: ignore[arg-type]


def birthdays_on(day: datetime.date, present: datetime.date) -> list[tuple[Member, Node]]:
    """Whose political birthday is this day, with the organisation that leads them; the day of admission is not one.

    Only of those who are still ours on the day ``present``.
    """
    condition = Q(pk__in=[])
    for month, number in admitted_like(day):
        condition |= Q(member__admitted_on__month=month, member__admitted_on__day=number)
    ties = Tie.objects.filter(holding("", day), condition, kind=TieKind.HOME_ORGANISATION)
    ties = ties.filter(
        Q(member__left_on__isnull=True) | Q(member__left_on__gt=present), member__admitted_on__year__lt=day.year
    )
    return [(one.member, one.node) for one in ties.select_related("member", "node").order_by("member_id")]


def greeted_by(node: Node, day: datetime.date) -> Ruling | None:
    """The clause in force at an organisation that asks for greetings; nothing where none does."""
    found = rulings(node, day, "greetings")
    return found[min(found)] if found else None


def greeting_text(node: Node, ruling: Ruling) -> str:
    """The words of the nearest organisation that has its own, else those of the clause."""
    return greeting_texts([node]).get(node.pk) or str(ruling.clause.text)


def greeting_texts(nodes: Iterable[Node]) -> dict[int, str]:
    """The own words that hold for each of these organisations: of itself, or of the nearest above. One query."""
    nodes = list(nodes)
    above = {one.pk: ids_above(one.path) for one in nodes}
    rows = GreetingText.objects.filter(node_id__in=set().union(*above.values())).select_related("node")
    known = sorted(rows, key=lambda one: len(one.node.path))
    return {pk: one.text for pk, ids in above.items() for one in known if one.node_id in ids}


def greeting_of(member: Member, day: datetime.date) -> tuple[str, int] | None:
    """What a member is told this year, and how many years it has been; nothing where no regulation asks for it."""
    home = member.tied_on(TieKind.HOME_ORGANISATION, day)
    ruling = greeted_by(home, day) if home is not None else None
    if home is None or ruling is None or member.admitted_on is None or member.admitted_on.year >= day.year:
        return None
    years = day.year - member.admitted_on.year
    return filled(greeting_text(home, ruling), member.name, years), years
