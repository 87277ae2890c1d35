"""Which rows the workbooks of an assessment's tabs hold: those of one assessment, or of all in reach."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mulin.foundation.list_filters import Control
from mulin.foundation.lists import Filter, ListPage

LONGEST_NUMBER = 18


@dataclass(frozen=True, kw_only=True)
class OneAssessment(Filter):
    """The assessment named by its number; nothing at all for what is no number."""

    name: str = "assessment"
    title: str = "评定"

    def read(self, request: HttpRequest) -> Control:
        """The number as asked."""
        return Control("one", self.name, self.title, value=request.GET.get(self.name, ""))

    def narrow(self, queryset: QuerySet, control: Control) -> QuerySet:
        """Its rows."""
        asked = str(control.value)
        if asked and not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER):
            return queryset.none()
        return super().narrow(queryset, control)


DIFFERENCES = ListPage(
    name="differences",
    title=_("评分差异"),
    columns=(),
    order=("-year", "-id"),
    filters=(OneAssessment(lookup="pk"),),
    export_kind="differences",
)
GAPS = ListPage(
    name="gaps",
    title=_("差距清单"),
    columns=(),
    order=("-assessment__year", "-assessment_id", "item", "id"),
    filters=(OneAssessment(lookup="assessment_id"),),
    export_kind="gaps",
)
