"""What the workbench asks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField
from mulin.foundation.forms import Form, SearchSelect
from mulin.identity.models import User
from mulin.tree.rules import Role


class WorkbookForm(Form):
    """A workbook to bring in."""

    workbook = forms.FileField(
        label=_("Excel 文件"),
        help_text=_("只接受 .xlsx 文件。先预览，确认后才会写入；有一处错误就什么也不写入。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class ConfirmImportForm(Form):
    """Confirms a preview."""

    workbook = forms.CharField(widget=forms.HiddenInput)


class ReasonForm(Form):
    """What a long list is taken out for."""

    reason = forms.CharField(
        label=_("用途"), max_length=100, help_text=_("会写进导出的文件和审计日志，例如：换届选举核对党员名册")
    )


class HoldingForm(Form):
    """Who is to hold which role where."""

    user = forms.ModelChoiceField(label=_("账号"), queryset=User.objects.none(), widget=SearchSelect())
    role = forms.ChoiceField(label=_("角色"))
    node = CodeField(label=_("所在组织或区域"))

    def __init__(self, *args: Any, nodes: Any, people: Any, giving: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.code, role.name) for role in giving]  # type: ignore[attr-defined]


class PasswordForm(Form):
    """A new password, checked like any other."""

    password = forms.CharField(
        label=_("新密码"), widget=forms.PasswordInput(render_value=False), help_text=_("至少 10 位")
    )

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Django's validators, in Chinese."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class AccountForm(PasswordForm):
    """A new account."""

    field_order = ["username", "display_name", "password"]
    username = forms.CharField(
        label=_("登录名"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=_("登录时输入，开通后不能改"),
    )
    display_name = forms.CharField(label=_("姓名"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("初始密码")
        self.fields["password"].help_text = _("至少 10 位；请当面告诉本人，由本人登录后修改")


class WorkdayForm(Form):
    """A day that is worked or not, against the plain week."""

    day = forms.DateField(label=_("日期"))
    is_workday = forms.TypedChoiceField(
        label=_("安排"), choices=(("1", _("上班")), ("0", _("放假"))), coerce=lambda value: value == "1"
    )
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("例如：国庆节、中秋节调休上班"))
