"""No report, no contact: the cause is found, the member criticised, and gets a term to mend."""

import datetime

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.organisations.actions.keeping import checked
from mulin.relations import permissions
from mulin.relations.actions.floating.away import held
from mulin.relations.models import Absence, Lapse
from mulin.relations.queries.clauses import floating_terms


@transaction.atomic
def begin_mending(absence: Absence, *, kind: str, cause: str, mend_by: datetime.date | None = None, by: User) -> Lapse:
    """Write down the cause found and the criticism, with the term to mend: the pack's, unless another is set."""
    found = held(absence, by)
    terms = floating_terms(found.home, today())
    days = terms.mend_days if terms is not None else None
    until = mend_by or (today() + datetime.timedelta(days=days) if days is not None else None)
    if until is None:
        raise Refused("现行制度没有规定改正期限，请填写限期到哪一天", field="mend_by")
    made = Lapse(absence=found, kind=kind, cause=cause, criticised_on=today(), mend_by=until, by=by)
    checked(made)
    made.save()
    log(by, "批评教育、限期改正", found.member, node_id=found.home_id, changes={"问题": str(made), "限期": until})
    return made


@transaction.atomic
def mend(lapse: Lapse, *, outcome: str, by: User) -> Lapse:
    """The member mended it; or the branch says how it ended."""
    found = (
        Lapse.objects.select_for_update(of=("self",))
        .select_related("absence__member", "absence__home")
        .get(pk=lapse.pk)
    )
    permissions.manage_relations.check(by, found.absence.home)
    if found.mended_on is not None:
        raise Refused(f"已于 {found.mended_on} 改正")
    if not outcome.strip():
        raise Refused("请写明改正情况", field="outcome")
    found.mended_on, found.outcome = today(), outcome
    found.save(update_fields=["mended_on", "outcome"])
    log(
        by,
        "登记改正",
        found.absence.member,
        node_id=found.absence.home_id,
        changes={"问题": str(found), "情况": outcome},
    )
    return found
