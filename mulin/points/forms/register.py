"""The register of a month: how often each thing happened to each member of a branch, as one table."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from mulin.foundation.forms import Form
from mulin.members.models import Member
from mulin.points.models import PointsEntry
from mulin.points.queries.terms import Scheme

MOST_TIMES = 99


class RegisterForm(Form):
    """A table of numbers; an empty cell says that nothing happened."""

    why = forms.CharField(
        label=_("说明"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def __init__(
        self, *args: Any, scheme: Scheme, members: Sequence[Member], known: dict[tuple[int, str], PointsEntry]
    ) -> None:
        super().__init__(*args)
        present = {one.category for one in members}
        self.members = members
        self.rules = [one for one in scheme.by_hand() if not one.categories or present.intersection(one.categories)]
        for member in members:
            for rule in self.rules:
                if rule.categories and member.category not in rule.categories:
                    continue
                standing = known.get((member.pk, rule.id))
                label = f"{member.name}：{rule.name}"
                self.fields[cell(member.pk, rule.id)] = forms.IntegerField(
                    label=label,
                    min_value=0,
                    max_value=MOST_TIMES,
                    required=False,
                    initial=standing.times if standing else None,
                    widget=forms.NumberInput(attrs={"aria-label": label, "class": "form-control"}),
                )

    def table(self) -> list[tuple[Member, list[BoundField | None]]]:
        """Each member with the cells of the rules; nothing where a rule is not for the member's category."""
        return [(one, [self.bound(one.pk, rule.id) for rule in self.rules]) for one in self.members]

    def bound(self, member_id: int, rule_id: str) -> BoundField | None:
        """A cell of the table, where there is one."""
        name = cell(member_id, rule_id)
        return self[name] if name in self.fields else None

    def cells(self) -> dict[tuple[int, str], int]:
        """What was written, nought for an empty cell."""
        return {
            (one.pk, rule.id): self.cleaned_data.get(cell(one.pk, rule.id)) or 0
            for one in self.members
            for rule in self.rules
            if cell(one.pk, rule.id) in self.fields
        }


def cell(member_id: int, rule_id: str) -> str:
    """The name of a cell."""
    return f"cell-{member_id}-{rule_id}"
