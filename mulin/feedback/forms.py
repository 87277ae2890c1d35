"""Forms of feedback. They ask and check; actions write."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.feedback.choices import Stand
from mulin.feedback.models import Feedback
from mulin.feedback.queries.clauses import aspects_due, marks_here
from mulin.feedback.rules import last_half
from mulin.foundation.clock import today
from mulin.foundation.form_fields import CodeField, day_field
from mulin.foundation.forms import Form
from mulin.foundation.periods import Period
from mulin.tree.models import Node

HALVES = 4
"""So many half-years back may be prepared from the form."""


def halves() -> list[Period]:
    """The half-years that are over, the newest first."""
    found = [last_half(today())]
    while len(found) < HALVES:
        found.append(found[-1].previous())
    return found


def half_named(value: str) -> Period:
    """The half-year of a form's answer."""
    return next(one for one in halves() if one.first.isoformat() == value)


def long_text(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class PrepareForm(Form):
    """Of which place and which half-year the cards are made."""

    node = CodeField(label=_("社区、街道或区"))
    half = forms.ChoiceField(label=_("期间"))

    def __init__(self, *args: Any, nodes: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]
        self.fields["half"].choices = [(one.first.isoformat(), one.name) for one in halves()]  # type: ignore[attr-defined]


class EvaluateForm(Form):
    """The community's opinion and, where the card evaluates them, a mark for each aspect."""

    opinion = long_text(_("社区意见"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, card: Feedback, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ruling = card.ruling
        self.aspects = aspects_due(card, ruling)
        add_marks(self, self.aspects, marks_here(ruling))

    @property
    def marks(self) -> dict[str, str]:
        """The marks by aspect."""
        return {code: self.cleaned_data[code] for code, _name in self.aspects}


class UsualForm(Form):
    """What is written on the cards that nobody changes one by one."""

    opinion = long_text(_("通用意见"), rows=2, required=False, help_text=_("没有单独写意见的都用它"))

    def __init__(self, *args: Any, aspects: Sequence[tuple[str, str]], marks: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_marks(self, aspects, marks, required=False)


def add_marks(form: Form, aspects: Iterable[tuple[str, str]], marks: Sequence[str], *, required: bool = True) -> None:
    """One choice for each aspect; free words where the district has set no marks."""
    for code, name in aspects:
        choices = [("", "—"), *((one, one) for one in marks)]
        form.fields[code] = (
            forms.ChoiceField(label=name, choices=choices, required=required)
            if marks
            else forms.CharField(label=name, max_length=20, required=required)
        )


class OwnViewForm(Form):
    """How the member sees themself."""

    text = long_text(_("我的自评"), rows=6, help_text=_("可以写参加的活动、办的实事和下半年的打算"))


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=150)


class ReplyForm(Form):
    """The unit's opinion."""

    text = long_text(_("单位意见"))


class AskForm(Form):
    """Whom somebody wants to hear the communities about, for what, by when."""

    asker = CodeField(label=_("征求意见的组织"))
    occasion = forms.ChoiceField(label=_("事项"))
    names = forms.CharField(
        label=_("党员"),
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("每行一人：党员编号，或姓名（重名的请填编号）"),
    )
    text = forms.CharField(label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    due = forms.DateField(label=_("答复期限"), required=False, help_text=_("不填则按制度"))

    def __init__(self, *args: Any, nodes: QuerySet[Node], occasions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asker"].nodes = nodes  # type: ignore[attr-defined]
        self.fields["occasion"].choices = list(occasions)  # type: ignore[attr-defined]


class AnswerForm(Form):
    """What the community says."""

    stand = forms.ChoiceField(label=_("态度"), choices=(("", _("请选择")), *Stand.choices))
    opinion = long_text(_("社区意见"))


class ReportForm(Form):
    """Who came with the card, and when."""

    on = day_field(_("报到日期"))
    names = forms.CharField(
        label=_("名单"),
        max_length=30_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("姓名用顿号或换行分开；同名的在括号里写单位或编号；也可以在下面勾选"),
    )
