"""What waits for somebody: transfers, members away, members here, the census, flagged members."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.relations.choices import OPEN_WITHDRAWALS, AbsenceState, Direction, PermitShown, TransferState
from mulin.relations.choices import WithdrawalState as State
from mulin.relations.models import Absence, CensusReturn, Stay, Transfer, WithdrawalCase
from mulin.relations.queries.clauses import FloatingTerms, FloatingTermsByPlace
from mulin.relations.queries.floating import contact_due, is_urged, open_lapses
from mulin.relations.queries.watched import watched
from mulin.tree.permissions import has_anywhere, scope

SHOWN = 12
VIEW, MANAGE, APPROVE = "relations.view", "relations.manage", "relations.approve"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what, where, how urgent, by when."""

    title: str
    url: str
    light: str
    due: datetime.date | None = None


def waiting_for(user: Any) -> list[Waiting]:
    """Everything of relations that waits for this person."""
    found: list[Waiting] = []
    if has_anywhere(user, MANAGE):
        found += [*transfers_to_handle(user), *absences_to_handle(user), *stays_to_handle(user)]
        found += [*returns_to_complete(user), *cases_to_handle(user), *clocks_to_look_at(user)]
    if has_anywhere(user, APPROVE):
        found += approvals(user)
    return found


def page(name: str, *arguments: Any, query: str = "") -> str:
    """An address of this domain."""
    return reverse(f"relations:{name}", args=arguments) + query


def transfers_to_handle(user: Any) -> Iterator[Waiting]:
    """Asked for, sent back or expired at the sender; to be received at the target; receipts that are out."""
    mine, theirs = scope(user, MANAGE, "source__"), scope(user, MANAGE, "target__")
    sent = Q(state__in=[TransferState.ASKED, TransferState.RETURNED, TransferState.ISSUED])
    rows = Transfer.objects.filter((mine & sent) | (theirs & Q(state=TransferState.ISSUED)))
    ready = rows.select_related("member", "source", "target").prefetch_related("letters").order_by("-pk")
    for one in ready[: SHOWN * 4]:
        yield transfer_waiting(one)


def transfer_waiting(one: Transfer) -> Waiting:
    """One transfer, by whose turn it is."""
    url, who = page("transfer", one.pk), one.member
    if one.state == TransferState.ASKED:
        return Waiting(_("%(who)s申请转接组织关系，请答复") % {"who": who}, url, "submitted")
    if one.state == TransferState.RETURNED:
        return Waiting(_("%(who)s的转接已退回，请办理") % {"who": who}, url, "returned")
    letter = one.letter
    due = letter.valid_until if letter is not None else None
    if one.is_expired:
        return Waiting(_("%(who)s的介绍信已过期，请转出方重新开具") % {"who": who}, url, "overdue", due)
    if one.direction == Direction.OUT:
        return Waiting(_("%(who)s转出区外，待登记回执") % {"who": who}, url, "due", due)
    words = {"who": who, "target": one.target_name}
    return Waiting(_("%(who)s的组织关系待“%(target)s”接收") % words, url, "due", due)


def absences_to_handle(user: Any) -> Iterator[Waiting]:
    """Members away who are to be urged, who are silent, or whose term to mend is over; hosts' newcomers."""
    rows = Absence.objects.filter(scope(user, MANAGE, "home__"), state=AbsenceState.AWAY)
    away = rows.select_related("member", "home").prefetch_related("places", "contacts", "lapses")
    terms = FloatingTermsByPlace(today())
    for one in away.order_by("left_on"):
        yield from absence_waiting(one, terms.at(one.home), today())


def absence_waiting(one: Absence, terms: FloatingTerms | None, day: datetime.date) -> Iterator[Waiting]:
    """What is due for one member away."""
    url, who = page("absence", one.pk), one.member
    if terms is not None and one.urged_on is None and is_urged(one, terms, day):
        yield Waiting(_("动员%(who)s转出组织关系") % {"who": who}, url, "attention")
    due = contact_due(one, terms)
    if due is not None and due < day:
        yield Waiting(_("%(who)s外出后没有联系，请查明原因") % {"who": who}, url, "overdue", due)
    for lapse in open_lapses(one):
        if lapse.mend_by < day:
            yield Waiting(_("%(who)s的改正期限已到") % {"who": who}, url, "overdue", lapse.mend_by)


def stays_to_handle(user: Any) -> Iterator[Waiting]:
    """Permits to be put in order, members to be reported upward: counted."""
    owed = ~Q(permit_shown=PermitShown.IN_ORDER) & Q(permit_mended_on__isnull=True)
    counts = Stay.objects.filter(scope(user, MANAGE, "host__"), ended_on__isnull=True).aggregate(
        permits=Count("pk", filter=owed), reports=Count("pk", filter=Q(reported_on__isnull=True))
    )
    if counts["permits"]:
        words = _("流入党员活动证待补办：%(number)d 人") % {"number": counts["permits"]}
        yield Waiting(words, page("stays", query="?owing=permit"), "due")
    if counts["reports"]:
        words = _("流入党员待报备：%(number)d 人") % {"number": counts["reports"]}
        yield Waiting(words, page("stays", query="?owing=report"), "due")


def returns_to_complete(user: Any) -> Iterator[Waiting]:
    """Communities that have not counted yet."""
    rows = CensusReturn.objects.filter(scope(user, MANAGE, "community__"), done_on__isnull=True)
    for one in rows.select_related("community", "census").order_by("census__due_on", "pk")[:SHOWN]:
        late = one.census.due_on < today()
        words = _("%(where)s：%(year)d 年流入党员摸底") % {"where": one.community, "year": one.census.year}
        yield Waiting(words, page("census_return", one.pk), "overdue" if late else "due", one.census.due_on)


def cases_to_handle(user: Any) -> Iterator[Waiting]:
    """Cases that the branch has to go on with."""
    waits = [state for state in OPEN_WITHDRAWALS if state != State.DECIDED]
    rows = WithdrawalCase.objects.filter(scope(user, MANAGE, "home__"), state__in=waits).select_related("member")
    for one in rows.order_by("flagged_on", "pk")[:SHOWN]:
        words = _("%(who)s的自行脱党认定：%(state)s") % {"who": one.member, "state": one.get_state_display()}
        yield Waiting(words, page("case", one.pk), "in_progress")


def clocks_to_look_at(user: Any) -> Iterator[Waiting]:
    """Members whose six months are full and whom nobody has looked at."""
    full = [one for one in watched(user, today(), MANAGE) if one.is_full and one.case_id is None]
    if full:
        words = _("六个月提示待核实：%(number)d 人") % {"number": len(full)}
        yield Waiting(words, page("clocks"), "attention", min(one.clock.full_on for one in full))


def approvals(user: Any) -> Iterator[Waiting]:
    """What waits for the superior's word."""
    number = Transfer.objects.filter(scope(user, APPROVE, "source__"), state=TransferState.AWAITING).count()
    if number:
        words = _("组织关系转接待审批：%(number)d 件") % {"number": number}
        yield Waiting(words, page("transfers", query="?state=awaiting"), "reviewing")
    rows = WithdrawalCase.objects.filter(scope(user, APPROVE, "home__"), state=State.DECIDED).select_related("member")
    for one in rows.order_by("pk")[:SHOWN]:
        yield Waiting(_("%(who)s的自行脱党认定待批准") % {"who": one.member}, page("case", one.pk), "reviewing")
