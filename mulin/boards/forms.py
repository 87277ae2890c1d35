"""Forms of boards. They ask and check; actions write."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, happened_field
from mulin.foundation.forms import Form, SearchSelectMultiple


class OpenBoardForm(Form):
    """Where a board shall stand."""

    place = CodeField(label=_("社区、小区或楼栋"))

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].nodes = places  # type: ignore[attr-defined]


class ConsentForm(Form):
    """Which fields may be shown; nothing is ticked beforehand."""

    fields_shown = forms.MultipleChoiceField(label=_("同意公开"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_shown"].choices = list(choices)  # type: ignore[attr-defined]


class PaperForm(ConsentForm):
    """Signed forms that say the same: whose, and of which day."""

    members = forms.TypedMultipleChoiceField(label=_("党员"), coerce=int, widget=SearchSelectMultiple)
    given_on = happened_field(_("同意书日期"))
    field_order = ("members", "fields_shown", "given_on")

    def __init__(self, *args: Any, members: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = list(members)  # type: ignore[attr-defined]


class RevokeForm(Form):
    """Why a consent is taken back on the member's behalf."""

    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("例如“本人来电撤回”"))


class PhotoForm(Form):
    """A picture."""

    photo = forms.FileField(label=_("照片"), help_text=_("jpg、png 或 webp，会缩小并去掉拍摄信息；撤回同意时删除"))
