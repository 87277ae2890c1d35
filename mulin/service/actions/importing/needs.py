"""What importing a list of needs would do, and doing it: in sets, all or none."""

from collections import defaultdict
from typing import Any

from mulin.foundation.clock import today
from mulin.foundation.spreadsheets import Plan, Reading
from mulin.identity.models import User
from mulin.service.actions.importing.work import Work
from mulin.service.actions.needs import NewNeed, list_needs
from mulin.service.choices import NeedState
from mulin.service.models import Need
from mulin.tree.models import Node


def plan_service_needs(reading: Reading, *, by: User) -> Plan:
    """Needs: one of the same title that is not done stays as it is."""
    work = Work(reading, by)
    fresh: dict[tuple[Node, Any], list[NewNeed]] = defaultdict(list)
    standing: dict[int, set[str]] = {}
    for row in reading.rows:
        community = work.community(row)
        if community is None:
            continue
        if community.pk not in standing:
            rows = Need.objects.filter(community=community, state__in=[NeedState.OPEN, NeedState.HANDED])
            standing[community.pk] = set(rows.values_list("title", flat=True))
        if row["asked_on"] and row["asked_on"] > today():
            work.object(row, "asked_on", "提出日期不能晚于今天")
        elif row["title"] in standing[community.pk]:
            work.counts["unchanged"] += 1
        else:
            standing[community.pk].add(row["title"])
            need = NewNeed(row["title"], row["text"] or "", row["field"] or "", wanted_by=row["wanted_by"])
            fresh[community, row["asked_on"]].append(need)

    def apply() -> None:
        for (community, on), needs in fresh.items():
            list_needs(community, needs, on=on, by=by)

    return Plan(
        new=sum(len(needs) for needs in fresh.values()),
        unchanged=work.counts["unchanged"],
        errors=work.errors,
        apply=apply,
    )
