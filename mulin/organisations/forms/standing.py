"""Forms about what stands at a node."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, KeepsPhone, PhoneField, day_field, reason_field
from mulin.foundation.forms import Form, ModelForm
from mulin.organisations import queries
from mulin.organisations.choices import FIRST_GRADE, LAST_GRADE
from mulin.organisations.models import Brand, Population, Premises


class PremisesForm(ModelForm):
    """Premises: what, up to which standard, how far, where."""

    since = day_field(_("启用日期"))

    class Meta:
        model = Premises
        fields = ("name", "kind", "standard", "status", "address", "area", "since")


class StaffForm(KeepsPhone, Form):
    """A person in a post."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    post = forms.ChoiceField(label=_("岗位"))
    grade = forms.IntegerField(
        label=_("等级（三岗十八级）"), required=False, min_value=FIRST_GRADE, max_value=LAST_GRADE
    )
    full_time = forms.BooleanField(label=_("专职"), required=False, initial=True)
    phone = PhoneField(label=_("电话"), required=False, max_length=30)
    since = day_field(_("任职日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = list(queries.post_names().items())  # type: ignore[attr-defined]


class PostForm(Form):
    """Another post, here or elsewhere."""

    node = CodeField(label=_("任职组织"))
    post = forms.ChoiceField(label=_("新岗位"))
    grade = forms.IntegerField(
        label=_("等级（三岗十八级）"), required=False, min_value=FIRST_GRADE, max_value=LAST_GRADE
    )
    on = day_field(_("任职日期"))

    def __init__(self, *args: Any, nodes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = list(queries.post_names().items())  # type: ignore[attr-defined]
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]


class BrandForm(ModelForm):
    """A feature brand."""

    since = day_field(_("创建日期"))

    class Meta:
        model = Brand
        fields = ("name", "level", "goal", "content", "since")


class GuideForm(Form):
    """Who guides, since when."""

    name = forms.CharField(label=_("指导员姓名"), max_length=60)
    since = day_field(_("起始日期"))


class PopulationForm(ModelForm):
    """Households and persons as counted on a day."""

    on = day_field(_("统计日期"))

    class Meta:
        model = Population
        fields = Population.FIGURES


class CloseForm(Form):
    """When and why a row ends."""

    on = day_field(_("终止日期"), help_text=_("从这一天起不再有效"))
    reason = reason_field()
