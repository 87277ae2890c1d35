"""Results of appraisals as a workbook: out only, since they are decided here."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.appraisals.models import Appraisal, Appraisee
from mulin.appraisals.permissions import visible_to
from mulin.foundation.spreadsheets import Column, Sheet, register

APPRAISALS = Sheet(
    "appraisals",
    "民主评议",
    (
        Column("node", "党组织", width=24),
        Column("period", "年度"),
        Column("state", "状态"),
        Column("code", "党员编号", "code"),
        Column("name", "姓名"),
        Column("grade", "等次"),
        Column("reason", "理由", width=24),
        Column("examined_on", "审议日期", "date"),
    ),
)


def newest_first(rows: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """The newest first, as the page shows them."""
    return rows.order_by("-last", "-id")


def results(
    *, by: Any, narrow: Callable[[QuerySet[Appraisal]], QuerySet[Appraisal]] = newest_first
) -> Iterator[Mapping[str, Any]]:
    """A row a member of the appraisals this person may see, by name within each."""
    for appraisal in narrow(visible_to(by)):
        rows = Appraisee.objects.filter(appraisal=appraisal).order_by("member__name", "pk")
        for row in rows.select_related("member"):
            yield {
                "node": appraisal.node.name,
                "period": appraisal.period,
                "state": appraisal.get_state_display(),
                "code": row.member.code,
                "name": row.member.name,
                "grade": row.grade if row.graded else "不评定等次",
                "reason": row.reason,
                "examined_on": appraisal.examined_on,
            }


register(APPRAISALS, exporter="mulin.appraisals.sheets.results", page="mulin.appraisals.pages.APPRAISALS")
