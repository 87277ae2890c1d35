"""Forms about posts: switching on, claiming, leaving, handing over."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import day_field, happened_field
from mulin.foundation.forms import Form
from mulin.service.choices import AdjustmentState
from mulin.service.models import Post

MOST_PLACES = 10_000


def long_text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=1000, required=required, widget=widget, help_text=help_text)


def names_field(label: Any = None, *, required: bool = True) -> forms.CharField:
    """A list of residents as people write it."""
    return forms.CharField(
        label=label or _("党员姓名"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=30_000,
        required=required,
        help_text=_("姓名用顿号或换行分开；同名的在括号里写单位或编号"),
    )


def one_name(label: Any) -> forms.CharField:
    """One resident."""
    return forms.CharField(label=label, max_length=100, help_text=_("填写姓名；同名的在括号里写单位或编号"))


class SwitchOnForm(Form):
    """Which posts of the catalogue the community offers."""

    posts = forms.MultipleChoiceField(label=_("岗位"), widget=forms.CheckboxSelectMultiple)
    places = forms.IntegerField(
        label=_("每个岗位的名额"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text=_("不填则按制度；启用以后可以逐个修改"),
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = list(choices)  # type: ignore[attr-defined]


class OwnPostForm(Form):
    """A post of the community's own, or what a post says now."""

    name = forms.CharField(label=_("岗位名称"), max_length=60)
    category = forms.CharField(label=_("类别"), max_length=60, help_text=_("同类岗位的党员编入同一党小组"))
    duties = long_text(_("职责"), required=False)
    places = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_PLACES)


class ChangePostForm(OwnPostForm):
    """Another name, other duties, more or fewer places."""


class ClosePostForm(Form):
    """When and why a post ends."""

    on = day_field(_("撤销日期"))
    reason = forms.CharField(label=_("原因"), max_length=200)


class AssignForm(Form):
    """Whom the community asks to take the post."""

    names = names_field()
    why = forms.CharField(label=_("安排理由"), max_length=200, required=False)


class EnterPaperForm(Form):
    """Who signed for the post on paper."""

    names = names_field()
    on = happened_field(_("认领日期"))


class GiveUpForm(Form):
    """Why somebody leaves a post."""

    note = forms.CharField(label=_("原因"), max_length=300)


class HandOverForm(Form):
    """Who follows, and what is handed over."""

    successor = one_name(_("接岗人"))
    items = long_text(_("移交事项"), help_text=_("未完成的工作、联系的住户、物品和资料"))


class AdjustForm(Form):
    """A member cannot serve for long."""

    unable_since = forms.DateField(label=_("自何时不能履职"))
    unable_until = forms.DateField(label=_("预计到何时"), required=False)
    reason = forms.CharField(label=_("理由"), max_length=300, help_text=_("如因病、长期外出、照顾家人"))


class DecideForm(Form):
    """What the community decides on an application."""

    state = forms.ChoiceField(
        label=_("办理意见"),
        choices=[(one.value, one.label) for one in AdjustmentState if one != AdjustmentState.WAITING],
    )
    post = forms.ModelChoiceField(
        label=_("调整到"), queryset=Post.objects.none(), required=False, help_text=_("选“已调整”时填写")
    )
    successor = forms.CharField(
        label=_("接岗人"), max_length=100, required=False, help_text=_("可暂不填；填写后办理交接")
    )
    items = long_text(_("移交事项"), required=False)
    answer = forms.CharField(label=_("意见"), max_length=300, required=False)

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
