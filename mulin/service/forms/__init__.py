"""Forms of service. They ask and check; actions write."""

from mulin.service.forms.pledges import (
    AbsentForm,
    DeedForm,
    EnterPledgeForm,
    JoinGroupForm,
    MoveForm,
    NameGroupForm,
    PledgeForm,
    ProposeForm,
    RemarkForm,
    UnitAnswerForm,
)
from mulin.service.forms.posts import (
    AdjustForm,
    AssignForm,
    ChangePostForm,
    ClosePostForm,
    DecideForm,
    EnterPaperForm,
    GiveUpForm,
    HandOverForm,
    OwnPostForm,
    SwitchOnForm,
)
from mulin.service.forms.teams import (
    AnswerForm,
    DropForm,
    EndForm,
    EnterAnswerForm,
    EnterVolunteerForm,
    FinishForm,
    HandForm,
    NamesForm,
    NeedForm,
    OneNameForm,
    PlaceForm,
    RateForm,
    TeamForm,
    VolunteerForm,
)

__all__ = [
    "AbsentForm", "AdjustForm", "AnswerForm", "AssignForm", "ChangePostForm", "ClosePostForm", "DecideForm",
    "DeedForm", "DropForm", "EndForm", "EnterAnswerForm", "EnterPaperForm", "EnterPledgeForm", "EnterVolunteerForm",
    "FinishForm", "GiveUpForm", "HandForm", "HandOverForm", "JoinGroupForm", "MoveForm", "NameGroupForm", "NamesForm",
    "NeedForm", "OneNameForm", "OwnPostForm", "PlaceForm", "PledgeForm", "ProposeForm", "RateForm",
    "RemarkForm", "SwitchOnForm", "TeamForm", "UnitAnswerForm", "VolunteerForm",
]  # fmt: skip
