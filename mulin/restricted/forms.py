"""Forms of restricted records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, happened_field
from mulin.foundation.forms import Form
from mulin.restricted.choices import RecordKind


class ReasonForm(Form):
    """Why it is opened; kept in the audit log."""

    reason = forms.CharField(label=_("查看原因"), max_length=200, help_text=_("会记入审计日志；不要写人名"))


class RecordForm(Form):
    """A new record."""

    member = CodeField(label=_("党员"), suggests=False, help_text=_("填写党员编号，或姓名（没有同名时）"))
    kind = forms.ChoiceField(label=_("种类"), choices=RecordKind.choices)
    day = happened_field(_("日期"))
    decision = forms.CharField(label=_("决定文号"), max_length=100, required=False, help_text=_("处分、延长和取消必填"))
    until = forms.DateField(label=_("预备期延长至"), required=False)
    text = forms.CharField(label=_("内容"), max_length=2000, widget=forms.Textarea({"rows": 6}))

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].nodes = members  # type: ignore[attr-defined]


class StrikeForm(Form):
    """Why a record is struck out."""

    because = forms.CharField(label=_("作废原因"), max_length=200)
