"""What follows from the kinds of activity that packs name. Plain Python."""

from mulin.records.rules.answers import Content, checked_fields, differences, reason_against_day
from mulin.records.rules.name_lists import Attendee, Matching, NameList, match, read_names, written
from mulin.records.rules.trailing_units import (
    IsUnit,
    Marked,
    looks_like_organisation,
    with_marked_units,
    words_behind_names,
)

__all__ = [
    "Attendee",
    "Content",
    "IsUnit",
    "Marked",
    "Matching",
    "NameList",
    "checked_fields",
    "differences",
    "looks_like_organisation",
    "match",
    "read_names",
    "reason_against_day",
    "with_marked_units",
    "words_behind_names",
    "written",
]
