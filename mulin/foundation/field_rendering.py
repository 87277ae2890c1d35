"""How a form's fields look: any Django form, ours or allauth's, gets the same label, control and message."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

CHOICE_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
MANY = 10
"""More boxes to tick than these get one that ticks them all."""


@dataclass(frozen=True)
class Problem:
    """One line of the error summary: the sentence and the id it leads to ("" for the form as a whole)."""

    sentence: str
    target: str


def problems_of(form: forms.BaseForm) -> list[Problem]:
    """Every error in the order of the fields, the whole form's first. Empty while nothing was sent."""
    if not form.is_bound:
        return []
    whole = [Problem(str(sentence), "") for sentence in form.non_field_errors()]
    fields = [
        Problem(_with_label(bound, str(sentence)), control_id(bound)) for bound in form for sentence in bound.errors
    ]
    return whole + fields


def _with_label(bound: BoundField, sentence: str) -> str:
    label = str(bound.label)
    return sentence if bound.is_hidden or label in sentence else f"{label}：{sentence}"


def control_id(bound: BoundField) -> str:
    """The id of the element that takes the focus; of a list of choices, the first one's."""
    if bound.is_hidden:
        return ""
    if isinstance(bound.field.widget, (*CHOICE_LISTS, forms.MultiWidget)):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def field_group(bound: BoundField) -> SafeString:
    """Label, help, control and message of one field."""
    if bound.is_hidden:
        return bound.as_hidden()  # type: ignore[no-any-return,unused-ignore]
    widget = bound.field.widget
    context = {
        "bound": bound,
        "control": bound.as_widget(attrs=_look(bound, widget)),
        "is_list": isinstance(widget, CHOICE_LISTS),
        "has_many": isinstance(widget, forms.CheckboxSelectMultiple) and len(bound.field.choices) > MANY,  # type: ignore[attr-defined]
        "is_checkbox": isinstance(widget, forms.CheckboxInput),
        "is_fieldset": isinstance(widget, (*CHOICE_LISTS, forms.MultiWidget)),
        "control_id": control_id(bound),
    }
    return render_to_string("forms/field.html", context)


def _look(bound: BoundField, widget: forms.Widget) -> dict[str, str | bool]:
    """Attributes added at drawing: the class of the control and whether its answer was wrong."""
    classes = [str(widget.attrs.get("class", "")), _control_class(widget)]
    if bound.errors and not isinstance(widget, CHOICE_LISTS):
        classes.append("is-invalid")
    return {"class": " ".join(name for name in classes if name)}


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, CHOICE_LISTS):
        return ""  # Django would put it on the box around the choices too
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"
