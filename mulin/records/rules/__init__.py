"""What follows from the kinds of activity that packs name. Plain Python."""

from mulin.records.rules.answers import Content, checked_fields, differences, reason_against_day
from mulin.records.rules.name_lists import Attendee, Matching, NameList, match, read_names, written

__all__ = [
    "Attendee",
    "Content",
    "Matching",
    "NameList",
    "checked_fields",
    "differences",
    "match",
    "read_names",
    "reason_against_day",
    "written",
]
