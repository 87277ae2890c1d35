"""Form bases. A form asks little, keeps every answer, and says plainly what to mend.

    class PremisesForm(Form):
        sections = ((_("基本情况"), ("name", "kind")), (_("面积"), ("area",)))
        name = forms.CharField(label=_("名称"), max_length=100)

The template is ``{% extends "form_page.html" %}``; the view passes ``form``, ``page_title``, ``submit_label``
and ``cancel_url``.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.forms.widgets import Script
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.foundation.normalisation import normalise
from mulin.foundation.refusals import Refused

_TYPED_IN_ONE_LINE = (forms.TextInput, forms.DateInput, forms.TimeInput, forms.DateTimeInput)
_NEVER_TOUCHED = (forms.PasswordInput, forms.HiddenInput)
_SENTENCES: dict[str, str | Promise] = {
    "required": _("请填写"),
    "invalid_choice": _("请从列表中选择"),
}
_SENTENCES_BY_FIELD: tuple[tuple[type[forms.Field], dict[str, str | Promise]], ...] = (
    (forms.ModelMultipleChoiceField, {"required": _("请至少选择一项")}),
    (forms.MultipleChoiceField, {"required": _("请至少选择一项")}),
    (forms.ChoiceField, {"required": _("请选择")}),
    (forms.ModelChoiceField, {"required": _("请选择")}),
    (forms.FileField, {"required": _("请选择文件")}),
    (forms.DateField, {"invalid": _("日期请写成 2022-06-30 的样子")}),
    (forms.DecimalField, {"invalid": _("请填写数字")}),
    (forms.IntegerField, {"invalid": _("请填写整数")}),
    (forms.BooleanField, {"required": _("请勾选后再继续")}),
)
_LIMITS = {
    "min_value": _("不能小于 %(limit_value)s"),
    "max_value": _("不能大于 %(limit_value)s"),
    "max_length": _("最多 %(limit_value)s 个字，现在 %(show_value)s 个"),
}
"""What validators say of a value beyond its limits."""
YEARS = range(1900, 2101)
MOST = 2_000_000_000
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


class DateInput(forms.DateInput):
    """A day, in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class _SearchableChoices:
    """The files of a box to search in; without script the plain list stays."""

    class Media:
        css: ClassVar = {"all": ["vendor/tom-select/tom-select.bootstrap5.min.css", "mulin/choices.css"]}
        js: ClassVar = [
            Script("vendor/tom-select/tom-select.complete.min.js", defer=True),
            Script("mulin/choices.js", defer=True),
        ]


class SearchSelect(_SearchableChoices, forms.Select):
    """One of a long list, found by typing."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Iterable[Any] = ()) -> None:
        super().__init__({"data-choices": _("输入文字查找"), **(attrs or {})}, choices)


class SearchSelectMultiple(_SearchableChoices, forms.SelectMultiple):
    """Several of a long list, found by typing."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Iterable[Any] = ()) -> None:
        super().__init__({"data-choices": _("输入文字查找，可选多项"), **(attrs or {})}, choices)


class MultipleFileInput(forms.ClearableFileInput):
    """Several files at once; used by ``MultipleFileField``."""

    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files; cleans to a list, empty when none was sent."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Checks each file as a single one; the field's error is that of the first wrong file."""
        files = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if not files:
            super().clean(None, initial)
        return [super(MultipleFileField, self).clean(one, initial) for one in files]


@dataclass(frozen=True)
class Section:
    """A part of a form as it is drawn: its title and its fields."""

    title: str | Promise
    fields: list[BoundField]


class _Courteous:
    """What all our forms do: half-width digits, native dates, sentences that say what to do, sections."""

    sections: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = ()
    template_name = "forms/form.html"
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            _dress(field)
        if self.is_bound:  # type: ignore[attr-defined]
            self.data = self._data_as_meant()

    def _data_as_meant(self) -> Mapping[str, Any]:
        """What was sent, with the full-width digits and stray spaces of one-line answers put right."""
        sent = self.data
        meant = sent.copy() if isinstance(sent, QueryDict) else dict(sent)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            key = self.add_prefix(name)  # type: ignore[attr-defined]
            answer = meant.get(key)
            if _is_line(field.widget) and isinstance(answer, str):
                meant[key] = normalise(answer)
        return meant

    def full_clean(self) -> None:
        """Check; boxes that a form adds when it is made are guarded like the others."""
        for field in self.fields.values():  # type: ignore[attr-defined]
            _guard(field)
        super().full_clean()  # type: ignore[misc]

    def drawn_sections(self) -> list[Section]:
        """The sections in their order; fields that none names come last, without a title."""
        named = {name for _title, names in self.sections for name in names}
        drawn = [
            Section(title, [self[name] for name in names if name in self.fields])  # type: ignore[attr-defined,index]
            for title, names in self.sections
        ]
        rest = [bound for bound in self.visible_fields() if bound.name not in named]  # type: ignore[attr-defined]
        return [section for section in (*drawn, Section("", rest)) if section.fields]


def _is_line(widget: forms.Widget) -> bool:
    return isinstance(widget, _TYPED_IN_ONE_LINE) and not isinstance(widget, _NEVER_TOUCHED)


def _dress(field: forms.Field) -> None:
    """The native calendar for a day, and our words and sentences where the field still has Django's."""
    if isinstance(field, forms.DateField) and type(field.widget) is forms.DateInput:
        field.widget = DateInput(field.widget.attrs)
    if isinstance(field, forms.DateField):
        field.input_formats = DATE_FORMATS
    _name_nothing(field)
    standing = forms.Field.default_error_messages | type(field).default_error_messages
    for code, sentence in _sentences_for(field).items():
        if field.error_messages.get(code) == standing.get(code):
            field.error_messages[code] = sentence  # type: ignore[assignment]


def _name_nothing(field: forms.Field) -> None:
    """Words for the choice of nothing, where Django draws a row of dashes."""
    words = _("请选择") if field.required else _("不选")
    dashes = BLANK_CHOICE_DASH[0]
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == dashes[1] else field.empty_label
    elif isinstance(field, forms.ChoiceField):
        choices: list[Any] = list(field.choices)  # type: ignore[arg-type]
        if choices[:1] == [dashes]:
            field.choices = [("", words), *choices[1:]]


def _guard(field: forms.Field) -> None:
    """No day of another age, and no number that no database keeps; what is beyond a limit is said in our words."""
    for code, sentence in _LIMITS.items():
        field.error_messages.setdefault(code, sentence)
    for kind, guard in _GUARDS:
        if type(field) is kind and guard not in field.validators:
            field.validators = [*field.validators, guard]


def _of_this_age(day: datetime.date) -> None:
    if day.year not in YEARS:
        raise ValidationError(_("年份 %(year)s 不合理，请核对"), code="age", params={"year": day.year})


def _countable(number: int) -> None:
    if abs(number) > MOST:
        raise ValidationError(_("数字太大，请核对"), code="too_large")


_GUARDS: tuple[tuple[type[forms.Field], Callable[[Any], None]], ...] = (
    (forms.DateField, _of_this_age),
    (forms.IntegerField, _countable),
)


def _sentences_for(field: forms.Field) -> dict[str, str | Promise]:
    """The first class that fits wins: a decimal field is an integer field too, a choice of several one of one."""
    own = [sentences for kind, sentences in _SENTENCES_BY_FIELD if isinstance(field, kind)]
    return _SENTENCES | (own[0] if own else {})


class Form(_Courteous, forms.Form):
    """Base of every form without a model."""


class ModelForm(_Courteous, forms.ModelForm):
    """Base of every form of a model. It asks and checks; saving is an action's work, so ``save()`` refuses."""

    def save(self, commit: bool = True) -> Any:
        """Refused: hand ``cleaned_data`` to an action."""
        raise TypeError("表单不保存数据，请把 cleaned_data 交给 actions")


def carried_out(request: HttpRequest, form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Do what a sent and valid form asks; a refusal goes beside its field, and every answer is kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
