"""Forms that change the tree, and those that ask what is known of a node."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, KeepsPhone, PhoneField, day_field, reason_field
from mulin.foundation.forms import Form, ModelForm
from mulin.foundation.identifiers import clean_number, credit_code_problem
from mulin.organisations.models import PartyOrganisation, Place, Unit
from mulin.tree.choices import Family, Relation
from mulin.tree.models import Kind, Node

MOST_NEW_NODES = 5
MOST_ASKED_ONE_BY_ONE = 40


class FoundForm(Form):
    """A new place, party organisation or unit."""

    kind = forms.ModelChoiceField(label=_("种类"), queryset=Kind.objects.none())
    name = forms.CharField(label=_("名称"), max_length=100)
    code = forms.CharField(label=_("编码"), max_length=40, required=False, help_text=_("留空由系统编码"))
    belongs_to = CodeField(label=_("上级"), required=False)
    located_in = CodeField(label=_("坐落"), required=False)
    since = day_field(_("成立日期"))
    reason = reason_field(_("依据或原因"))

    def __init__(self, *args: Any, families: Sequence[str], nodes: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = Kind.objects.filter(family__in=families)  # type: ignore[attr-defined]
        for name in ("belongs_to", "located_in"):
            self.fields[name].nodes = nodes  # type: ignore[attr-defined]


class RenameForm(Form):
    """Another name."""

    name = forms.CharField(label=_("新名称"), max_length=100)
    on = day_field(_("生效日期"))
    reason = reason_field()


class TargetForm(Form):
    """A form that names another node in reach."""

    target = CodeField()
    on = day_field(_("生效日期"))
    reason = reason_field()

    def __init__(self, *args: Any, nodes: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].nodes = nodes  # type: ignore[attr-defined]


class MoveForm(TargetForm):
    """Another superior, or another place."""

    relation = forms.ChoiceField(label=_("调整什么"), choices=Relation.choices, initial=Relation.BELONGS)
    target = CodeField(label=_("新的上级或坐落处"))


class MergeForm(TargetForm):
    """Into which node of the same kind."""

    target = CodeField(label=_("并入哪一个（同种类）"))


class DissolveForm(Form):
    """When and why a node ends."""

    on = day_field(_("撤销日期"))
    reason = reason_field()


class SplitForm(Form):
    """The names of the new nodes, and where each node below goes; a kind with very many goes as one."""

    on = day_field(_("生效日期"))
    reason = reason_field()
    names = forms.CharField(
        label=_("新的名称"),
        widget=forms.Textarea(attrs={"rows": MOST_NEW_NODES}),
        help_text=_("每行一个，两到五个；人员、阵地、党员先归第一个，之后可以再调整"),
    )

    def __init__(self, *args: Any, children: Sequence[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goes_by = fields_by_kind(children)
        places = [
            (str(number), gettext("第 %(number)d 个") % {"number": number}) for number in range(1, MOST_NEW_NODES + 1)
        ]
        for name, label, _ids in self.goes_by:
            self.fields[name] = forms.ChoiceField(label=label, choices=places)

    def clean_names(self) -> list[str]:
        """Two to five different names."""
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if not 2 <= len(names) <= MOST_NEW_NODES or len(set(names)) != len(names):
            raise ValidationError(_("请填写两到五个不同的名称，每行一个"))
        return names

    def clean(self) -> dict[str, Any]:
        """Nothing may go to a node that was not named."""
        given = super().clean() or self.cleaned_data
        count = len(given.get("names", ()))
        for name, _label, _ids in self.goes_by:
            if count and name in given and int(given[name]) > count:
                self.add_error(name, _("上面没有填写这么多个新名称"))
        return given

    def assignments(self) -> dict[int, int]:
        """For each node below, which of the new names (counted from 0) it goes to."""
        return {one: int(self.cleaned_data[name]) - 1 for name, _label, ids in self.goes_by for one in ids}


def fields_by_kind(children: Sequence[Node]) -> list[tuple[str, str, list[int]]]:
    """What a split asks about nodes below: field name, label, ids of the nodes that the answer is about."""
    by_kind: dict[str, list[Node]] = {}
    for child in children:
        by_kind.setdefault(child.kind_id, []).append(child)
    found = []
    for kind, nodes in by_kind.items():
        if len(nodes) > MOST_ASKED_ONE_BY_ONE:
            label = gettext("%(kind)s %(number)d 个，全部归（之后可以逐个调整）")
            words = label % {"kind": nodes[0].kind.name, "number": len(nodes)}
            found.append((f"kind_{kind}", words, [node.pk for node in nodes]))
        else:
            found += [(f"child_{node.pk}", gettext("“%(name)s”归") % {"name": node.name}, [node.pk]) for node in nodes]
    return found


class UnitForm(KeepsPhone, ModelForm):
    """What is known of a unit."""

    phone = PhoneField(label=_("联系电话"), required=False, max_length=30)

    class Meta:
        model = Unit
        fields = ("credit_code", "is_two_new", "organisation_due", "employees", "address", "contact", "phone")

    def clean_credit_code(self) -> str:
        """Checked by its standard."""
        code = clean_number(self.cleaned_data["credit_code"])
        problem = credit_code_problem(code) if code else ""
        if problem:
            raise ValidationError(problem)
        return code


class PartyOrganisationForm(ModelForm):
    """What is known of a party organisation."""

    class Meta:
        model = PartyOrganisation
        fields = ("founding_mode", "unit_relation", "term_ends_on")


class PlaceForm(ModelForm):
    """What is known of a place."""

    class Meta:
        model = Place
        fields = ("community_type", "area", "address")


def describing_form(node: Node) -> tuple[type[Any], type[ModelForm]]:
    """The model and form for what is known of a node of this family."""
    forms_of: dict[str, tuple[type[Any], type[ModelForm]]] = {
        Family.UNIT.value: (Unit, UnitForm),
        Family.PARTY.value: (PartyOrganisation, PartyOrganisationForm),
        Family.TERRITORY.value: (Place, PlaceForm),
    }
    return forms_of[node.kind.family]
