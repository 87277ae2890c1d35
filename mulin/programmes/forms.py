"""What is asked when an edition is put in force."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.forms import Form, SearchSelect
from mulin.programmes.models import Edition, Programme
from mulin.programmes.queries import parameters_of, stored_pack
from mulin.rulebook.schema.base import Parameter
from mulin.tree.models import Node


class AdoptionForm(Form):
    """Which edition, where, since when, on which legal basis."""

    edition = forms.ModelChoiceField(label=_("制度版本"), queryset=Edition.objects.none())
    node = forms.ModelChoiceField(label=_("实施范围"), queryset=Node.objects.none(), widget=SearchSelect())
    since = forms.DateField(label=_("实施起"))
    legal_basis = forms.CharField(
        label=_("依据文件"),
        max_length=200,
        required=False,
        help_text=_("发布前必须填写。创建示范类活动没有依据不得开展。"),
    )
    basis_number = forms.CharField(label=_("批准文号"), max_length=100, required=False)

    def __init__(self, *args: Any, editions: Any, nodes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]
        self.fields["node"].queryset = nodes  # type: ignore[attr-defined]


def field_for(parameter: Parameter) -> forms.Field:
    """The field that asks for one parameter; left empty it stays "not configured"."""
    text = parameter.note + (f"（单位：{parameter.unit}）" if parameter.unit else "")
    plain: dict[str, Any] = {"label": parameter.name, "required": False, "help_text": text}
    if parameter.kind == "integer":
        return forms.IntegerField(min_value=0, **plain)
    if parameter.kind == "decimal":
        return forms.DecimalField(**plain)
    if parameter.kind == "date":
        return forms.DateField(**plain)
    if parameter.kind == "boolean":
        return forms.BooleanField(**plain)
    if parameter.kind == "list":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **(plain | {"help_text": f"{text} 每行一项"}))
    return forms.CharField(**plain)


class ParametersForm(Form):
    """The blanks of the document, as the district fills them in."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        values = parameters_of(programme)
        kwargs["initial"] = {
            name: "\n".join(value) if isinstance(value, list) else value for name, value in values.items()
        }
        super().__init__(*args, **kwargs)

    @classmethod
    def for_programme(cls, programme: Programme, *args: Any) -> "ParametersForm":
        """The form with one field a parameter of the pack."""
        pack = stored_pack(programme.edition_id)
        fields = {parameter.id: field_for(parameter) for parameter in pack.parameters}
        form: ParametersForm = type("ParametersForm", (cls,), fields)(*args, programme=programme)
        return form
