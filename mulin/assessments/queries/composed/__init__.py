"""What papers and pages say, composed from what is kept: nobody types it for the paper."""

from mulin.assessments.queries.composed.application import (
    WRITTEN_FIELDS,
    application_form,
    counted,
    prefilled,
    written_answers,
)
from mulin.assessments.queries.composed.around import children_kinds, social_organisations, street_of, subordinates
from mulin.assessments.queries.composed.check_list import check_rows
from mulin.assessments.queries.composed.comparing import difference_report, each_side_by_side, side_by_side
from mulin.assessments.queries.composed.issued import certificate_text, is_valid_on, rectification_order, result_notice

__all__ = [
    "WRITTEN_FIELDS",
    "application_form",
    "certificate_text",
    "check_rows",
    "children_kinds",
    "counted",
    "difference_report",
    "each_side_by_side",
    "is_valid_on",
    "prefilled",
    "rectification_order",
    "result_notice",
    "side_by_side",
    "social_organisations",
    "street_of",
    "subordinates",
    "written_answers",
]
