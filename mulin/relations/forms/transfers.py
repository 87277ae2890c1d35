"""Forms about transfers."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.foundation.form_fields import CodeField, happened_field, not_to_come
from mulin.foundation.forms import Form
from mulin.relations.forms.shared import NamesForm, PersonForm, text_field
from mulin.rulebook.schema.decisions import DecisionTable, Question
from mulin.tree.models import Node

ASKED = "answer_"
YES_OR_NO = (("", "—"), ("yes", _("是")), ("no", _("否")))


class ReceiptForm(Form):
    """The receipt that came from outside."""

    number = forms.CharField(label=_("对方回执编号"), max_length=40)
    on = happened_field(_("对方接收日期"))


class AskForm(Form):
    """What a member asks for."""

    reason = text_field(_("申请理由"))
    where = forms.CharField(label=_("希望转往"), max_length=100, required=False)


class LetterForm(Form):
    """Where a relation goes and how long the letter holds."""

    target = CodeField(label=_("区内接收党组织"), required=False, suggests=False)
    target_text = forms.CharField(
        label=_("区外接收党组织"), max_length=100, required=False, help_text=_("转出区外的写明全称，区内的不填")
    )
    reason = text_field(_("转接原因"))
    valid_until = forms.DateField(label=_("介绍信有效期至"), required=False)

    def __init__(self, *args: Any, targets: QuerySet[Node], latest: datetime.date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].nodes = targets  # type: ignore[attr-defined]
        if latest is not None:
            hint = _("不填则到最长期限 %(day)s") % {"day": latest}
            self.fields["valid_until"].help_text = hint
        else:
            self.fields["valid_until"].required = True


class StartForm(LetterForm):
    """The letter, with the questions of the decision table in force."""

    def __init__(self, *args: Any, table: DecisionTable | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = table.questions if table is not None else ()
        for question in self.questions:
            self.fields[ASKED + question.id] = question_field(question)
        self.order_fields([*(ASKED + one.id for one in self.questions), "target", "target_text"])

    def answers(self) -> dict[str, Any]:
        """The answers given, by question: text, a number as text, or yes and no."""
        given = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        found = {one.id: answered(one, given.get(ASKED + one.id)) for one in self.questions}
        return {name: value for name, value in found.items() if value not in (None, "")}


def question_field(question: Question) -> forms.Field:
    """A question of a table as a field; none has to be answered."""
    label = f"{question.name}（{question.unit}）" if question.unit else question.name
    if question.kind == "number":
        return forms.DecimalField(label=label, required=False, min_value=0)
    choices = YES_OR_NO if question.kind == "boolean" else [("", "—"), *question.choices.items()]
    return forms.ChoiceField(label=label, required=False, choices=choices)


def answered(question: Question, given: Any) -> Any:
    """An answer as it is kept."""
    if question.kind == "boolean":
        return {"yes": True, "no": False}.get(given)
    return str(given) if given not in (None, "") else None


class BatchForm(LetterForm, NamesForm):
    """Members of one organisation who go to another together."""

    source = CodeField(label=_("转出党组织"))
    field_order = ("source", "target", "reason", "valid_until", "names")

    def __init__(self, *args: Any, sources: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, latest=None, **kwargs)
        del self.fields["target_text"]
        self.fields["source"].nodes = sources  # type: ignore[attr-defined]
        self.fields["target"].required = True
        self.fields["valid_until"].required = False


class OutsideForm(PersonForm):
    """A member from outside with a letter."""

    sections = (
        (_("党员"), ("name", "gender", "identity_number", "phone", "stage", "residence")),
        (_("介绍信"), ("source", "number", "issued_on", "valid_until", "target")),
    )
    residence = CodeField(label=_("居住社区"), required=False)
    source = forms.CharField(label=_("转出党组织"), max_length=100)
    number = forms.CharField(label=_("介绍信编号"), max_length=40)
    issued_on = forms.DateField(label=_("开具日期"), validators=[not_to_come])
    valid_until = forms.DateField(label=_("有效期至"))
    target = CodeField(label=_("接收党组织"))

    def __init__(self, *args: Any, targets: QuerySet[Node], places: QuerySet[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].nodes = targets  # type: ignore[attr-defined]
        self.fields["residence"].nodes = places  # type: ignore[attr-defined]
