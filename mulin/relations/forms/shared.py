"""What several forms ask: words on a step, a day, a person, members named one a line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import IdentityField, PhoneField, happened_field
from mulin.foundation.forms import Form
from mulin.members.choices import Gender, Stage

LONG = forms.Textarea(attrs={"rows": 4})


def text_field(label: Any, *, most: int = 200, required: bool = True, hint: Any = "") -> forms.CharField:
    """A line or a few, no longer than is kept."""
    widget = LONG if most > 100 else None
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, widget=widget)


class NoteForm(Form):
    """In which words a step is written down."""

    note = text_field(_("情况"), most=1000)


class OptionalNoteForm(Form):
    """A word on a step, where one is wanted."""

    note = text_field(_("说明"), required=False)


class ReasonForm(Form):
    """Why something is refused, sent back, declined or withdrawn."""

    because = text_field(_("原因"))


class OnForm(Form):
    """On which day something took place."""

    on = happened_field(_("日期"))


class NamesForm(Form):
    """Which members of an organisation: named one a line, or all."""

    names = forms.CharField(
        label=_("党员"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("每行一人，写姓名或编号；不填为该党组织的全部党员"),
    )


class PersonForm(Form):
    """Who came: enough to know the person again."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    gender = forms.ChoiceField(label=_("性别"), choices=[("", "—"), *Gender.choices], required=False)
    identity_number = IdentityField(label=_("身份证号"), max_length=24)
    phone = PhoneField(label=_("手机号码"), required=False, max_length=30)
    stage = forms.ChoiceField(label=_("党员身份"), choices=Stage.choices)

    def person(self) -> dict[str, Any]:
        """What is kept of the person."""
        return {name: self.cleaned_data[name] for name in PersonForm.base_fields}


class NumberForm(Form):
    """The number of a permit."""

    number = forms.CharField(label=_("活动证编号"), max_length=40)
