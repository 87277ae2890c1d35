"""Entries that follow the facts: posted with the record, corrected with it, and derived again by a rebuild."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from mulin.foundation.bulk import chunks
from mulin.points.actions.posting import Stamp, bring_about, entries_about, kept
from mulin.points.choices import Origin
from mulin.points.models import PointsEntry
from mulin.points.queries.facts import ACTIVITIES, Asked, follows_facts, may_collect, wanted

BY_FACTS = Stamp(Origin.AUTOMATIC)


@transaction.atomic
def follow_activities(
    activity_ids: Collection[int],
    *,
    kinds: Collection[str] | None = None,
    first: datetime.date | None = None,
) -> int:
    """Post what these activities give, and take back what they give no more. Returns how many entries were made."""
    if not follows_facts(kinds):
        return 0
    references = [f"{ACTIVITIES}:{one}" for one in activity_ids]
    found = kept(one for one in entries_about(references) if one.origin in (Origin.AUTOMATIC, Origin.REVERSAL))
    asked = Asked(activities=activity_ids, kinds=kinds, first=first, posted=found.standing.keys())
    return bring_about(wanted(asked), found, BY_FACTS)


@transaction.atomic
def follow_members(member_ids: Collection[int]) -> int:
    """Post what facts give these members now that they are tied otherwise. What is posted stays while its fact does."""
    if not member_ids or not may_collect(member_ids):
        return 0
    rows = PointsEntry.objects.exclude(fact_table="").annotate(reversed_by=F("reversal__pk"))
    found = kept(one for chunk in chunks(sorted(member_ids)) for one in rows.filter(member_id__in=chunk).order_by("pk"))
    return bring_about(wanted(Asked(members=member_ids, posted=found.standing.keys())), found, BY_FACTS)


@transaction.atomic
def rebuild() -> int:
    """Hold the whole ledger against the facts and post only the differences. Returns how many entries were made."""
    rows = PointsEntry.objects.exclude(fact_table="").annotate(reversed_by=F("reversal__pk")).order_by("pk")
    if not rows.exists() and not follows_facts(None):
        return 0
    found = kept(rows.iterator(5000))
    return bring_about(wanted(Asked(posted=found.standing.keys())), found, BY_FACTS)
