"""Members away and members who came: told, placed, permitted, kept in touch with, checked, counted."""

from mulin.relations.actions.floating.away import (
    Departure,
    Spot,
    change_place,
    check_return,
    hand_permit,
    issue_permit,
    note_contact,
    tell_absence,
    urge,
)
from mulin.relations.actions.floating.census import complete_return, open_census
from mulin.relations.actions.floating.here import (
    Arrival,
    assign_work,
    end_stay,
    mend_permit,
    note_dues,
    receive_floating,
    receive_known,
    report_upward,
)
from mulin.relations.actions.floating.lapses import begin_mending, mend

__all__ = [
    "Arrival",
    "Departure",
    "Spot",
    "assign_work",
    "begin_mending",
    "change_place",
    "check_return",
    "complete_return",
    "end_stay",
    "hand_permit",
    "issue_permit",
    "mend",
    "mend_permit",
    "note_contact",
    "note_dues",
    "open_census",
    "receive_floating",
    "receive_known",
    "report_upward",
    "tell_absence",
    "urge",
]
