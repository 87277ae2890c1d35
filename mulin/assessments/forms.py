"""Forms of certification. They ask only what the system does not hold."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.assessments.choices import RoundKind
from mulin.foundation.forms import Form, SearchSelect, SearchSelectMultiple
from mulin.identity.models import User
from mulin.programmes.models import Programme
from mulin.records.models import Activity, Evidence
from mulin.tree.models import Node

LONG = forms.Textarea(attrs={"rows": 4})
NO_GRADE = "none"


class ScoreForm(Form):
    """Points for one item, why, and what shows it."""

    score = forms.DecimalField(label=_("得分"), max_digits=9, decimal_places=4, min_value=Decimal(0))
    reason = forms.CharField(label=_("理由"), widget=LONG)
    activities = forms.ModelMultipleChoiceField(
        label=_("依据的活动"),
        queryset=Activity.objects.none(),
        required=False,
        widget=SearchSelectMultiple,
        help_text=_("可以不选；选了以后，看分的人能直接打开这些记录"),
    )
    evidence = forms.ModelMultipleChoiceField(
        label=_("佐证材料"), queryset=Evidence.objects.none(), required=False, widget=SearchSelectMultiple
    )

    def __init__(
        self, *args: Any, activities: QuerySet[Activity], evidence: QuerySet[Evidence], most: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activities"].queryset = activities  # type: ignore[attr-defined]
        self.fields["evidence"].queryset = evidence  # type: ignore[attr-defined]
        self.fields["score"].help_text = _("0 到 %(most)s 分") % {"most": most}


class NoteForm(Form):
    """A tick of the self-check's task list, with a word on it."""

    note = forms.CharField(label=_("自查说明"), required=False, widget=LONG)


class GapForm(Form):
    """What will be done about a gap, and by when."""

    text = forms.CharField(label=_("差距和措施"), widget=LONG)
    due_on = forms.DateField(label=_("完成期限"), required=False)


class OpenForm(Form):
    """Which subjects are assessed, for what, in which year."""

    kind = forms.ChoiceField(label=_("类别"), choices=RoundKind.choices, initial=RoundKind.YEARLY)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    subjects = forms.ModelMultipleChoiceField(
        label=_("对象"), queryset=Node.objects.none(), widget=SearchSelectMultiple
    )

    def __init__(self, *args: Any, subjects: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subjects"].queryset = subjects  # type: ignore[attr-defined]


class ApplicationForm(Form):
    """What the subject writes itself; the rest of the form is composed from the registry."""

    sections = (
        (_("申报"), ("level", "planned")),
        (
            _("户数和人数"),
            ("registered_households", "registered_persons", "resident_households", "resident_persons"),
        ),
        (_("创建措施"), ("measures",)),
        (_("特色品牌项目"), ("brand_name", "brand_goal", "brand_content", "brand_milestones")),
    )
    level = forms.ChoiceField(label=_("创建类型"), widget=forms.RadioSelect)
    planned = forms.ModelMultipleChoiceField(
        label=_("拟创建的下级对象"), queryset=Node.objects.none(), required=False, widget=SearchSelectMultiple
    )
    registered_households = forms.IntegerField(label=_("户籍户数"), required=False, min_value=0)
    registered_persons = forms.IntegerField(label=_("户籍人数"), required=False, min_value=0)
    resident_households = forms.IntegerField(label=_("常住户数"), required=False, min_value=0)
    resident_persons = forms.IntegerField(label=_("常住人数"), required=False, min_value=0)
    measures = forms.CharField(label=_("创建措施"), widget=LONG)
    brand_name = forms.CharField(label=_("项目名称"), required=False, max_length=60)
    brand_goal = forms.CharField(label=_("创建目标"), required=False, widget=LONG)
    brand_content = forms.CharField(label=_("项目内容"), required=False, widget=LONG)
    brand_milestones = forms.CharField(label=_("任务节点"), required=False, widget=LONG)

    def __init__(self, *args: Any, levels: dict[str, str], planned: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = list(levels.items())  # type: ignore[attr-defined]
        self.fields["planned"].queryset = planned  # type: ignore[attr-defined]


class OpinionForm(Form):
    """An opinion: of the street, of an assessor, of a re-check."""

    opinion = forms.CharField(label=_("意见"), widget=LONG)


class ReasonForm(Form):
    """Why something is sent back, taken back or lifted."""

    reason = forms.CharField(label=_("原因"), widget=LONG)


class DecisionForm(Form):
    """Which grade is granted, or none, and why."""

    grade = forms.ChoiceField(label=_("认定结果"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("认定理由"), widget=LONG)

    def __init__(self, *args: Any, grades: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [*grades.items(), (NO_GRADE, _("不予认定"))]  # type: ignore[attr-defined]

    def clean_grade(self) -> str:
        """The grade, or nothing when none is granted."""
        grade: str = self.cleaned_data["grade"]
        return "" if grade == NO_GRADE else grade


class RoundForm(Form):
    """A round and what is taken into it."""

    kind = forms.ChoiceField(label=_("类别"), choices=RoundKind.choices, initial=RoundKind.ACCEPTANCE)
    name = forms.CharField(label=_("名称"), max_length=60)
    begins_on = forms.DateField(label=_("开始日期"))
    ends_on = forms.DateField(label=_("结束日期"))
    assessments = forms.ModelMultipleChoiceField(
        label=_("要评审的对象"), queryset=Node.objects.none(), widget=SearchSelectMultiple
    )

    def __init__(self, *args: Any, assessments: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessments"].queryset = assessments  # type: ignore[attr-defined]


class AssignForm(Form):
    """Who assesses what of a round."""

    assessments = forms.ModelMultipleChoiceField(
        label=_("对象"), queryset=Node.objects.none(), widget=SearchSelectMultiple
    )
    assessors = forms.ModelMultipleChoiceField(
        label=_("评审员"), queryset=User.objects.none(), widget=SearchSelectMultiple
    )

    def __init__(self, *args: Any, assessments: QuerySet, assessors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessments"].queryset = assessments  # type: ignore[attr-defined]
        self.fields["assessors"].queryset = assessors  # type: ignore[attr-defined]


class VetoForm(Form):
    """A veto event of a kind that the district has listed."""

    subject = forms.ModelChoiceField(label=_("对象"), queryset=Node.objects.none(), widget=SearchSelect)
    kind = forms.ChoiceField(label=_("事项"))
    document = forms.CharField(label=_("依据文书"), max_length=200)
    reason = forms.CharField(label=_("情况说明"), widget=LONG)
    since = forms.DateField(label=_("影响期起"))
    until = forms.DateField(label=_("影响期止"), required=False, help_text=_("不填则到解除为止"))

    def __init__(self, *args: Any, subjects: QuerySet[Node], kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].queryset = subjects  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind, kind) for kind in kinds]  # type: ignore[attr-defined]


class OrderForm(Form):
    """What is to be mended, by when."""

    text = forms.CharField(label=_("责令整改事项"), widget=LONG)
    deadline = forms.DateField(label=_("整改期限"))


class ReportForm(Form):
    """What has been mended."""

    report = forms.CharField(label=_("整改情况"), widget=LONG)


class RecheckForm(Form):
    """Whether the grade stays, and why."""

    keep = forms.ChoiceField(
        label=_("复查结论"),
        choices=(("yes", _("整改到位，保留等级")), ("no", _("未整改到位，撤销等级"))),
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(label=_("复查意见"), widget=LONG)


class CertificateRuleForm(Form):
    """How certificates are numbered and how long they hold."""

    number_prefix = forms.CharField(label=_("编号前缀"), max_length=20)
    years_valid = forms.IntegerField(
        label=_("有效年数"), required=False, min_value=1, help_text=_("不填则长期有效，以年度复评为准")
    )


class TickForm(Form):
    """A milestone's target reached, on what showing."""

    reached_on = forms.DateField(label=_("完成日期"))
    note = forms.CharField(label=_("凭据"), widget=LONG)


class ProgrammeForm(Form):
    """Which programme, where several are in force."""

    programme = forms.ModelChoiceField(label=_("制度"), queryset=Programme.objects.none(), widget=SearchSelect)

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
