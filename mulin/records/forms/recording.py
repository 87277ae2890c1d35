"""The form of a record, new or as it stands."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.forms import MultipleFileField, SearchSelect, SearchSelectMultiple
from mulin.foundation.uploads import ALLOWED
from mulin.records.forms.asking import OWN, long_text, own_field
from mulin.records.forms.people import PeopleForm
from mulin.records.models import Activity
from mulin.records.queries import text_of
from mulin.records.rules import Attendee, Content, checked_fields, differences, read_names, written
from mulin.rulebook.schema.duties import ActivityKind
from mulin.tree.models import Node

LONG_LIST = 15


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
        self.base_fields = self._asked(kind, hosts, members)  # type: ignore[misc]  # Django copies them from here
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
            label=_("名称"), max_length=100, required=False, help_text=_("不填就用：%(name)s") % {"name": kind.name}
        )
        if self.activity is None:
            asked["attachments"] = MultipleFileField(
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
            _("其他到场的人") if members else _("到场名单"),
            3,
            _("姓名用顿号、逗号、空格或换行分开，可写单位：张三（阳光物业）"),
        )
        asked["present"] = forms.IntegerField(
            label=_("到场总人数"),
            required=False,
            min_value=0,
            max_value=1_000_000,
            help_text=_("不填就按上面的名单算；只知道人数时只填这一项"),
        )
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
        said = read_names(self.units_marked("names"))
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
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent["version"] = current.version
        self.data = sent

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
