"""What appraisals ask."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.appraisals.queries.appraisals import Line
from mulin.foundation.form_fields import CodeField
from mulin.foundation.forms import DateInput, Form

LONG = forms.Textarea(attrs={"rows": 6})


class OpenForm(Form):
    """Which organisation, which year."""

    node = CodeField(label=_("党组织"), help_text=_("填写编码或完整名称；今天在该组织及下级小组的党员参加评议"))
    in_period_of = forms.ChoiceField(label=_("年度"))

    def __init__(self, *args: Any, nodes: Any, periods: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]
        self.fields["in_period_of"].choices = list(periods)  # type: ignore[attr-defined]


class SelfReviewForm(Form):
    """What a member says of themself."""

    text = forms.CharField(label=_("个人自评"), widget=LONG, max_length=2000)


class MutualForm(Form):
    """Until when the members vote."""

    closes_on = forms.DateField(label=_("截止日期"), widget=DateInput)


class PublicForm(Form):
    """Votes of the public, a row a member and a column a grade."""

    def __init__(self, *args: Any, lines: Sequence[Line], grades: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.grades = lines, grades
        for line in lines:
            for place, grade in enumerate(grades):
                self.fields[f"votes_{line.appraisee.pk}_{place}"] = forms.IntegerField(
                    label=f"{line.appraisee.member.name}：{grade}",
                    min_value=0,
                    required=False,
                    initial=line.public.get(grade),
                )

    def rows(self) -> list[tuple[Line, list[Any]]]:
        """Each member with the fields of the row."""
        return [
            (line, [self[f"votes_{line.appraisee.pk}_{place}"] for place in range(len(self.grades))])
            for line in self.lines
        ]

    def votes(self) -> dict[int, dict[str, int]]:
        """Votes by appraisee id and grade."""
        return {
            line.appraisee.pk: {
                grade: self.cleaned_data.get(f"votes_{line.appraisee.pk}_{place}") or 0
                for place, grade in enumerate(self.grades)
            }
            for line in self.lines
        }


class GradeForm(Form):
    """A grade and a reason for each member."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[Line], grades: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            pk, name = line.appraisee.pk, line.appraisee.member.name
            self.fields[f"grade_{pk}"] = forms.ChoiceField(
                label=f"{name}：等次",
                choices=[("", "—"), *((one, one) for one in grades)],
                required=False,
                initial=line.appraisee.grade or line.suggestion,
            )
            self.fields[f"reason_{pk}"] = forms.CharField(
                label=f"{name}：理由", max_length=200, required=False, initial=line.appraisee.reason
            )

    def rows(self) -> list[tuple[Line, Any, Any]]:
        """Each member with the fields of the row."""
        return [(line, self[f"grade_{line.appraisee.pk}"], self[f"reason_{line.appraisee.pk}"]) for line in self.lines]

    def given(self) -> dict[int, tuple[str, str]]:
        """Grade and reason by appraisee id."""
        said = self.cleaned_data
        return {
            line.appraisee.pk: (said[f"grade_{line.appraisee.pk}"], said[f"reason_{line.appraisee.pk}"])
            for line in self.lines
        }


class SubmitForm(Form):
    """When the meeting was, and why the share of the best grade is exceeded, if it is."""

    met_on = forms.DateField(label=_("评议会日期"), widget=DateInput)
    over_reason = forms.CharField(
        label=_("超过优秀比例的理由"), max_length=200, required=False, help_text=_("没有超过时不填")
    )


class OpinionForm(Form):
    """What the examining organisation says."""

    opinion = forms.CharField(label=_("审议意见"), max_length=500, required=False, widget=LONG)


class ReasonForm(Form):
    """Why an appraisal is cancelled."""

    reason = forms.CharField(label=_("原因"), max_length=200)
