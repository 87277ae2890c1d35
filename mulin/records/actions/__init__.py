"""What people do with records. The only code that writes them."""

from mulin.records.actions.attending import enter_attendance, people_said, resolve_people
from mulin.records.actions.evidencing import attach_all, attach_evidence, log_evidence_read, withdraw_evidence
from mulin.records.actions.importing import NewRecord, note_many
from mulin.records.actions.noting import edit, note, record
from mulin.records.actions.settling import confirm, correct, void
from mulin.records.actions.writing import Outdated

__all__ = [
    "NewRecord",
    "Outdated",
    "attach_all",
    "attach_evidence",
    "confirm",
    "correct",
    "edit",
    "enter_attendance",
    "log_evidence_read",
    "note",
    "note_many",
    "people_said",
    "record",
    "resolve_people",
    "void",
    "withdraw_evidence",
]
