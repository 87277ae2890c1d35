"""The organisation above examines the results: they stand, or go back with a reason."""

from typing import Any

from django.db import transaction

from mulin.appraisals import events, permissions
from mulin.appraisals.choices import OPEN_STATES, State
from mulin.appraisals.models import Appraisal
from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.periods import months_later
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.points.actions import award_grades, award_missing_grades, take_back_award

MONTHS_OPEN = 12
"""For so many months after its year an appraisal is looked at again for schemes that came later."""


def locked(appraisal: Appraisal, states: tuple[str, ...] = OPEN_STATES) -> Appraisal:
    """The appraisal, held until the transaction ends; it must be in one of these states."""
    rows = Appraisal.objects.select_for_update(of=("self",)).select_related("node__kind", "programme", "poll")
    found = rows.get(pk=appraisal.pk)
    if found.state not in states:
        raise Refused(f"这次评议{found.get_state_display()}，不能再改")
    return found


@transaction.atomic
def approve(appraisal: Appraisal, *, opinion: str = "", by: User) -> Appraisal:
    """Let the results stand: into the files of the members."""
    permissions.examine_appraisals.check(by, appraisal)
    found = locked(appraisal, (State.SUBMITTED,))
    log(by, "审议通过评议结果", found, node_id=found.node_id, changes={"意见": opinion.strip()})
    return settle(found, opinion=opinion, by=by)


@transaction.atomic
def send_back(appraisal: Appraisal, *, opinion: str, by: User) -> Appraisal:
    """Send the results back to the branch, with what is to be considered again.

    Results that stood already stand no more: the points that the grades gave are taken back.
    """
    permissions.examine_appraisals.check(by, appraisal)
    found = locked(appraisal, (State.SUBMITTED, State.EXAMINED))
    if not opinion.strip():
        raise Refused("请写明退回复议的原因", field="opinion")
    if found.state == State.EXAMINED:
        take_back_award(reference_of(found), by=by, why=f"{found.period}民主评议退回复议：{opinion.strip()}")
    found.state, found.opinion = State.RETURNED, opinion.strip()
    found.examined_on, found.examined_by = None, None
    found.save(update_fields=["state", "opinion", "examined_on", "examined_by"])
    log(by, "退回评议结果", found, node_id=found.node_id, changes={"意见": found.opinion})
    return found


def settle(appraisal: Appraisal, *, opinion: str, by: User) -> Appraisal:
    """The results stand: points follow from the grades, and the domains above are told."""
    appraisal.state, appraisal.examined_on, appraisal.examined_by = State.EXAMINED, today(), by
    appraisal.opinion = opinion.strip()
    appraisal.save(update_fields=["state", "examined_on", "examined_by", "opinion"])
    award_points(appraisal, by=by)
    events.examined.send(Appraisal, appraisal_id=appraisal.pk)
    return appraisal


def reference_of(appraisal: Appraisal) -> str:
    """How the ledger of points names an appraisal."""
    return f"appraisal:{appraisal.pk}"


def award_points(appraisal: Appraisal, *, by: User) -> int:
    """Enter what the grades are worth, once: in the year of the appraisal. Returns how many entries were made."""
    return award_grades(appraisal.node, grades_of(appraisal), by=by, **terms_of(appraisal))


def grades_of(appraisal: Appraisal) -> dict[int, str]:
    """The grade of everybody who has one, by member id."""
    graded = appraisal.appraisees.filter(graded=True).exclude(grade="")
    return dict(graded.values_list("member_id", "grade"))


def terms_of(appraisal: Appraisal) -> dict[str, Any]:
    """For which day, under which reference and with which words the ledger of points takes an appraisal."""
    day = min(appraisal.last, today())
    return {"day": day, "reference": reference_of(appraisal), "why": f"{appraisal.period}民主评议"}


@transaction.atomic
def award_missing_points(*, by: User) -> int:
    """Enter what examined grades are worth under schemes of points that came into force, or were completed, later.

    Of the appraisals whose year goes on or ended within one, which is as long as points of it can still be reviewed.
    Safe to repeat: what the ledger has ever held of an appraisal stays as it is. Returns how many entries were made.
    """
    examined = Appraisal.objects.filter(state=State.EXAMINED, last__gte=months_later(today(), -MONTHS_OPEN))
    rows = examined.select_for_update(of=("self",)).select_related("node__kind").order_by("pk")
    return sum(award_missing_grades(one.node, grades_of(one), by=by, **terms_of(one)) for one in rows)
