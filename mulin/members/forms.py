"""Forms about members. They ask and check; actions write."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import (
    CodeField,
    IdentityField,
    KeepsPhone,
    PhoneField,
    day_field,
    reason_field,
    to_keep,
)
from mulin.foundation.forms import Form
from mulin.members.choices import TWO_SIDES, Category, Gender, Leaving, Stage
from mulin.tree.models import Node


class MemberForm(Form):
    """What is known of a member. On correcting, empty sealed fields stay as they are."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    gender = forms.ChoiceField(label=_("性别"), choices=[("", "—"), *Gender.choices], required=False)
    identity_number = IdentityField(label=_("身份证号"), required=False, max_length=24)
    phone = PhoneField(label=_("手机号码"), required=False, max_length=30)
    born_on = forms.DateField(label=_("出生日期"), required=False)
    category = forms.ChoiceField(label=_("类别"), choices=Category.choices)
    stage = forms.ChoiceField(label=_("党员身份"), choices=Stage.choices)
    admitted_on = forms.DateField(label=_("入党日期"), required=False)


class RegisterForm(MemberForm):
    """A new member with both ties."""

    home = CodeField(label=_("所在党组织"))
    residence = CodeField(label=_("居住社区"), required=False)
    since = day_field(_("关系起始日期"))

    def __init__(self, *args: Any, organisations: QuerySet[Node], places: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].nodes = organisations  # type: ignore[attr-defined]
        self.fields["residence"].nodes = places  # type: ignore[attr-defined]


class CorrectForm(KeepsPhone, MemberForm):
    """Corrections of a member. A phone that is kept goes only when asked to: an empty box leaves it as it is."""

    category_since = day_field(
        _("类别自何日起变更"), required=False, help_text=_("只在改了类别时用；原来登记错了的清空，从一开始就按改后的算")
    )
    field_order = ("name", "gender", "identity_number", "phone", "born_on", "category", "category_since")

    def changes(self) -> dict[str, Any]:
        """What shall stand; sealed fields only when something was filled in, or the phone when it is to go."""
        found = to_keep(self)
        found.pop("category_since", None)
        return found


class MoveTieForm(Form):
    """To which organisation or community, since when, why."""

    kind = forms.ChoiceField(label=_("调整什么"), choices=[(kind.value, kind.label) for kind in TWO_SIDES])
    node = CodeField(label=_("调整到"))
    on = day_field(_("生效日期"))
    reason = reason_field()

    def __init__(self, *args: Any, nodes: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]


class LinkAccountForm(Form):
    """The login name of the member's own account."""

    username = forms.CharField(
        label=_("登录名"),
        max_length=60,
        required=False,
        help_text=_("本人用这个账号登录后能看到自己的信息；留空则解除关联。"),
    )


class LeaveForm(Form):
    """When and why a member is no longer one of ours."""

    on = day_field(_("离开日期"))
    leaving = forms.ChoiceField(label=_("原因"), choices=Leaving.choices)
