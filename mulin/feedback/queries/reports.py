"""Who has reported with the card this quarter, and who has not."""

import datetime

from mulin.feedback.queries.clauses import feedback_rule
from mulin.foundation.periods import Period, period_of
from mulin.members.models import Member, MemberQuerySet
from mulin.records.choices import State
from mulin.records.models import Attendance
from mulin.rulebook.schema.feedback import Reporting
from mulin.service.queries.places import community_of, residents
from mulin.tree.models import Node


def reporting_rule(community: Node, day: datetime.date) -> Reporting | None:
    """What the clause in force at a community says about reporting; nothing where it says nothing."""
    ruling = feedback_rule(community, day)
    found: Reporting | None = ruling.clause.reporting if ruling else None
    return found


def reported_in(community: Node, period: Period) -> set[int]:
    """The members who reported to a community in a period."""
    rule = reporting_rule(community, period.last)
    if rule is None:
        return set()
    rows = Attendance.objects.filter(
        activity__host=community, activity__kind=rule.activity, activity__day__range=(period.first, period.last)
    )
    found = rows.exclude(activity__state=State.VOID).exclude(member=None)
    return set(found.values_list("member_id", flat=True))


def unreported(community: Node, day: datetime.date) -> MemberQuerySet:
    """The residents who owe a report in the period of this day; none where no clause asks for it."""
    ruling = feedback_rule(community, day)
    if ruling is None or ruling.clause.reporting is None:
        return Member.objects.none()
    members = residents(community, day)
    if ruling.clause.categories:
        members = members.filter(category__in=ruling.clause.categories)
    known = reported_in(community, period_of(ruling.clause.reporting.period, day))
    return members.exclude(pk__in=known).order_by("name", "pk")


def report_due(member: Member, day: datetime.date) -> Period | None:
    """The period in which a member still has to report; nothing when they have, or need not."""
    community = community_of(member, day)
    if community is None or not unreported(community, day).filter(pk=member.pk).exists():
        return None
    rule = reporting_rule(community, day)
    return period_of(rule.period, day) if rule else None
