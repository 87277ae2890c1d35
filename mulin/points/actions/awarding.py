"""Points that follow from a result, such as the grade of the year's appraisal; taken back with it."""

import datetime
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from django.db import transaction

from mulin.audit.actions import log
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.queries.categories import as_of
from mulin.points.actions.posting import Stamp, bring_about, entries_about, kept
from mulin.points.choices import Origin
from mulin.points.models import PointsEntry
from mulin.points.queries.facts import Key, Wanted
from mulin.points.queries.terms import Scheme, scheme_under, schemes_at
from mulin.programmes.models import Programme
from mulin.rulebook.schema.points import PointsRule
from mulin.tree.models import Node

Worth = tuple[Scheme, PointsRule, str, dict[int, Decimal]]
"""A scheme, one of its rules, a grade, and the points it gives by member id."""


@transaction.atomic
def award(
    programme: Programme,
    scheme_id: str,
    rule_id: str,
    points: Mapping[int, Decimal],
    *,
    day: datetime.date,
    reference: str,
    by: User,
    why: str = "",
) -> int:
    """Give members the points of a result, such as that of the mutual appraisal: by member id, exact.

    ``reference`` names the result; awarded again for the same reference, what differs is reversed and written anew, so
    that it is safe to repeat. A member left out keeps what was awarded; nought takes it back. Whoever calls it has
    asked who may. Returns how many entries were made; one audit entry.
    """
    scheme = scheme_under(programme.pk, scheme_id)
    rule = scheme.rule(rule_id)
    asked, named = {}, set()
    for member_id, worth in points.items():
        key = Key(scheme_id, rule_id, member_id, reference)
        named.add(key)
        if worth:
            asked[key] = Wanted(key, programme.pk, rule.part, worth, day)
    about = {"scheme": scheme_id, "rule": rule_id}
    found = kept(entries_about([reference], **about))
    found.standing = {key: one for key, one in found.standing.items() if key in named}
    made = bring_about(asked, found, Stamp(Origin.AWARDED, by, why, "结果已更正", "结果已更正"))
    if made:
        log(by, "折算积分", name=f"{rule.name} {len(points)} 人", changes={"依据": reference, "条数": made})
    return made


@transaction.atomic
def award_grades(
    branch: Node, grades: Mapping[int, str], *, day: datetime.date, reference: str, by: User, why: str
) -> int:
    """Give members of a branch what the grade of their appraisal is worth, under every scheme in force on that day.

    ``grades`` are the names of grades by member id. A grade that a scheme does not name, or for which the district has
    left a number open, gives nothing. Safe to repeat; whoever calls it has asked who may. Returns how many entries.
    """
    return sum(
        award(
            scheme.ruling.programme,
            scheme.id,
            rule.id,
            worth,
            day=day,
            reference=reference,
            by=by,
            why=f"{why}：{grade}",
        )
        for scheme, rule, grade, worth in worths(branch, grades, day)
    )


@transaction.atomic
def award_missing_grades(
    branch: Node, grades: Mapping[int, str], *, day: datetime.date, reference: str, by: User, why: str
) -> int:
    """The same for schemes and members for which the ledger has never held this result; the others stay as they are.

    For a scheme that comes into force, or a number that is set, after the result was found. What somebody took back
    is not given again, and what was given is not worked out anew.
    """
    made = 0
    for scheme, rule, grade, worth in worths(branch, grades, day):
        entries = PointsEntry.objects.filter(scheme=scheme.id, rule=rule.id, reference=reference)
        known = set(entries.values_list("member_id", flat=True))
        missing = {member: points for member, points in worth.items() if member not in known}
        if missing:
            programme, said = scheme.ruling.programme, f"{why}：{grade}"
            made += award(programme, scheme.id, rule.id, missing, day=day, reference=reference, by=by, why=said)
    return made


def worths(branch: Node, grades: Mapping[int, str], day: datetime.date) -> Iterator[Worth]:
    """What grades are worth under every scheme in force at a branch on a day: the points by member id."""
    for scheme in schemes_at(branch, day):
        for rule in scheme.clause.rules:
            for grade, points in scheme.worth_of_grades(rule).items():
                members = collecting(rule, day, [member_id for member_id, given in grades.items() if given == grade])
                yield scheme, rule, grade, dict.fromkeys(members, points)


def collecting(rule: PointsRule, day: datetime.date, member_ids: Collection[int]) -> Collection[int]:
    """Those of these members who were of a category that the rule names on a day."""
    if not rule.categories:
        return member_ids
    members = as_of(Member.objects.filter(pk__in=member_ids), day)
    return [one.pk for one in members if one.category in rule.categories]


@transaction.atomic
def take_back_award(reference: str, *, by: User, why: str) -> int:
    """Reverse everything that a result gave, under whichever scheme; the result stands no more. Returns how many."""
    found = kept(entries_about([reference], origin__in=(Origin.AWARDED, Origin.REVERSAL)))
    made = bring_about({}, found, Stamp(Origin.AWARDED, by, reversed_because=why))
    if made:
        log(by, "冲正折算积分", name=why[:100], changes={"依据": reference, "条数": made})
    return made
