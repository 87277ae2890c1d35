"""Small forms about a record that stands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.forms import Form, MultipleFileField
from mulin.foundation.uploads import ALLOWED


class VoidForm(Form):
    """Why a record is struck out."""

    reason = forms.CharField(
        label=_("作废原因"), max_length=200, help_text=_("例如：重复登记。作废后仍可查看，但不再计分")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(Form):
    """Why a file is withdrawn."""

    reason = forms.CharField(
        label=_("撤回原因"),
        max_length=200,
        help_text=_("例如：传错了照片。文件仍然保存，显示为已撤回，不再计分，也不再供他人打开"),
    )


class EvidenceForm(Form):
    """Files for a record that stands."""

    attachments = MultipleFileField(label=_("照片或文件"), help_text=_("可多选。%(allowed)s") % {"allowed": ALLOWED})
    speaks_for = forms.DateField(label=_("所证日期"), required=False, help_text=_("不填就是活动当天"))
