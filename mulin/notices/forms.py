"""Forms of messages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField
from mulin.foundation.forms import Form


class RemindForm(Form):
    """Whom to remind, and what to say."""

    nodes = forms.TypedMultipleChoiceField(label=_("催办哪些组织"), coerce=int, widget=forms.CheckboxSelectMultiple)
    text = forms.CharField(label=_("说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nodes"].choices = list(choices)  # type: ignore[attr-defined]


class GreetingForm(Form):
    """The words of a party organisation."""

    node = CodeField(label=_("党组织"))
    text = forms.CharField(
        label=_("寄语"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("可用 {name}（姓名）和 {years}（党龄）；下级组织没有自己的寄语时也用它"),
    )

    def __init__(self, *args: Any, nodes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]
