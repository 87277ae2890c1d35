"""Form fields that several domains ask for: a thing named by code or name, numbers of people, a day, a reason."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.identifiers import clean_number, clean_phone, identity_problem, mask_phone, phone_problem
from mulin.foundation.normalisation import normalise

SUGGESTED = 60
"""So many names are offered while one types."""


class SuggestingInput(forms.TextInput):
    """A text with names to choose from while one types."""

    names: Sequence[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field, and its names where there are any."""
        if not self.names:
            return super().render(name, value, attrs, renderer)
        place = f"names-{name}"
        field = super().render(name, value, (attrs or {}) | {"list": place, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.names))
        return format_html('{}<datalist id="{}">{}</datalist>', field, place, options)


class CodeField(forms.CharField):
    """One of ``nodes`` (rows with a code and a name) named by either: ten thousand of them would fit on no page.

    Where there are few, their names are offered; where there is but one, it stands there. ``suggests=False``: never,
    because one may name what is out of one's reach, and is not shown its name before.
    """

    widget = SuggestingInput

    def __init__(self, *args: Any, nodes: QuerySet | None = None, suggests: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("填写编码，或完整名称"))
        super().__init__(*args, max_length=100, **kwargs)
        self.nodes, self.suggests = nodes, suggests

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        """The field with the names that are in reach, as far as they are few. One query."""
        if self.suggests and self.nodes is not None and isinstance(self.widget, SuggestingInput):
            names = list(self.nodes.order_by("name").values_list("name", flat=True)[: SUGGESTED + 1])
            self.widget.names = names if len(names) <= SUGGESTED else ()
            if self.required and len(names) == 1:
                self.initial = names[0]
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> Any:
        """The node; an error when there is none in reach, or several of the name."""
        text = super().clean(value)
        if not text or self.nodes is None:
            return None
        found = list(self.nodes.filter(code=text)[:1]) or list(self.nodes.filter(name=normalise(text))[:2])
        if not found:
            raise ValidationError(_("您的管理范围内没有这个组织，请核对编码或名称"))
        if len(found) > 1:
            raise ValidationError(_("有几个组织叫这个名称，请填写编码"))
        return found[0]


class PhoneField(forms.CharField):
    """A mobile or landline number, checked."""

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        """The field without the number that is kept; what was just typed comes back with a mistake."""
        form.initial.pop(field_name, None)
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> str:
        """The number as it is kept."""
        text = clean_phone(super().clean(value))
        problem = phone_problem(text) if text else ""
        if problem:
            raise ValidationError(problem)
        return text


class IdentityField(forms.CharField):
    """An 18-digit identity number, checked."""

    def clean(self, value: Any) -> str:
        """The number as it is kept."""
        number = clean_number(super().clean(value))
        problem = identity_problem(number) if number else ""
        if problem:
            raise ValidationError(problem)
        return number


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, today unless something else is filled in."""
    return forms.DateField(label=label, initial=today, **more)


def happened_field(label: Any, **more: Any) -> forms.DateField:
    """The day on which something took place: today unless something else is filled in, and never one to come."""
    return day_field(label, validators=[not_to_come], **more)


def not_to_come(day: datetime.date) -> None:
    """Refuse a day after today."""
    if day > today():
        raise ValidationError(_("不能晚于今天"), code="to_come")


def reason_field(label: Any = None) -> forms.CharField:
    """Why; kept in the history."""
    return forms.CharField(label=label or _("原因"), max_length=200, help_text=_("写进沿革，如“区划调整”"))


class KeepsPhone(forms.BaseForm):
    """A form with a ``phone`` that may be kept already: an empty box leaves it, a tick clears it.

    The number that is kept is shown masked: ``masked_phone``, else that of the initial data.
    """

    def __init__(self, *args: Any, masked_phone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        masked = masked_phone or mask_phone(self.initial.get("phone") or "")
        if masked:
            self.fields["phone"].help_text = _("已登记 %(phone)s；留空不改") % {"phone": masked}
            self.fields["clear_phone"] = forms.BooleanField(label=_("清除已登记的电话"), required=False)
            names = [name for name in self.fields if name != "clear_phone"]
            names.insert(names.index("phone") + 1, "clear_phone")
            self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """A new number and the wish to have none contradict each other."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if asked.get("clear_phone") and asked.get("phone"):
            self.add_error("clear_phone", _("填了新的电话，就不用勾选清除；两样只做一样"))
        return asked


def to_keep(form: forms.BaseForm) -> dict[str, Any]:
    """What a form says shall stand: of numbers that no form shows again only what was typed, or is to be cleared."""
    given: dict[str, Any] = dict(form.cleaned_data)
    cleared = {"phone"} if given.pop("clear_phone", False) else set()
    sealed = {name for name, field in form.fields.items() if isinstance(field, PhoneField | IdentityField)}
    return {name: value for name, value in given.items() if value or name not in sealed - cleared}
