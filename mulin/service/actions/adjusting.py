"""A member who cannot serve for long applies; the community gives another post, releases or keeps the member."""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.periods import months_later
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service import events
from mulin.service.actions.claims import ended, hand_over, locked_claim, take
from mulin.service.choices import AdjustmentState, Ending, Origin
from mulin.service.models import Adjustment, Claim, Post
from mulin.service.permissions import check_oneself, manage_service
from mulin.service.queries.clauses import ruled


@dataclass(frozen=True)
class Decision:
    """What the community decides: the state, the new post, who follows in the old one and what is handed over."""

    state: str
    post: Post | None = None
    successor: Member | None = None
    items: str = ""
    answer: str = ""


@transaction.atomic
def apply_for_adjustment(
    claim: Claim, *, unable_since: datetime.date, reason: str, by: User, unable_until: datetime.date | None = None
) -> Adjustment:
    """A member asks for another post, or for none. Refused for a shorter time than the regulation names."""
    claim = locked_claim(claim)
    if not manage_service.allows(by, claim):
        check_oneself(by, claim.member)
    if claim.until is not None:
        raise Refused("这个岗位已经离任")
    check_long_enough(claim, unable_since, unable_until)
    try:
        with transaction.atomic():
            made = Adjustment.objects.create(
                claim=claim, unable_since=unable_since, unable_until=unable_until, reason=reason, applied_on=today()
            )
    except IntegrityError as error:
        raise Refused("已有一份调整申请待办理") from error
    changes = {"党员": claim.member.name, "自": unable_since, "理由": reason}
    log(by, "申请调整岗位", claim.post, node_id=claim.post.community_id, changes=changes)
    return made


def check_long_enough(claim: Claim, since: datetime.date, until: datetime.date | None) -> None:
    """Refuse days in the wrong order, and a time shorter than the regulation names."""
    if until is not None and until <= since:
        raise Refused("预计结束的日期必须晚于开始", field="unable_until")
    months, ruling = ruled(claim.post.community, today(), "post_rules", "adjust_after_months")
    if months is None or ruling is None or until is None:
        return
    if until < months_later(since, int(months)):
        name = ruling.clause.name
        raise Refused(f"“{name}”规定连续 {int(months)} 个月不能履职的申请调整；时间较短的向社区请假即可")


@transaction.atomic
def decide_adjustment(adjustment: Adjustment, decision: Decision, *, by: User) -> Adjustment:
    """The community gives another post, releases, or keeps; handing over is part of it when somebody follows."""
    manage_service.check(by, adjustment.claim.post.community)
    claim = locked_claim(adjustment.claim)
    fresh = Adjustment.objects.select_for_update().get(pk=adjustment.pk)
    if fresh.state != AdjustmentState.WAITING:
        raise Refused("这份申请已经办理")
    if decision.state == AdjustmentState.ADJUSTED and decision.post is None:
        raise Refused("请选择调整到哪个岗位", field="post")
    if decision.state != AdjustmentState.KEPT:
        leave(claim, decision, by)
    fresh.state, fresh.answer = decision.state, decision.answer
    fresh.decided_on, fresh.decided_by = today(), by
    fresh.save(update_fields=["state", "answer", "decided_on", "decided_by"])
    if decision.state == AdjustmentState.RELEASED:
        events.ability_changed.send(Adjustment, member_ids=[claim.member_id])
    changes = {"党员": claim.member.name, "意见": AdjustmentState(decision.state).label}
    log(by, "办理岗位调整", claim.post, node_id=claim.post.community_id, changes=changes)
    return fresh


def leave(claim: Claim, decision: Decision, by: User) -> None:
    """End the old post, with or without somebody who follows, and begin the new one."""
    if decision.successor is not None:
        hand_over(claim, decision.successor, items=decision.items, by=by, ending=Ending.ADJUSTED)
    else:
        ended(claim, Ending.ADJUSTED, on=today(), by=by, note=decision.answer)
    if decision.state == AdjustmentState.ADJUSTED and decision.post is not None:
        if decision.post.community_id != claim.post.community_id:
            raise Refused("只能调整到本社区的岗位", field="post")
        why = f"由“{claim.post.name}”调整"
        take(decision.post, [claim.member], by=by, origin=Origin.ASSIGNED, why=why)
