"""Forms about flagged members and about the census."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, day_field, happened_field
from mulin.foundation.forms import Form
from mulin.relations.forms.shared import text_field
from mulin.tree.models import Node


class MeetingForm(Form):
    """A branch meeting on a flagged member, with its vote."""

    on = happened_field(_("支部大会日期"))
    entitled = forms.IntegerField(label=_("应到会有表决权人数"), min_value=1)
    present = forms.IntegerField(label=_("实到有表决权人数"), min_value=0)
    votes_for = forms.IntegerField(label=_("赞成"), min_value=0)
    votes_against = forms.IntegerField(label=_("不赞成"), min_value=0)
    abstained = forms.IntegerField(label=_("弃权"), min_value=0)
    resolution = text_field(_("决定内容"), most=1000)


class ExcuseForm(Form):
    """A known cause why a member takes no part for a time."""

    since = day_field(_("起"))
    until = forms.DateField(label=_("止"), required=False, help_text=_("不填则一直有效"))
    reason = text_field(_("正当理由"))


class ConfirmForm(Form):
    """Somebody looked at the facts before taking them up."""

    looked = forms.BooleanField(label=_("已看过记载的事实，需要向本人查明原因"))


class CensusForm(Form):
    """A census of one year."""

    node = CodeField(label=_("组织方"))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    due_on = forms.DateField(label=_("完成期限"), required=False, help_text=_("不填则按制度规定的天数"))

    def __init__(self, *args: Any, nodes: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]


class ReturnFiguresForm(Form):
    """What a community adds to the figures that the product counts."""

    wishing_transfer = forms.IntegerField(label=_("愿转入组织关系人数"), min_value=0, initial=0)
    thoughts = text_field(_("思想状况"), most=1000, required=False)
