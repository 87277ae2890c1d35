"""How single things are asked: a kind's own fields, long texts; and how a refusal is shown."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.refusals import Refused
from mulin.rulebook.schema.duties import ActivityField

OWN = "own_"


def tell(form: forms.BaseForm, refusal: Refused) -> None:
    """Show a refusal beside its field, or above the form when it has none there."""
    named = refusal.field if refusal.field in form.fields else None
    form.add_error(named, str(refusal))


def own_field(field: ActivityField, *, complete: bool) -> forms.Field:
    """The form field for a kind's own field. A draft may lack what is required."""
    unit = _("单位：%(unit)s") % {"unit": field.unit} if field.unit else ""
    options: dict[str, Any] = {"label": field.name, "required": field.required and complete, "help_text": unit}
    if field.kind in ("choice", "boolean"):
        words = field.choices if field.kind == "choice" else ("是", "否")
        return forms.ChoiceField(choices=[("", _("请选择")), *((one, one) for one in words)], **options)
    return FIELDS[field.kind](**options)


FIELDS: Mapping[str, Callable[..., forms.Field]] = {
    "integer": functools.partial(forms.IntegerField, min_value=0),
    "decimal": functools.partial(forms.DecimalField, min_value=0),
    "date": forms.DateField,
    "text": functools.partial(forms.CharField, max_length=200),
    "long_text": lambda **options: forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **options),
}


def long_text(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    """A text of several lines that may be left empty."""
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text, max_length=20000
    )
