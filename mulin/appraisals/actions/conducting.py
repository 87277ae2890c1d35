"""A branch appraises its members: each says of themself, members vote, the public is counted, graded, handed in."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mulin.appraisals import permissions
from mulin.appraisals.actions.examining import locked, settle
from mulin.appraisals.choices import State
from mulin.appraisals.models import Appraisal, Appraisee
from mulin.appraisals.queries import appraisals as queries
from mulin.appraisals.queries.hearing import unheard
from mulin.appraisals.rules import against_share
from mulin.audit.actions import log
from mulin.deliberation.actions import Item, NewPoll, cancel, open_poll
from mulin.deliberation.choices import PollState
from mulin.deliberation.queries.terms import entitled_at
from mulin.foundation.clock import today
from mulin.foundation.periods import period_of
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.programmes.queries import Ruling
from mulin.records.actions import record
from mulin.records.rules import Attendee
from mulin.tree.models import Node


@transaction.atomic
def open_appraisal(node: Node, ruling: Ruling, *, in_period_of: datetime.date, by: User) -> Appraisal:
    """Open the appraisal of an organisation's members for the period that holds a day. One a period."""
    permissions.manage_appraisals.check(by, node)
    scheme = ruling.clause
    if node.kind_id not in scheme.subjects:
        raise Refused(f"“{scheme.name}”不适用于{node.kind.name}")
    period = period_of(scheme.period, in_period_of)
    Node.objects.select_for_update().get(pk=node.pk)
    if Appraisal.objects.filter(node=node, first=period.first).exclude(state=State.CANCELLED).exists():
        raise Refused(f"“{node.name}”{period.name}的评议已经开始")
    below = Node.objects.filter(path__within=node.path)
    members = Member.objects.present_on(today()).tied_to(below, today(), TieKind.HOME_ORGANISATION).order_by("pk")
    if not members.exists():
        raise Refused(f"“{node.name}”没有党员，不能开始评议")
    appraisal = Appraisal.objects.create(
        node=node,
        programme=ruling.programme,
        scheme=scheme.id,
        period=period.name,
        first=period.first,
        last=period.last,
        opened_on=today(),
    )
    Appraisee.objects.bulk_create(
        Appraisee(appraisal=appraisal, member_id=pk, graded=stage in scheme.graded_stages)
        for pk, stage in members.values_list("pk", "stage")
    )
    log(by, "开始民主评议", appraisal, node_id=node.pk, changes={"参评": appraisal.appraisees.count()})
    return appraisal


@transaction.atomic
def say_of_oneself(appraisee: Appraisee, text: str, *, by: User) -> Appraisee:
    """A member's own view; written by the member, or taken down by who runs the appraisal."""
    appraisal = locked(appraisee.appraisal)
    if appraisee.member.account_id != by.pk:
        permissions.manage_appraisals.check(by, appraisal)
    if not queries.has_layer(appraisal, "self"):
        raise Refused("这次评议没有个人自评")
    if not text.strip():
        raise Refused("请填写自评", field="text")
    appraisee.self_review = text.strip()
    appraisee.save(update_fields=["self_review"])
    log(by, "个人自评", appraisal, node_id=appraisal.node_id)
    return appraisee


@transaction.atomic
def open_mutual(appraisal: Appraisal, *, closes_on: datetime.date, by: User) -> Appraisal:
    """Let the members grade each other in a secret ballot."""
    permissions.manage_appraisals.check(by, appraisal)
    found = locked(appraisal)
    if not queries.has_layer(found, "ballot"):
        raise Refused("这次评议没有党员互评")
    if found.poll is not None and found.poll.state != PollState.CANCELLED:
        raise Refused("党员互评已经开始")
    graded = queries.appraisees_of(found).filter(graded=True)
    new = NewPoll(
        title=f"{found.period}民主评议：党员互评",
        closes_on=closes_on,
        items=[Item(one.member.name, one.member_id) for one in graded],
        voter_ids=entitled_at(found.node, today()),
        choices=[grade.name for grade in queries.scheme_of(found).grades],
    )
    found.poll = open_poll(found.node, new, by=by)
    found.save(update_fields=["poll"])
    return found


@transaction.atomic
def count_public(appraisal: Appraisal, votes: Mapping[int, Mapping[str, int]], *, by: User) -> int:
    """Enter what the public said on paper: votes by appraisee id and grade. Returns of how many members."""
    permissions.manage_appraisals.check(by, appraisal)
    found = locked(appraisal)
    if not queries.has_layer(found, "public"):
        raise Refused("这次评议没有群众评议")
    rows = checked_rows(found, votes)
    names = [grade.name for grade in queries.scheme_of(found).grades]
    for row in rows:
        given = {name: int(votes[row.pk].get(name) or 0) for name in names}
        if min(given.values()) < 0:
            raise Refused(f"{row.member.name}：票数不能是负数")
        row.public = given if any(given.values()) else {}
    Appraisee.objects.bulk_update(rows, ["public"], batch_size=500)
    log(by, "录入群众评议", found, node_id=found.node_id, changes={"人数": len(rows)})
    return len(rows)


def checked_rows(appraisal: Appraisal, given: Mapping[int, Any]) -> list[Appraisee]:
    """The graded appraisees of these ids; refused when one is not of this appraisal."""
    rows = appraisal.appraisees.select_for_update(of=("self",)).select_related("member").filter(pk__in=given)
    found = list(rows.filter(graded=True).order_by("pk"))
    if len(found) < len(given):
        raise Refused("名单里有人不在这次评议中，或不评定等次")
    return found


@transaction.atomic
def grade(appraisal: Appraisal, given: Mapping[int, tuple[str, str]], *, version: int, by: User) -> Appraisal:
    """Set grades with their reasons, by appraisee id. Refuses when somebody else was faster."""
    permissions.manage_appraisals.check(by, appraisal)
    found = locked(appraisal)
    if found.version != version:
        raise Refused("别人刚刚改过等次，请刷新后核对再保存")
    names = {one.name for one in queries.scheme_of(found).grades}
    rows = checked_rows(found, given)
    before = {row.member.name: row.grade for row in rows}
    for row in rows:
        row.grade, row.reason = given[row.pk][0], given[row.pk][1].strip()
        if row.grade and row.grade not in names:
            raise Refused(f"{row.member.name}：没有“{row.grade}”这个等次")
    Appraisee.objects.bulk_update(rows, ["grade", "reason"], batch_size=500)
    found.version += 1
    found.save(update_fields=["version"])
    changed = {
        row.member.name: [before[row.member.name], row.grade] for row in rows if before[row.member.name] != row.grade
    }
    log(by, "评定等次", found, node_id=found.node_id, changes=changed)
    return found


@transaction.atomic
def submit(appraisal: Appraisal, *, met_on: datetime.date, over_reason: str = "", by: User) -> Appraisal:
    """Hand the results in to be examined. Every layer must be done; the meeting is written down once, as a record."""
    permissions.manage_appraisals.check(by, appraisal)
    found = locked(appraisal)
    scheme = queries.scheme_of(found)
    missing = [
        one["layer"].name for one in queries.steps(found) if one["state"] != "done" and one["layer"].way != "self"
    ]
    if missing:
        raise Refused(f"还没有完成：{'、'.join(missing)}")
    silent = [name for _pk, name in unheard(found)]
    if silent:
        raise Refused(f"还没有听取居住社区的意见：{'、'.join(silent)}。请先征求社区意见，或等社区发出反馈卡")
    if not found.opened_on <= met_on <= today():
        raise Refused("评议会日期应在评议开始以后、今天以前", field="met_on")
    given = [one.grade for one in found.appraisees.filter(graded=True)]
    against = against_share(given, scheme.grades[0].name, queries.allowed_best(found))
    if against and (scheme.firm or not over_reason.strip()):
        raise Refused(against if scheme.firm else f"{against}；确需超过的请写明理由", field="over_reason")
    found.state, found.submitted_on, found.submitted_by = State.SUBMITTED, today(), by
    found.over_reason = over_reason.strip() if against else ""
    write_down(found, scheme, met_on, by=by)
    found.save(update_fields=["state", "submitted_on", "submitted_by", "over_reason", "activity"])
    log(by, "上报评议结果", found, node_id=found.node_id, changes=queries.figures(found))
    if not scheme.examined:
        return settle(found, opinion="", by=by)
    return found


def write_down(appraisal: Appraisal, scheme: Any, met_on: datetime.date, *, by: User) -> None:
    """The meeting as a record, so that the duty to hold it follows; not twice when results come back."""
    if scheme.activity is None or appraisal.activity_id is not None:
        return
    people = [Attendee(one.member.name, member_id=one.member_id) for one in queries.appraisees_of(appraisal)]
    text = "、".join(f"{name} {number} 人" for name, number in queries.figures(appraisal).items())
    appraisal.activity = record(
        appraisal.node,
        scheme.activity,
        met_on,
        title=f"{appraisal.period}民主评议党员",
        agenda="民主评议党员",
        minutes=f"评定结果：{text}。",
        people=people,
        at_once=True,
        by=by,
    )


@transaction.atomic
def cancel_appraisal(appraisal: Appraisal, *, reason: str, by: User) -> Appraisal:
    """End an appraisal that was opened by mistake; another can be opened for the same period."""
    permissions.manage_appraisals.check(by, appraisal)
    found = locked(appraisal)
    if not reason.strip():
        raise Refused("请写明取消的原因", field="reason")
    if found.poll is not None and found.poll.state == PollState.OPEN:
        cancel(found.poll, reason=reason, by=by)
    found.state, found.opinion = State.CANCELLED, reason.strip()
    found.save(update_fields=["state", "opinion"])
    log(by, "取消民主评议", found, node_id=found.node_id, changes={"原因": found.opinion})
    return found
