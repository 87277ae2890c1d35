"""Preparing the cards of a half-year: for all members of a community or a street in one go, each exactly once."""

import datetime
from collections.abc import Collection, Iterator, Sequence

from django.db import transaction

from mulin.audit.actions import log
from mulin.feedback.choices import State
from mulin.feedback.models import Feedback
from mulin.feedback.permissions import write_feedback
from mulin.feedback.queries.clauses import feedback_rule, span_here
from mulin.feedback.rules import last_half
from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.periods import Period
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes.queries import Ruling
from mulin.service.queries.places import COMMUNITY, communities_of, residents
from mulin.tree.models import Node

AT_A_TIME = 500


def communities_in(node: Node) -> list[Node]:
    """A community itself, or the communities of a street or district."""
    rows = Node.objects.filter(kind_id=COMMUNITY, until__isnull=True, path__within=node.path)
    return list(rows.order_by("pk"))


@transaction.atomic
def prepare(node: Node, half: Period, *, by: User) -> int:
    """Make the cards of a half-year that do not exist yet; returns how many. Doing it again adds nobody twice.

    The community where a member lived on the half-year's last day gives the card. Refuses before the half-year is
    over, and where no regulation in force asks for feedback then.
    """
    write_feedback.check(by, node)
    if half.kind != "half_year" or half.last >= today():
        raise Refused(f"{half.name}还没有结束，期满以后再准备反馈卡", field="half")
    before = Feedback.objects.count()
    rows = [row for community in communities_in(node) for row in cards_for(community, half)]
    if not rows and not ruled(node, half):
        raise Refused("这里施行的制度没有要求这半年反馈，请先由上级实施有关制度", field="half")
    Feedback.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_A_TIME)
    realign([row.member_id for row in rows])
    made = Feedback.objects.count() - before
    if made:
        log(by, "准备反馈卡", node, node_id=node.pk, changes={"期间": half.name, "张数": made})
    return made


def prepare_ended(day: datetime.date, *, by: User) -> int:
    """The work of a morning: the cards of the half-year that ended last, where none has been prepared yet.

    Returns how many. Communities whose regulation gives no feedback then are passed over.
    """
    half = last_half(day)
    begun = Feedback.objects.filter(half=half.first).values("community")
    waiting = Node.objects.holding_on(day).filter(kind_id=COMMUNITY).exclude(pk__in=begun).order_by("pk")
    return sum(prepare(one, half, by=by) for one in waiting if ruled(one, half))


def ruled(node: Node, half: Period) -> bool:
    """Does some community here give feedback for this half-year?"""
    rulings = ((feedback_rule(one, half.last), half) for one in communities_in(node))
    return any(ruling is not None and span_here(ruling, period) is not None for ruling, period in rulings)


def cards_for(community: Node, half: Period) -> Iterator[Feedback]:
    """The cards that a community gives for a half-year."""
    ruling = feedback_rule(community, half.last)
    span = span_here(ruling, half) if ruling else None
    if ruling is None or span is None:
        return
    for member_id in asked_by(ruling, community, half):
        yield Feedback(
            member_id=member_id,
            half=span.half,
            first=span.first,
            last=span.last,
            is_yearly=span.is_yearly,
            community=community,
            programme=ruling.programme,
            clause=ruling.clause.id,
            prepared_on=today(),
        )


def asked_by(ruling: Ruling, community: Node, half: Period) -> Sequence[int]:
    """The members about whom the clause asks, who lived in the community on the last day."""
    members = residents(community, half.last)
    if ruling.clause.categories:
        members = members.filter(category__in=ruling.clause.categories)
    return list(members.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def realign(member_ids: Collection[int]) -> int:
    """Cards not issued yet belong to where the member lived on the last day, also when that was put right.

    Returns how many changed.
    """
    changed = []
    for chunk in chunks(sorted(set(member_ids))):
        rows = Feedback.objects.select_for_update(of=("self",)).exclude(state=State.ISSUED).filter(member__in=chunk)
        cards = list(rows.order_by("pk"))
        for last in {one.last for one in cards}:
            lived = communities_of([one.member_id for one in cards if one.last == last], last)
            for one in cards:
                home = lived.get(one.member_id)
                if one.last == last and home is not None and home.pk != one.community_id:
                    one.community, one.version = home, one.version + 1
                    changed.append(one)
    Feedback.objects.bulk_update(changed, ["community", "version"], batch_size=AT_A_TIME)
    return len(changed)
