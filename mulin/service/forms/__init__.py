"""Forms of service. They ask and check; actions write."""

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

__all__ = [
    "AdjustForm",
    "AssignForm",
    "ChangePostForm",
    "ClosePostForm",
    "DecideForm",
    "EnterPaperForm",
    "GiveUpForm",
    "HandOverForm",
    "OwnPostForm",
    "SwitchOnForm",
]
