"""Registering by hand: the months of a branch, for rules that nothing measures."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.periods import Period
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.judgement.events import facts_changed
from mulin.points.actions.posting import Stamp, bring_about, entries_about, kept
from mulin.points.choices import MONTHS, Origin
from mulin.points.models import MonthRegister
from mulin.points.permissions import manage_points
from mulin.points.queries.branches import members_of, month_reference
from mulin.points.queries.closing import closed_until
from mulin.points.queries.facts import Key, Wanted
from mulin.points.queries.terms import Scheme, scheme_at
from mulin.tree.models import Node

CHANGED = "更正本期登记"
Cells = Mapping[tuple[int, str], int]
"""How often each thing happened to each member in a month: by member id and rule."""


def open_month(branch: Node, scheme: Scheme, day: datetime.date) -> Period:
    """The month of registration that a day falls into. Refused while it lies ahead, or once it is published."""
    month = scheme.month(day)
    if month.first > today():
        raise Refused(f"{month.name}还没有开始，不能登记")
    closed = closed_until(scheme.id).get(branch.pk)
    if closed is not None and month.first <= closed:
        raise Refused(f"{month.name}已经公示，不能再登记；更正请冲正后在下一期登记")
    return month


@transaction.atomic
def register_month(branch: Node, scheme_id: str, day: datetime.date, cells: Cells, *, by: User, why: str = "") -> int:
    """Write down how often each thing happened in a month: ``cells`` says it for the members and rules it names.

    What was registered otherwise before is reversed and written anew; nought takes it back. Refused for a month that
    is published, for people of other branches, for other categories and for rules that are measured. Returns how many
    entries were made; one audit entry.
    """
    manage_points.check(by, branch)
    Node.objects.select_for_update().get(pk=branch.pk)
    scheme = scheme_at(branch, scheme_id, today())
    month = open_month(branch, scheme, day)
    return write_cells(branch, scheme, month, cells, Stamp(Origin.REGISTERED, by, why, CHANGED, CHANGED))


def write_cells(branch: Node, scheme: Scheme, month: Period, cells: Cells, stamp: Stamp) -> int:
    """The same once the branch is locked and the month known to be open."""
    people = {one.pk: one for one in members_of(branch, min(month.last, today()), scheme.clause.tie)}
    asked: dict[Key, Wanted] = {}
    named: set[Key] = set()
    for (member_id, rule_id), times in cells.items():
        against = reason_against_cell(scheme, people.get(member_id), rule_id, times)
        if against:
            raise Refused(against)
        key = Key(scheme.id, rule_id, member_id, month_reference(month.first))
        named.add(key)
        if times:
            rule = scheme.rule(rule_id)
            day = min(month.last, today())
            asked[key] = Wanted(key, scheme.ruling.programme.pk, rule.part, rule.points * times, day, times)
    references = [month_reference(month.first)]
    found = kept(entries_about(references, scheme=scheme.id, member_id__in={one.member for one in named}))
    found.standing = {key: one for key, one in found.standing.items() if key in named}
    for key, one in found.standing.items():
        # The same number of times stays as it is, whichever day of the month it was written on
        if key in asked and one.times == asked[key].times:
            asked[key] = Wanted(key, one.programme_id, one.part, one.points, one.day, one.times)
    made = bring_about(asked, found, stamp)
    if made:
        changes = {"登记期": month.name, "条数": made, "说明": stamp.why}
        log(stamp.by, "登记积分", branch, node_id=branch.pk, changes=changes)
    return made


def reason_against_cell(scheme: Scheme, member: Any, rule_id: str, times: int) -> str | None:
    """Why something cannot be registered for a member; nothing when it can."""
    rule = scheme.rule(rule_id)
    if member is None:
        return "名单里有不属于本支部的党员"
    if rule.measure is not None:
        return f"“{rule.name}”由纪实自动登记，不能手工登记"
    if rule.grades:
        return f"“{rule.name}”在民主评议审议通过后按等次自动折算，不能手工登记"
    if rule.categories and member.category not in rule.categories:
        return f"“{rule.name}”不适用于{member.name}的类别"
    if times < 0:
        return f"{member.name}的“{rule.name}”次数不能是负数"
    return None


@transaction.atomic
def close_month(branch: Node, scheme_id: str, day: datetime.date, *, by: User) -> MonthRegister:
    """Say that a month is registered completely, even where there was nothing to write. Done twice it is done once."""
    manage_points.check(by, branch)
    Node.objects.select_for_update().get(pk=branch.pk)
    scheme = scheme_at(branch, scheme_id, today())
    month = open_month(branch, scheme, day)
    found, made = MonthRegister.objects.get_or_create(
        branch=branch,
        scheme=scheme.id,
        first=month.first,
        defaults={"programme": scheme.ruling.programme, "registered_on": today(), "registered_by": by},
    )
    if made:
        facts_changed.send(MonthRegister, node_ids=[branch.pk], tables=(MONTHS,), first=month.first)
        log(by, "完成积分月登记", branch, node_id=branch.pk, changes={"登记期": month.name})
    return found
