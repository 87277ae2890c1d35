"""Forms about members away and members who came."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, day_field, happened_field
from mulin.foundation.forms import Form
from mulin.relations.choices import STAY_ENDS, ContactKind, LapseKind, PermitShown
from mulin.relations.forms.shared import NamesForm, PersonForm, text_field
from mulin.tree.models import Node


class PlaceForm(Form):
    """Where a member away stays."""

    place = forms.CharField(label=_("去向（地点）"), max_length=100)
    is_fixed = forms.BooleanField(label=_("地点比较固定"), required=False)
    host = CodeField(label=_("区内接收党组织"), required=False, suggests=False)
    host_text = forms.CharField(label=_("区外所在地党组织"), max_length=100, required=False)

    def __init__(self, *args: Any, hosts: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].nodes = hosts  # type: ignore[attr-defined]


class DepartureForm(PlaceForm):
    """What a member tells before leaving."""

    reason = text_field(_("外出事由"))
    left_on = day_field(_("外出日期"))
    expected_until = forms.DateField(label=_("预计返回日期"), required=False)
    told_on = happened_field(_("报告日期"))
    field_order = ("reason", "left_on", "expected_until", "told_on", "place", "is_fixed", "host", "host_text")

    def __init__(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        """``own``: the member tells it now, so the day of telling is not asked."""
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["told_on"]


class NewPlaceForm(PlaceForm):
    """Another place, since a day."""

    since = happened_field(_("到达日期"))


class PermitForm(Form):
    """A permit; why the relation cannot follow, where it should."""

    because = text_field(_("暂时不能转移组织关系的原因"), required=False, hint=_("外出时间长、地点比较固定的必须填写"))


class ContactForm(Form):
    """What was heard of a member away, or told to them."""

    kind = forms.ChoiceField(label=_("方式"), choices=ContactKind.choices)
    day = happened_field(_("日期"))
    note = text_field(_("内容"))


class UrgeForm(Form):
    """How the member answered when urged to transfer."""

    on = happened_field(_("动员日期"))
    answer = text_field(_("动员情况"))


class LapseForm(Form):
    """What a member away failed to do, and the term to mend it."""

    kind = forms.ChoiceField(label=_("问题"), choices=LapseKind.choices)
    cause = text_field(_("查明的原因"))
    mend_by = forms.DateField(label=_("改正期限"), required=False, help_text=_("不填则按制度规定的天数"))


class OutcomeForm(Form):
    """How a lapse was mended."""

    outcome = text_field(_("改正情况"))


class ReturnForm(Form):
    """What is seen on return."""

    on = happened_field(_("返回日期"))
    conduct = text_field(_("外出期间表现"), most=400)
    attended = forms.IntegerField(label=_("证上记载参加活动次数"), required=False, min_value=0)
    dues_until = forms.DateField(label=_("证上记载党费交至"), required=False)
    host_opinion = text_field(_("外出地党组织意见"), most=400, required=False)


class ArrivalForm(PersonForm):
    """A member who came, with what they had with them. Nobody is turned away."""

    sections = (
        (_("党员"), ("name", "gender", "identity_number", "phone", "stage")),
        (_("来自哪里"), ("from_text", "reason", "came_on")),
        (_("流动党员活动证"), ("permit_shown", "permit_number", "permit_steps")),
        (_("编入"), ("host",)),
    )
    from_text = forms.CharField(label=_("原所在党组织"), max_length=100)
    reason = text_field(_("流入事由"), required=False)
    came_on = happened_field(_("接收日期"))
    permit_shown = forms.ChoiceField(label=_("活动证"), choices=PermitShown.choices)
    permit_number = forms.CharField(label=_("活动证编号"), max_length=40, required=False)
    permit_steps = text_field(
        _("补办措施"), required=False, hint=_("手续不全也要接收，写明怎样补办，如“联系原党组织补证”")
    )
    host = CodeField(label=_("编入党支部"))

    def __init__(self, *args: Any, hosts: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].nodes = hosts  # type: ignore[attr-defined]


class HostForm(Form):
    """A member of another organisation of ours is received by this one."""

    host = CodeField(label=_("编入党支部"))
    came_on = happened_field(_("接收日期"))
    permit_shown = forms.ChoiceField(label=_("活动证"), choices=PermitShown.choices)
    permit_steps = text_field(_("补办措施"), required=False)

    def __init__(self, *args: Any, hosts: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].nodes = hosts  # type: ignore[attr-defined]


class WorkForm(Form):
    """The work a member is given."""

    work = forms.CharField(label=_("分配的工作"), max_length=100)


class StayEndForm(Form):
    """When and how a stay ended."""

    on = happened_field(_("离开日期"))
    ending = forms.ChoiceField(label=_("离开方式"), choices=[(one.value, one.label) for one in STAY_ENDS])


class DuesForm(NamesForm):
    """Dues of a month."""

    at = CodeField(label=_("收缴党组织"))
    month = forms.DateField(label=_("所属月份"), help_text=_("填写该月的任意一天"))
    paid_on = happened_field(_("交纳日期"))
    field_order = ("at", "month", "paid_on", "names")

    def __init__(self, *args: Any, nodes: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].nodes = nodes  # type: ignore[attr-defined]
