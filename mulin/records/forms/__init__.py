"""What people fill in: one short form that asks only what the kind of activity needs."""

from mulin.records.forms.asking import tell
from mulin.records.forms.people import NamesForm, PeopleForm
from mulin.records.forms.recording import CorrectionForm, RecordForm
from mulin.records.forms.settling import EvidenceForm, VoidForm, WithdrawForm

__all__ = [
    "CorrectionForm",
    "EvidenceForm",
    "NamesForm",
    "PeopleForm",
    "RecordForm",
    "VoidForm",
    "WithdrawForm",
    "tell",
]
