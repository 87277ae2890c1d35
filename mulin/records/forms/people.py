"""Asking who was there, and which member a name means."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.forms import Form
from mulin.members.models import Member
from mulin.records.queries import labelled, units_among
from mulin.records.rules import Attendee, read_names, with_marked_units, written

NOBODY = "0"
SHOWN = 20
RECOGNISED = _("识别出 %(count)s 人的单位：%(shown)s。名单已按此写好，请核对后再保存；若后面的词也是人名，请用顿号隔开")
WHO = "who_"


class PeopleForm(Form):
    """Base of forms that take people: finds the members among them and asks when a name could be several."""

    def chosen(self) -> dict[str, int]:
        """What was chosen for names that several members bear."""
        keys = [key for key in self.data if key.startswith(WHO)]
        return {
            key.removeprefix(WHO): int(self.data[key])
            for key in keys
            if str(self.data[key]).isdigit() and self.data[key] != NOBODY
        }

    def ask_who(self, ambiguous: Mapping[str, Sequence[int]]) -> None:
        """Ask for each open name which member it is; "none of them" keeps the bare name."""
        open_names = {name: ids for name, ids in ambiguous.items() if self.data.get(f"{WHO}{name}") != NOBODY}
        labels = dict(labelled(Member.objects.filter(pk__in=[one for ids in open_names.values() for one in ids])))
        for name, ids in open_names.items():
            choices = [("", _("请选择")), *((one, labels[one]) for one in ids), (NOBODY, _("都不是，只记姓名"))]
            question = _("哪一位“%(name)s”") % {"name": name}
            self.fields[f"{WHO}{name}"] = forms.ChoiceField(label=question, choices=choices, required=False)
            self.add_error(f"{WHO}{name}", _("名册里有 %(count)s 位，请选择") % {"count": len(ids)})

    def units_marked(self, field: str) -> str:
        """The list of a field with units that trail a name in brackets; what was recognised so is shown first.

        The text comes back as it was understood, and the next save means it.
        """
        text: str = self.cleaned_data.get(field) or ""
        marked = with_marked_units(text, units_among([text]))
        if marked.people:
            sent: Any = self.data.copy()  # type: ignore[attr-defined]
            sent[field] = marked.text
            self.data = sent
            found = {"shown": written(marked.people[:SHOWN]), "count": len(marked.people)}
            self.add_error(field, RECOGNISED % found)
        return marked.text


class NamesForm(PeopleForm):
    """A paper list of names, typed or pasted at once."""

    names = forms.CharField(
        label=_("名单"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "一行一个，或用顿号、逗号、空格分开；可直接粘贴表格的姓名、单位两列；姓名后空一格写单位也认得。已在名单里的不会重复登记"
        ),
    )
    reason = forms.CharField(label=_("补录原因"), max_length=200, required=False, initial=_("补录到场名单"))

    def clean_names(self) -> str:
        """Says what in the list is no name."""
        text = self.units_marked("names")
        doubtful = read_names(text).doubtful
        if doubtful:
            raise forms.ValidationError(_("“%(text)s”不像姓名，请检查"), params={"text": doubtful[0]})
        return text

    def said(self) -> list[Attendee]:
        """The people of the list."""
        return list(read_names(self.cleaned_data["names"]).people)
