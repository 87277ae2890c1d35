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

__all__ = [
    "BrandForm",
    "CloseForm",
    "DissolveForm",
    "FoundForm",
    "GuideForm",
    "MergeForm",
    "MoveForm",
    "PopulationForm",
    "PostForm",
    "PremisesForm",
    "RenameForm",
    "SplitForm",
    "StaffForm",
    "describing_form",
]
