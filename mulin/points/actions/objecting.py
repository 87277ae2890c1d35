"""What members of the branch hold against a sheet, and what the branch answers; corrected by reversal."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.points.actions.posting import Stamp, bring_about, entries_about, kept
from mulin.points.actions.reversing import reverse_allowed
from mulin.points.choices import Origin
from mulin.points.models import Objection, PointsEntry, PointsSheet
from mulin.points.permissions import check_may_object, publish_points
from mulin.points.queries.facts import Key, Wanted
from mulin.points.queries.terms import scheme_at


@dataclass(frozen=True)
class Owed:
    """What a member should have been given: a rule, so many times."""

    rule: str
    times: int


@transaction.atomic
def object_to(sheet: PointsSheet, *, text: str, by: User, entry: PointsEntry | None = None) -> Objection:
    """A member of the branch objects, in general or to one entry of their own. Refused after the days are over."""
    member = check_may_object(by, sheet)
    if not text.strip():
        raise Refused("请写明异议", field="text")
    if entry is not None and entry.member_id != member.pk:
        raise Refused("只能针对本人的记录", field="entry")
    made = Objection.objects.create(
        sheet=sheet, member=member, entry=entry, text=text.strip()[:1000], raised_on=today()
    )
    log(by, "提出积分异议", made, node_id=sheet.branch_id, name=sheet.branch.name)
    return made


@transaction.atomic
def answer(objection: Objection, *, upheld: bool, text: str, by: User, owed: Owed | None = None) -> Objection:
    """Answer an objection. Upheld, the entry it names is reversed and what is owed is written down, both in the period
    that is open now, with the objection as their reason.
    """
    fresh = (
        Objection.objects.select_for_update(of=("self",)).select_related("sheet__branch", "member").get(pk=objection.pk)
    )
    publish_points.check(by, fresh)
    if fresh.answered_on is not None:
        raise Refused("这项异议已经答复")
    if not text.strip():
        raise Refused("请写明答复", field="text")
    if upheld and fresh.entry is None and owed is None:
        raise Refused("异议成立的，请选择要补记的事项和次数", field="rule")
    why = f"{fresh.sheet.branch.name}公示异议成立：{text.strip()}"
    if upheld and fresh.entry_id is not None:
        entry = PointsEntry.objects.select_for_update(of=("self",)).get(pk=fresh.entry_id)
        if not PointsEntry.objects.filter(reverses=entry).exists():
            reverse_allowed(entry, why=why, by=by)
    if upheld and owed is not None:
        make_up(fresh, owed, why, by)
    fresh.upheld, fresh.answer, fresh.answered_on, fresh.answered_by = upheld, text.strip()[:1000], today(), by
    fresh.save(update_fields=["upheld", "answer", "answered_on", "answered_by"])
    changes = {"结论": "成立" if upheld else "不成立"}
    log(by, "答复积分异议", fresh, node_id=fresh.sheet.branch_id, name=fresh.member.name, changes=changes)
    return fresh


def make_up(objection: Objection, owed: Owed, why: str, by: User) -> None:
    """Write down what the member should have been given, for the last day of the quarter."""
    scheme = scheme_at(objection.sheet.branch, objection.sheet.scheme, today())
    rule = scheme.rule(owed.rule)
    key = Key(scheme.id, rule.id, objection.member_id, f"objection:{objection.pk}")
    points = rule.points * owed.times
    wanted = Wanted(key, scheme.ruling.programme.pk, rule.part, points, objection.sheet.last, owed.times)
    found = kept(entries_about([key.reference], member_id=objection.member_id))
    bring_about({key: wanted}, found, Stamp(Origin.REGISTERED, by, why))


def clear_words(member_ids: Collection[int]) -> None:
    """Clear what people wrote whose data is cleared; that there was an objection stays."""
    for chunk in chunks(sorted(member_ids)):
        Objection.objects.filter(member_id__in=chunk).update(text="（已清除）")
