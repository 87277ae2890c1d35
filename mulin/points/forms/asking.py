"""Small forms: reasons, objections and answers, the order by points, items of exchange."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import day_field
from mulin.foundation.forms import Form, SearchSelect

Choices = Iterable[tuple[Any, Any]]


def long_text(label: Any, *, required: bool = True) -> forms.CharField:
    """Some sentences."""
    return forms.CharField(label=label, max_length=1000, required=required, widget=forms.Textarea(attrs={"rows": 4}))


class WhyForm(Form):
    """Why an entry is taken back."""

    why = forms.CharField(label=_("原因"), max_length=200)


class ObjectForm(Form):
    """What a member holds against the sheet, in general or about one entry."""

    entry = forms.ChoiceField(label=_("针对哪一笔"), required=False)
    text = long_text(_("异议"))

    def __init__(self, *args: Any, entries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].choices = [("", _("不针对某一笔，例如漏登")), *entries]  # type: ignore[attr-defined]


class AnswerForm(Form):
    """What the branch says to an objection; upheld, what is written down for the member."""

    upheld = forms.TypedChoiceField(
        label=_("结论"), choices=(("no", _("不成立")), ("yes", _("成立"))), coerce=lambda said: said == "yes"
    )
    text = long_text(_("答复"))
    rule = forms.ChoiceField(label=_("补记事项"), required=False, help_text=_("异议成立、需要补记时填写"))
    times = forms.IntegerField(label=_("补记次数"), min_value=1, max_value=99, required=False)

    def __init__(self, *args: Any, rules: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [("", _("不补记")), *rules]  # type: ignore[attr-defined]


class RankingForm(Form):
    """On which ground and how long a branch sees an order by points."""

    ground = forms.CharField(label=_("依据"), max_length=300)
    until = day_field(_("到哪一天为止"))


class ExamineForm(Form):
    """What the one who examines says."""

    remark = forms.CharField(label=_("审定意见"), max_length=300, required=False)


class OfferForm(Form):
    """A service or thing for the catalogue of a community."""

    exchange = forms.ChoiceField(label=_("兑换种类"))
    name = forms.CharField(label=_("项目名称"), max_length=100)
    price = forms.DecimalField(
        label=_("所需积分"), min_value=0, max_digits=8, decimal_places=2, required=False, help_text=_("空白按制度规定")
    )
    stock = forms.IntegerField(label=_("每期份数"), min_value=1, max_value=10_000)

    def __init__(self, *args: Any, exchanges: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exchange"].choices = list(exchanges)  # type: ignore[attr-defined]


class RestockForm(Form):
    """How many pieces there are each period."""

    stock = forms.IntegerField(label=_("每期份数"), min_value=0, max_value=10_000)


class ExchangeForm(Form):
    """For whom the community exchanges."""

    member = forms.TypedChoiceField(label=_("党员"), coerce=int, widget=SearchSelect)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "—"), *members]  # type: ignore[attr-defined]
