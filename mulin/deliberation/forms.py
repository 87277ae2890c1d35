"""What ballots and matters ask."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mulin.deliberation.actions import AGREEMENT, StepResult
from mulin.deliberation.models import Poll, PollItem
from mulin.foundation.form_fields import CodeField
from mulin.foundation.forms import DateInput, Form, SearchSelect, SearchSelectMultiple
from mulin.members.models import Member
from mulin.records.models import Activity
from mulin.rulebook.schema.procedures import Party

LONG = forms.Textarea(attrs={"rows": 4})


class OpenPollForm(Form):
    """What is to be voted on, by whom, until when."""

    sections = (
        (_("表决什么"), ("node", "title", "text", "items", "choices")),
        (_("怎样表决"), ("terms", "secret", "closes_on")),
    )
    node = CodeField(label=_("党组织"), help_text=_("填写编码或完整名称；该组织今天的全体正式党员有表决权"))
    title = forms.CharField(label=_("表决事项"), max_length=100)
    text = forms.CharField(label=_("说明"), required=False, widget=LONG)
    items = forms.CharField(label=_("表决内容"), widget=LONG, help_text=_("一行一项；只有一项时写一行"))
    choices = forms.CharField(
        label=_("选项"), initial="、".join(AGREEMENT), help_text=_("用顿号分开；要求通过时，第一个是赞成")
    )
    terms = forms.ChoiceField(label=_("通过的条件"))
    secret = forms.BooleanField(label=_("无记名"), required=False, initial=True)
    closes_on = forms.DateField(label=_("截止日期"), widget=DateInput)

    def __init__(self, *args: Any, nodes: Any, terms: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]
        self.fields["terms"].choices = [("", _("只计票，不判断是否通过")), *terms]  # type: ignore[attr-defined]
        self.fields["terms"].required = False


class VoteForm(Form):
    """One choice for each item."""

    def __init__(self, *args: Any, poll: Poll, items: Sequence[PollItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[f"item_{item.pk}"] = forms.ChoiceField(
                label=item.label, choices=[(one, one) for one in poll.choices], widget=forms.RadioSelect
            )

    def answers(self) -> dict[int, str]:
        """Item ids and what was chosen."""
        return {int(name.removeprefix("item_")): value for name, value in self.cleaned_data.items()}


class HandPaperForm(Form):
    """Who was handed a paper ballot."""

    members = forms.ModelMultipleChoiceField(
        label=_("领取纸质票的党员"), queryset=Member.objects.none(), widget=SearchSelectMultiple
    )

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = Member.objects.filter(pk__in=poll.voters.filter(way="").values("member_id")).order_by("name")
        self.fields["members"].queryset = left  # type: ignore[attr-defined]


class PaperForm(Form):
    """The counted paper ballots."""

    returned = forms.IntegerField(label=_("收回票数"), min_value=0)
    invalid = forms.IntegerField(label=_("其中废票"), min_value=0, initial=0)

    def __init__(self, *args: Any, poll: Poll, items: Sequence[PollItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = [(f"{item.pk}_{number}", item.pk, choice) for item in items
                        for number, choice in enumerate(poll.choices)]  # fmt: skip
        names = {item.pk: item.label for item in items}
        for name, item_id, choice in self.columns:
            self.fields[name] = forms.IntegerField(label=f"{names[item_id]}：{choice}", min_value=0, initial=0)

    def counts(self) -> dict[int, dict[str, int]]:
        """Votes of each item by choice."""
        found: dict[int, dict[str, int]] = {}
        for name, item_id, choice in self.columns:
            found.setdefault(item_id, {})[choice] = self.cleaned_data[name]
        return found


class CloseForm(Form):
    """How many were there."""

    present = forms.IntegerField(label=_("实到人数"), min_value=0, help_text=_("到会的人，包括到会而没有投票的"))


class ReasonForm(Form):
    """Why something ends."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class OpenMatterForm(Form):
    """What is to be decided, and by which procedure."""

    procedure = forms.ChoiceField(label=_("议事程序"))
    title = forms.CharField(label=_("议题"), max_length=100)
    text = forms.CharField(label=_("内容"), required=False, widget=LONG)
    proposed_by = forms.CharField(label=_("提出人"), max_length=60, required=False)

    def __init__(self, *args: Any, procedures: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = list(procedures)  # type: ignore[attr-defined]


class StepForm(Form):
    """How a step ended: who was there, the conclusion, passed or not."""

    passed = forms.ChoiceField(
        label=_("结果"), choices=(("yes", _("通过，进入下一步")), ("no", _("未通过"))), widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("结论"), widget=LONG)
    activity = forms.ModelChoiceField(
        label=_("会议纪实"), queryset=Activity.objects.none(), required=False, widget=SearchSelect,
        help_text=_("已经记下的会议，选了就不必再写一遍"),
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Sequence[Party], activities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]
        for party in parties:
            self.fields[f"present_{party.id}"] = forms.IntegerField(
                label=_now("%(name)s到场人数") % {"name": party.name}, min_value=0, initial=0
            )

    def result(self) -> StepResult:
        """The answers as the action takes them."""
        given: Mapping[str, Any] = self.cleaned_data
        present = {
            name.removeprefix("present_"): number for name, number in given.items() if name.startswith("present_")
        }
        return StepResult(given["passed"] == "yes", given["text"], present, given["activity"])


class StepPollForm(Form):
    """Whose members vote, until when."""

    node = CodeField(label=_("党组织"), help_text=_("填写编码或完整名称；该组织今天的全体正式党员有表决权"))
    closes_on = forms.DateField(label=_("截止日期"), widget=DateInput)

    def __init__(self, *args: Any, nodes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].nodes = nodes  # type: ignore[attr-defined]


class DiscloseForm(Form):
    """The text that is made public."""

    text = forms.CharField(label=_("公示正文"), widget=forms.Textarea(attrs={"rows": 8}))


class ObjectionForm(Form):
    """What somebody objects."""

    said_by = forms.CharField(label=_("提出人"), max_length=60)
    text = forms.CharField(label=_("异议"), widget=LONG)


class AnswerForm(Form):
    """The answer to an objection."""

    answer = forms.CharField(label=_("答复"), widget=LONG)
