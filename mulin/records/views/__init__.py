"""Pages about records: fetch, act, answer."""

from mulin.records.views.adding import attach, names
from mulin.records.views.changing import confirm, correct, edit, void, withdraw_evidence
from mulin.records.views.noting import note, note_kind
from mulin.records.views.reading import activities, activity, evidence, small_picture

__all__ = [
    "activities",
    "activity",
    "attach",
    "confirm",
    "correct",
    "edit",
    "evidence",
    "names",
    "note",
    "note_kind",
    "small_picture",
    "void",
    "withdraw_evidence",
]
