"""Members report to their community with the registration card, once each quarter: one click, or a list."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from mulin.feedback.permissions import write_feedback
from mulin.feedback.queries.reports import reported_in, reporting_rule
from mulin.foundation.clock import today
from mulin.foundation.periods import period_of
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.actions.recording import write_down
from mulin.service.queries.places import residents
from mulin.tree.models import Node

TITLE = "在职党员持证报到"


@transaction.atomic
def report_with_card(community: Node, members: Sequence[Member], *, on: datetime.date, by: User) -> list[Member]:
    """Write down once that these members reported; who has reported in this quarter is not written down again.

    Returns those who were new. Refuses a day to come, residents of other places, and where no clause asks for it.
    """
    write_feedback.check(by, community)
    Node.objects.select_for_update().get(pk=community.pk)
    rule = reporting_rule(community, on)
    if rule is None:
        raise Refused("这里施行的制度没有要求持证报到")
    if on > today():
        raise Refused("日期不能晚于今天", field="on")
    living = set(residents(community, on).filter(pk__in=[one.pk for one in members]).values_list("pk", flat=True))
    strangers = [one.name for one in members if one.pk not in living]
    if strangers:
        raise Refused(f"不住在“{community.name}”：{'、'.join(strangers[:5])}", field="names")
    known = reported_in(community, period_of(rule.period, on))
    fresh = [one for one in members if one.pk not in known]
    if fresh and write_down(community, rule.activity, on, by=by, people=fresh, title=TITLE) is None:
        raise Refused("您没有登记纪实的权限，或社区不能登记持证报到，请联系上级管理员")
    return fresh
