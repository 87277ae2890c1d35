"""The veto register: recording a veto event, and lifting it."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from mulin.assessments import events, permissions
from mulin.assessments.actions.judging import rejudge_subjects
from mulin.assessments.actions.steps import check_fields
from mulin.assessments.models import Veto
from mulin.assessments.queries.kept import veto_kinds
from mulin.audit.actions import log
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes.models import Programme
from mulin.tree.models import Node


@dataclass(frozen=True)
class NewVeto:
    """A veto event as it is recorded; ``until`` empty: until it is lifted."""

    kind: str
    document: str
    reason: str
    since: datetime.date
    until: datetime.date | None = None


@transaction.atomic
def record_veto(programme: Programme, subject: Node, new: NewVeto, *, by: User) -> Veto:
    """Record a veto event of a kind that the district has listed. The proposed grade follows at once."""
    permissions.record_veto.check(by, subject)
    listed = veto_kinds(programme)
    if not listed:
        raise Refused("“一票否决”事项清单未配置，请先在制度参数中填写")
    if new.kind not in listed:
        raise Refused(f"“{new.kind}”不在“一票否决”事项清单内，可以登记：{'、'.join(listed)}", field="kind")
    if not new.document.strip():
        raise Refused("请填写依据文书", field="document")
    veto = Veto(
        programme=programme,
        subject=subject,
        kind=new.kind,
        document=new.document.strip(),
        reason=new.reason.strip(),
        since=new.since,
        until=new.until,
        recorded_by=by,
        recorded_at=now(),
    )
    check_fields(veto)
    veto.save()
    log(by, "登记一票否决", veto, node_id=subject.pk, changes={"事项": new.kind, "依据": veto.document})
    rejudge_subjects([subject.pk])
    events.veto_changed.send(Veto, veto_id=veto.pk, subject_id=subject.pk)
    return veto


@transaction.atomic
def lift_veto(veto: Veto, *, reason: str, by: User) -> Veto:
    """Lift a veto as of today, with a reason; the register keeps who did."""
    veto = Veto.objects.select_for_update(of=("self",)).select_related("subject").get(pk=veto.pk)
    permissions.lift_veto.check(by, veto)
    if veto.lifted_on is not None:
        raise Refused("这项一票否决已经解除")
    if not reason.strip():
        raise Refused("请写明解除的理由", field="reason")
    veto.lifted_on, veto.lifted_by, veto.lifted_at, veto.lift_reason = today(), by, now(), reason.strip()
    veto.save(update_fields=["lifted_on", "lifted_by", "lifted_at", "lift_reason"])
    log(by, "解除一票否决", veto, node_id=veto.subject_id, changes={"理由": reason.strip()})
    rejudge_subjects([veto.subject_id])
    events.veto_changed.send(Veto, veto_id=veto.pk, subject_id=veto.subject_id)
    return veto
