"""Forms about pledges, deeds, letters to units and groups."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, happened_field
from mulin.foundation.forms import Form, MultipleFileField
from mulin.service.choices import ContactOutcome
from mulin.service.forms.posts import long_text, names_field, one_name
from mulin.service.models import Pledge, ProposedGroup


class PledgeForm(Form):
    """A practical thing pledged for this year."""

    text = forms.CharField(label=_("承诺办什么实事"), max_length=200)


class EnterPledgeForm(PledgeForm):
    """The same, entered from paper."""

    names = one_name(_("党员"))
    field_order = ("names", "text")


class DeedForm(Form):
    """What was done."""

    title = forms.CharField(label=_("办了什么实事"), max_length=100)
    day = happened_field(_("日期"))
    text = long_text(_("经过"), required=False)
    kept = forms.ModelChoiceField(
        label=_("对应的承诺"), queryset=Pledge.objects.none(), required=False, empty_label=_("没有对应的承诺")
    )
    attachments = MultipleFileField(label=_("照片或材料"), required=False)

    def __init__(self, *args: Any, pledges: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if pledges.exists():
            self.fields["kept"].queryset = pledges  # type: ignore[attr-defined]
        else:
            del self.fields["kept"]


class RemarkForm(Form):
    """Why a deed is not confirmed."""

    remark = forms.CharField(label=_("原因"), max_length=300)


class AbsentForm(Form):
    """About whom the units are asked."""

    members = forms.TypedMultipleChoiceField(
        label=_("与哪些党员的单位联系"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = list(choices)  # type: ignore[attr-defined]


class UnitAnswerForm(Form):
    """What the unit answered."""

    outcome = forms.ChoiceField(label=_("结果"), choices=ContactOutcome.choices)
    answer = long_text(_("答复"), required=False)
    on = happened_field(_("答复日期"))


class ProposeForm(Form):
    """Under which branch the groups shall stand."""

    branch = CodeField(label=_("所属党支部"))

    def __init__(self, *args: Any, branches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].nodes = branches  # type: ignore[attr-defined]


class NameGroupForm(Form):
    """What a proposed group is called and who leads it."""

    name = forms.CharField(label=_("名称"), max_length=100)
    leader = forms.ChoiceField(label=_("党小组长"), required=False)

    def __init__(self, *args: Any, members: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].choices = [("", _("暂不确定")), *members]  # type: ignore[attr-defined]


class MoveForm(Form):
    """Which members of a proposed group go into which other one; all of them: the groups are merged."""

    members = forms.TypedMultipleChoiceField(label=_("党员"), coerce=int, widget=forms.CheckboxSelectMultiple)
    into = forms.ModelChoiceField(
        label=_("调入"), queryset=ProposedGroup.objects.none(), required=False, empty_label=_("另建一组")
    )
    name = forms.CharField(label=_("新小组名称"), max_length=100, required=False, help_text=_("选“另建一组”时填写"))

    def __init__(self, *args: Any, members: Iterable[tuple[int, str]], groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = list(members)  # type: ignore[attr-defined]
        self.fields["into"].queryset = groups  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Either another group, or the name of a new one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("into") and not given.get("name"):
            self.add_error("name", _("请填写新小组名称，或选择调入的小组"))
        return given


class JoinGroupForm(Form):
    """Who comes into a party group."""

    names = names_field()
    why = forms.CharField(label=_("理由"), max_length=200, required=False)
