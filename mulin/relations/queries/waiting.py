"""What waits for whom, as conditions on rows: by person and list, for the home page and the lists it leads to."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear

from mulin.foundation.clock import today
from mulin.foundation.periods import last_day_reaching
from mulin.relations.choices import OPEN_WITHDRAWALS, AbsenceState, Direction, PermitShown, TransferState
from mulin.relations.choices import WithdrawalState as State
from mulin.relations.models import Absence, Contact, Lapse, Letter, Stay, Whereabouts
from mulin.relations.queries.clauses import FloatingTerms, FloatingTermsByPlace
from mulin.tree.permissions import handled

MANAGE, APPROVE = "relations.manage", "relations.approve"
NEWEST_LETTER = Letter.objects.filter(transfer=OuterRef("pk")).order_by("-pk").values("valid_until")[:1]
LETTER_HOLDS = Subquery(NEWEST_LETTER)
OPEN_LAPSE = Lapse.objects.filter(absence=OuterRef("pk"), mended_on__isnull=True).order_by("mend_by")
MEND_BY = Subquery(OPEN_LAPSE.values("mend_by")[:1])
PERMIT_OWED = ~Q(permit_shown=PermitShown.IN_ORDER) & Q(permit_mended_on__isnull=True)
NOBODY = Q(pk__in=[])


def transfers_waiting(user: Any) -> dict[str, Q]:
    """Asked for, sent back or expired at the sender; to be received; receipts that are out; to be approved."""
    sender, receiver = handled(user, MANAGE, "source__"), handled(user, MANAGE, "target__")
    issued = Q(state=TransferState.ISSUED)
    newer = Letter.objects.filter(transfer=OuterRef("transfer"), pk__gt=OuterRef("pk"))
    over = Letter.objects.filter(~Exists(newer), transfer=OuterRef("pk"), valid_until__lt=today())
    expired = issued & Q(Exists(over))
    under_way = issued & ~Q(Exists(over))
    return {
        "asked": sender & Q(state=TransferState.ASKED),
        "returned": sender & Q(state=TransferState.RETURNED),
        "expired": expired & ((sender & Q(source__isnull=False)) | (receiver & Q(direction=Direction.IN))),
        "receive": under_way & receiver & Q(target__isnull=False),
        "receipt": under_way & sender & Q(direction=Direction.OUT),
        "approve": handled(user, APPROVE, "source__") & Q(state=TransferState.AWAITING),
    }


def absences_waiting(user: Any) -> dict[str, Q]:
    """Members away who are to be urged, who are silent, or whose term to mend is over. Two queries."""
    day = today()
    away = handled(user, MANAGE, "home__") & Q(state=AbsenceState.AWAY)
    urged, silent = NOBODY, NOBODY
    for homes, terms in terms_of_homes(Absence.objects.filter(away), day):
        there = Q(home__in=homes)
        urged |= there & asks_for_transfer_on(day, terms.urge_from_months)
        if terms.contact_months is not None:
            silent |= there & silent_since(last_day_reaching(day - datetime.timedelta(days=1), terms.contact_months))
    return {
        "urge": away & Q(urged_on__isnull=True) & urged,
        "silent": away & silent,
        "mend": away & Q(Exists(OPEN_LAPSE.filter(mend_by__lt=day))),
        "host": Q(state=AbsenceState.AWAY) & expected_by(user),
    }


def expected_by(user: Any) -> Q:
    """Members away whose last place names a host that somebody works for, and whom nobody has received."""
    newer = Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
    last = ~Exists(Whereabouts.objects.filter(newer, absence=OuterRef("absence")))
    hosted = Whereabouts.objects.filter(
        last, handled(user, MANAGE, "host__"), absence=OuterRef("pk"), host__isnull=False
    )
    here = Stay.objects.filter(member=OuterRef("member"), ended_on__isnull=True)
    return Q(Exists(hosted)) & ~Q(Exists(here))


class Home(NamedTuple):
    """Where an organisation stands."""

    pk: int
    path: str
    place_path: str


def terms_of_homes(rows: Any, day: datetime.date) -> Iterable[tuple[list[int], FloatingTerms]]:
    """The organisations of these members, by the terms in force there."""
    terms = FloatingTermsByPlace(day)
    found: dict[frozenset[int], list[int]] = defaultdict(list)
    for row in rows.order_by().values_list("home_id", "home__path", "home__place_path").distinct():
        home = Home(*row)
        found[terms.key(home)].append(home.pk)
    known = ((homes, terms.under(key)) for key, homes in found.items())
    return [(homes, one) for homes, one in known if one is not None]


def asks_for_transfer_on(day: datetime.date, months: int) -> Q:
    """Members at a fixed place so long, or for so long: ``rules.asks_for_transfer``, asked of all at once."""
    newer = Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
    last = ~Exists(Whereabouts.objects.filter(newer, absence=OuterRef("absence")))
    places = Whereabouts.objects.filter(last, absence=OuterRef("pk"), is_fixed=True)
    until_now = places.filter(since__lte=last_day_reaching(day, months))
    expected = full_months(places.filter(absence__expected_until__gt=day), "since", "absence__expected_until", months)
    return Q(Exists(until_now)) | Q(Exists(expected))


def full_months(rows: QuerySet[Any], start: str, end: str, months: int) -> QuerySet[Any]:
    """Rows with so many full months between two columns: ``periods.full_months_between`` in SQL.

    A month is full on its day, or on the last day of a month that has no such day: the day after is a first one.
    """
    whole = (ExtractYear(end) - ExtractYear(start)) * 12 + ExtractMonth(end) - ExtractMonth(start)
    day_after = ExpressionWrapper(F(end) + datetime.timedelta(days=1), output_field=DateField())
    named: QuerySet[Any] = rows.annotate(
        whole=ExpressionWrapper(whole, output_field=IntegerField()),
        first_day=ExtractDay(start),
        last_day=ExtractDay(end),
        next_day=ExtractDay(day_after),
    )
    reached = Q(last_day__gte=F("first_day")) | Q(next_day=1)
    return named.filter(Q(whole__gt=months) | (Q(whole=months) & reached))


def silent_since(last: datetime.date) -> Q:
    """Members of whom nothing was heard after a day, and who left by then or were heard of before."""
    heard = Contact.objects.filter(absence=OuterRef("pk"))
    return ~Q(Exists(heard.filter(day__gt=last))) & (Q(left_on__lte=last) | Q(Exists(heard)))


def stays_waiting(user: Any) -> dict[str, Q]:
    """Permits to be put in order, members to be reported upward."""
    here = handled(user, MANAGE, "host__") & Q(ended_on__isnull=True)
    return {"permit": here & PERMIT_OWED, "report": here & Q(reported_on__isnull=True)}


def returns_waiting(user: Any) -> dict[str, Q]:
    """Communities that have not counted yet."""
    return {"count": handled(user, MANAGE, "community__") & Q(done_on__isnull=True)}


def cases_waiting(user: Any) -> dict[str, Q]:
    """Cases that the branch has to go on with, and decisions that wait for the superior's word."""
    under_way = [state for state in OPEN_WITHDRAWALS if state != State.DECIDED]
    return {
        "judge": handled(user, MANAGE, "home__") & Q(state__in=under_way),
        "approve": handled(user, APPROVE, "home__") & Q(state=State.DECIDED),
    }
