"""Forms about teams, volunteers and needs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, PhoneField, happened_field
from mulin.foundation.forms import Form, SearchSelect
from mulin.service.choices import Reply, TeamKind
from mulin.service.forms.posts import long_text, names_field, one_name
from mulin.service.models import Team

BEST = 5


class TeamForm(Form):
    """A team: fixed post, fixed duty, fixed time."""

    name = forms.CharField(label=_("团组名称"), max_length=60)
    kind = forms.ChoiceField(label=_("种类"), choices=TeamKind.choices)
    field = forms.CharField(
        label=_("定岗（服务内容）"), max_length=60, help_text=_("岗位类别，或志愿服务内容如“家电维修”")
    )
    duty = long_text(_("定责"), required=False)
    meets = forms.CharField(label=_("定时"), max_length=100, required=False, help_text=_("如“每季度末周六上午”"))


class NamesForm(Form):
    """Several residents."""

    names = names_field()


class OneNameForm(Form):
    """One resident."""

    names = one_name(_("党员"))


class EndForm(Form):
    """When and why something ends."""

    on = happened_field(_("日期"))
    reason = forms.CharField(label=_("原因"), max_length=200)


class VolunteerForm(Form):
    """What a member offers to do."""

    services = forms.MultipleChoiceField(label=_("愿意参加的服务"), widget=forms.CheckboxSelectMultiple)
    skills = forms.CharField(label=_("特长"), max_length=200, required=False)
    times = forms.CharField(label=_("可服务时间"), max_length=100, required=False, help_text=_("如“周末”“工作日晚上”"))

    def __init__(self, *args: Any, services: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = [(one, one) for one in services]  # type: ignore[attr-defined]


class EnterVolunteerForm(VolunteerForm):
    """The same, entered from paper."""

    names = one_name(_("党员"))
    field_order = ("names", "services", "skills", "times")


class PlaceForm(Form):
    """Into which team a volunteer goes."""

    team = forms.ModelChoiceField(label=_("编入"), queryset=Team.objects.none())

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class NeedForm(Form):
    """A need of the list, or what a resident asks for."""

    title = forms.CharField(label=_("需要什么"), max_length=100)
    text = long_text(_("说明"), required=False)
    field = forms.CharField(label=_("服务内容"), max_length=60, required=False, help_text=_("与团组的服务内容对应"))
    spot = CodeField(label=_("小区或楼栋"), required=False)
    wanted_by = forms.DateField(label=_("希望何时前"), required=False)
    resident = forms.CharField(
        label=_("求助居民"), max_length=60, required=False, help_text=_("居民求助时填写；加密保存")
    )
    phone = PhoneField(label=_("联系电话"), required=False, max_length=30)

    def __init__(self, *args: Any, spots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spot"].nodes = spots  # type: ignore[attr-defined]


class HandForm(Form):
    """To which team each need goes; one field a need."""

    def __init__(self, *args: Any, needs: Any, teams: Any, suggested: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for need in needs:
            self.fields[f"need_{need.pk}"] = forms.ModelChoiceField(
                label=need.title,
                queryset=teams,
                required=False,
                initial=suggested.get(need.pk),
                empty_label=_("暂不交办"),
                widget=SearchSelect,
            )

    def chosen(self) -> dict[int, Any]:
        """The team by the id of its need, where one was chosen."""
        given = self.cleaned_data.items()
        return {int(name.removeprefix("need_")): team for name, team in given if team is not None}


class AnswerForm(Form):
    """Whether a member takes part."""

    reply = forms.ChoiceField(label=_("答复"), choices=Reply.choices)
    note = forms.CharField(label=_("说明或建议"), max_length=300, required=False)


class EnterAnswerForm(AnswerForm):
    """The same, entered for a member."""

    names = one_name(_("党员"))
    field_order = ("names", "reply", "note")


class FinishForm(Form):
    """What was done, and who took part."""

    names = names_field(_("参加的党员"))
    on = happened_field(_("日期"))
    result = long_text(_("结果"))


class RateForm(Form):
    """What the resident says."""

    rating = forms.TypedChoiceField(
        label=_("评价"),
        coerce=int,
        choices=[(BEST, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
    )
    words = forms.CharField(label=_("意见"), max_length=300, required=False)


class DropForm(Form):
    """Why a need is no longer one."""

    reason = forms.CharField(label=_("原因"), max_length=200)
