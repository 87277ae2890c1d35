"""Forms of registration. They ask and check; actions write."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.form_fields import CodeField, happened_field
from mulin.foundation.forms import Form
from mulin.registration.choices import Rank
from mulin.registration.models.registration import PROFILE
from mulin.tree.models import Node


class OpenCampaignForm(Form):
    """Where and for which year a campaign is opened; its days come from the clause unless others are given."""

    node = CodeField(label=_("开展的区域"))
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100)
    name = forms.CharField(label=_("名称"), max_length=100, required=False, help_text=_("留空则按制度的名称"))
    prepared_by = forms.DateField(label=_("动员部署截止"), required=False, help_text=_("留空则按制度的日期"))
    received_by = forms.DateField(label=_("报到接收截止"), required=False, help_text=_("留空则按制度的日期"))

    def __init__(self, *args: Any, nodes: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]
        self.fields["year"].initial = today().year


class ProfileForm(Form):
    """The basic form (基本情况登记表), filled in by the unit."""

    sections = (
        (_("居住"), ("community", "address")),
        (_("工作"), ("job", "rank")),
        (_("服务社区"), ("skills", "wishes", "needs")),
        (_("个人情况"), ("health", "family")),
    )
    community = CodeField(label=_("报到社区"), suggests=False)
    address = forms.CharField(label=_("居住地址"), max_length=100, required=False, help_text=_("加密保存"))
    job = forms.CharField(label=_("单位职务"), max_length=100, required=False)
    rank = forms.ChoiceField(label=_("职级"), choices=Rank.choices)
    skills = forms.CharField(label=_("特长"), max_length=200, required=False)
    wishes = forms.CharField(label=_("愿意提供的服务"), max_length=200, required=False)
    needs = forms.CharField(label=_("对社区服务的需求"), max_length=200, required=False)
    health = forms.CharField(
        label=_("身体状况"), max_length=100, required=False, help_text=_("只用于安排合适的岗位，加密保存")
    )
    family = forms.CharField(label=_("家庭情况"), max_length=200, required=False, help_text=_("加密保存"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, communities: QuerySet[Node], fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["community"]
        else:
            self.fields["community"].nodes = communities  # type: ignore[attr-defined]

    @property
    def profile(self) -> dict[str, str]:
        """What the basic form says now."""
        return {name: self.cleaned_data[name] for name in PROFILE}


class DayForm(Form):
    """On which day it was done."""

    on = happened_field(_("日期"))


class BatchForm(DayForm):
    """On which day it was done for those who are ticked, or for everybody on the page and beyond."""

    everybody = forms.BooleanField(label=_("不逐个勾选，办理全部"), required=False)


class ReceiveForm(DayForm):
    """On which day, and to which compound, grid or block people are assigned."""

    place = CodeField(label=_("分划到"), required=False, help_text=_("小区、网格或楼栋的编码或名称，可留空"))

    def __init__(self, *args: Any, places: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].nodes = places  # type: ignore[attr-defined]


class BecauseForm(DayForm):
    """On which day and why."""

    because = forms.CharField(label=_("原因"), max_length=200)


class InboxForm(BatchForm, ReceiveForm):
    """A batch of the community: to receive, or to send back with a reason."""

    field_order = ("on", "place", "because", "everybody")
    because = forms.CharField(
        label=_("退回原因"), max_length=200, required=False, help_text=_("退回时必填，如“不住在本社区”")
    )


class NamesForm(DayForm):
    """A list of people to receive, one a line."""

    community = CodeField(label=_("社区"))
    names = forms.CharField(
        label=_("名单"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("每行一人：姓名、党员编号或报到函编号；重名的在姓名后加报到函编号"),
    )

    def __init__(self, *args: Any, communities: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].nodes = communities  # type: ignore[attr-defined]


class LeavingForm(DayForm):
    """Where a member moves: a community of ours, or words for somewhere else."""

    to = CodeField(label=_("新的社区"), required=False, suggests=False, help_text=_("搬到本区其他社区的，填编码或名称"))
    words = forms.CharField(label=_("外地去向"), max_length=200, required=False, help_text=_("搬到区外的，写明地方"))

    def __init__(self, *args: Any, communities: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].nodes = communities  # type: ignore[attr-defined]


class RegionForm(DayForm):
    """Members to register with a region, one a line, by code or by name."""

    region = CodeField(label=_("区域党组织"))
    members = forms.CharField(
        label=_("党员"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("每行一人：党员编号，或姓名（重名的请填编号）"),
    )

    def __init__(self, *args: Any, regions: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].nodes = regions  # type: ignore[attr-defined]


class BadgeForm(DayForm):
    """The shop in which the badge hangs."""

    shop = forms.CharField(label=_("经营户名称"), max_length=100)
