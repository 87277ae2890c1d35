"""Forms about organs and the life of organisations."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, day_field
from mulin.foundation.forms import Form, ModelForm
from mulin.organisations.models import OrganisationLife, OrganSeat
from mulin.tree.models import Node

Place = tuple[str, int, str]
"""A place in an organ: the organ's word, its number, the position's word."""


class SeatForm(Form):
    """A person in a position of an organ."""

    place = forms.ChoiceField(label=_("机构和位置"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    title = forms.CharField(label=_("单位和职务"), max_length=100, required=False)
    hours = forms.CharField(
        label=_("值班时间"), max_length=100, required=False, help_text=_("例如：周一至周五 18:30—20:30")
    )
    looks_after = CodeField(label=_("联系对象"), required=False)
    since = day_field(_("起始日期"))

    def __init__(self, *args: Any, places: list[tuple[Place, str]], nodes: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(written(place), words) for place, words in places]  # type: ignore[attr-defined]
        self.fields["looks_after"].nodes = nodes  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """The fields of the seat."""
        given = dict(self.cleaned_data)
        organ, number, position = given.pop("place").split(":")
        return given | {"organ": organ, "number": int(number), "position": position}


def written(place: Place) -> str:
    """A place as the value of a choice."""
    return ":".join(str(one) for one in place)


class SeatCorrectionForm(ModelForm):
    """What may be put right of a seat; another position is another seat."""

    since = day_field(_("起始日期"))

    class Meta:
        model = OrganSeat
        fields = ("name", "title", "hours", "since")


class LifeForm(ModelForm):
    """When, where and on what."""

    since = day_field(_("起始日期"))

    class Meta:
        model = OrganisationLife
        fields = ("time", "place", "content", "since")
