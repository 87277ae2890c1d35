"""Forms of this domain. They ask and check; actions write."""

from mulin.organisations.forms.nodes import (
    DissolveForm,
    FoundForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
    describing_form,
)
from mulin.organisations.forms.standing import (
    BrandForm,
    CloseForm,
    GuideForm,
    PopulationForm,
    PostForm,
    PremisesForm,
    StaffForm,
)
from mulin.organisations.forms.structure import LifeForm, SeatCorrectionForm, SeatForm

__all__ = [
    "BrandForm",
    "CloseForm",
    "DissolveForm",
    "FoundForm",
    "GuideForm",
    "LifeForm",
    "MergeForm",
    "MoveForm",
    "PopulationForm",
    "PostForm",
    "PremisesForm",
    "RenameForm",
    "SeatCorrectionForm",
    "SeatForm",
    "SplitForm",
    "StaffForm",
    "describing_form",
]
