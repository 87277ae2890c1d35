"""What people fill in: one short form that asks only what the kind of activity needs."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.forms import Form, MultipleFileField, SearchSelect, SearchSelectMultiple
from mulin.foundation.refusals import Refused
from mulin.foundation.uploads import ALLOWED
from mulin.members.models import Member
from mulin.records.models import Activity
from mulin.records.queries import labelled, text_of
from mulin.records.rules import (
    Attendee,
    Content,
    checked_fields,
    differences,
    read_names,
    written,
)
from mulin.rulebook.schema.duties import ActivityField, ActivityKind
from mulin.tree.models import Node

LONG_LIST = 15
NOBODY = "0"
OWN = "own_"
WHO = "who_"


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


class RecordForm(PeopleForm):
    """One record of one kind, new or as it stands."""

    def __init__(
        self,
        *args: Any,
        kind: ActivityKind,
        hosts: Sequence[Node],
        members: Sequence[tuple[int, str]] = (),
        activity: Activity | None = None,
        complete: bool = True,
        **kwargs: Any,
    ) -> None:
        self.both: dict[str, list[Any]] = {}
        self.kind, self.activity, self.complete = kind, activity, complete
        self.hosts = {node.pk: node for node in hosts}
        self.base_fields = self._asked(kind, hosts, members)
        kwargs["initial"] = self._standing(activity) | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def _asked(
        self, kind: ActivityKind, hosts: Sequence[Node], members: Sequence[tuple[int, str]]
    ) -> dict[str, forms.Field]:
        select = SearchSelect if len(hosts) > LONG_LIST else forms.Select
        choices = [(node.pk, f"{node.name}（{node.kind.name}）") for node in hosts]
        asked: dict[str, forms.Field] = {
            "host": forms.TypedChoiceField(label=_("举办组织"), choices=choices, coerce=int, widget=select),
            "day": forms.DateField(label=_("日期"), initial=today),
        }
        asked |= self._asked_by_kind(kind)
        asked |= {f"{OWN}{one.id}": own_field(one, complete=self.complete) for one in kind.fields}
        if "attendance" in kind.asks:
            asked |= self._asked_about_people(members)
        if "minutes" in kind.asks:
            asked["minutes"] = long_text(_("会议记录"), 6)
        asked["title"] = forms.CharField(
            label=_("名称"), max_length=100, required=False, help_text=_("不填就叫“%(name)s”") % {"name": kind.name}
        )
        if self.activity is None:
            asked["files"] = MultipleFileField(
                label=_("照片或文件"),
                required=False,
                help_text=_("可多选，也可以不传。%(allowed)s") % {"allowed": ALLOWED},
            )
        else:
            asked["version"] = forms.IntegerField(widget=forms.HiddenInput)
        return asked

    @staticmethod
    def _asked_by_kind(kind: ActivityKind) -> dict[str, forms.Field]:
        asked: dict[str, forms.Field] = {}
        if "notice" in kind.asks:
            asked["notice_on"] = forms.DateField(
                label=_("通知日期"), required=False, help_text=_("什么时候发的会议通知；没发就不填")
            )
        if "place" in kind.asks:
            widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            asked["begins_at"] = forms.TimeField(label=_("开始时间"), required=False, widget=widget)
            asked["place"] = forms.CharField(label=_("地点"), max_length=100, required=False)
        if "agenda" in kind.asks:
            asked["agenda"] = long_text(_("议程"), 3)
        return asked

    @staticmethod
    def _asked_about_people(members: Sequence[tuple[int, str]]) -> dict[str, forms.Field]:
        asked: dict[str, forms.Field] = {}
        if members:
            asked["members"] = forms.TypedMultipleChoiceField(
                label=_("到场党员"), choices=members, coerce=int, required=False, widget=SearchSelectMultiple
            )
        asked["names"] = long_text(
            _("到场名单"), 3, _("姓名用顿号、逗号、空格或换行分开，可写单位：张三（阳光物业）。只知道人数就只填下一项")
        )
        asked["present"] = forms.IntegerField(label=_("到场总人数"), required=False, min_value=0, max_value=1_000_000)
        return asked

    @staticmethod
    def _standing(activity: Activity | None) -> dict[str, Any]:
        if activity is None:
            return {}
        people = [*activity.attendances.all()]
        rest = [Attendee(one.name, one.unit) for one in people if one.member_id is None]
        plain = ("day", "title", "begins_at", "place", "notice_on", "agenda", "minutes", "version", "present")
        words = {True: "是", False: "否"}
        return {
            **{name: getattr(activity, name) for name in plain},
            **{
                f"{OWN}{key}": words[value] if isinstance(value, bool) else value
                for key, value in activity.fields.items()
            },
            "host": activity.host_id,
            "members": [one.member_id for one in people if one.member_id],
            "names": written(rest),
        }

    def clean(self) -> dict[str, Any]:
        """Names that are no names, and a total below those named, are said at their field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said = read_names(cleaned.get("names") or "")
        if said.doubtful:
            self.add_error("names", _("“%(text)s”不像姓名，请检查") % {"text": said.doubtful[0]})
        named = len(said.people) + len(cleaned.get("members") or ())
        total = cleaned.get("present")
        if self.has_people and total is not None and total < named:
            self.add_error("present", _("名单上已有 %(named)s 人，总人数不能更少") % {"named": named})
        return cleaned

    @property
    def has_people(self) -> bool:
        """Does this kind ask who was there?"""
        return "names" in self.fields

    @property
    def host(self) -> Node:
        """The host that was chosen."""
        return self.hosts[self.cleaned_data["host"]]

    def content(self) -> Content:
        """What was filled in, as actions take it; what the kind does not ask is left out."""
        asked = ("title", "begins_at", "place", "notice_on", "agenda", "minutes")
        found: dict[str, Any] = {name: self.cleaned_data[name] for name in asked if name in self.fields}
        found["fields"] = {one.id: self.cleaned_data[f"{OWN}{one.id}"] for one in self.kind.fields}
        return found  # type: ignore[return-value]

    def show_both(self, current: Activity, people: Sequence[Attendee]) -> None:
        """Somebody else was faster: keep what was filled in, show what stands now, and let the next save mean it."""
        content: dict[str, Any] = dict(self.content())
        mine = Activity(host=self.host, kind=self.kind.id, day=self.cleaned_data["day"])
        for name in ("begins_at", "place", "notice_on", "agenda", "minutes", "title"):
            setattr(mine, name, content.get(name, getattr(current, name)))
        mine.title = mine.title or self.kind.name
        mine.fields = checked_fields(self.kind, content["fields"], complete=False)
        mine.headcount = self.headcount(len(people)) if self.has_people else current.headcount
        there = [Attendee(one.name, one.unit, one.member_id) for one in current.attendances.all()]
        wrote = text_of(mine) | {"attendance": written(people if self.has_people else there)}
        stands = text_of(current) | {"attendance": written(there)}
        words = {one.id: one.name for one in self.kind.fields}
        self.both = differences(wrote, stands, words)
        self.data = self.data.copy()
        self.data["version"] = current.version

    def said_people(self) -> tuple[list[int], list[Attendee]]:
        """The members picked, and the people named."""
        names = read_names(self.cleaned_data.get("names") or "")
        return list(self.cleaned_data.get("members") or ()), list(names.people)

    def headcount(self, named: int) -> int:
        """How many were there beyond those named: by the total given, else by what the list says ("等12人")."""
        total = self.cleaned_data.get("present")
        if total is None:
            total = read_names(self.cleaned_data.get("names") or "").total or 0
        return max(total - named, 0)


class CorrectionForm(RecordForm):
    """A fact as it stands, to be corrected with a reason."""

    def _asked(self, *asked: Any) -> dict[str, forms.Field]:
        reason = forms.CharField(label=_("更正原因"), max_length=200, help_text=_("原来的内容会保留，原因会一并显示"))
        return {"reason": reason, **super()._asked(*asked)}


class VoidForm(Form):
    """Why a record is struck out."""

    reason = forms.CharField(
        label=_("作废原因"), max_length=200, help_text=_("例如：重复登记。作废后仍可查看，但不再计分")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NamesForm(PeopleForm):
    """A paper list of names, typed or pasted at once."""

    names = forms.CharField(
        label=_("名单"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("一行一个，或用顿号、逗号、空格分开；可直接粘贴表格的姓名、单位两列。已在名单里的不会重复登记"),
    )
    reason = forms.CharField(label=_("补录原因"), max_length=200, required=False, initial=_("补录到场名单"))

    def clean_names(self) -> str:
        """Says what in the list is no name."""
        text: str = self.cleaned_data["names"]
        doubtful = read_names(text).doubtful
        if doubtful:
            raise forms.ValidationError(_("“%(text)s”不像姓名，请检查"), params={"text": doubtful[0]})
        return text

    def said(self) -> list[Attendee]:
        """The people of the list."""
        return list(read_names(self.cleaned_data["names"]).people)


class EvidenceForm(Form):
    """Files for a record that stands."""

    files = MultipleFileField(label=_("照片或文件"), help_text=_("可多选。%(allowed)s") % {"allowed": ALLOWED})
    speaks_for = forms.DateField(label=_("所证日期"), required=False, help_text=_("不填就是活动当天"))


def long_text(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    """A text of several lines that may be left empty."""
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text, max_length=20000
    )
