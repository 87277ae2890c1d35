"""Words of certification."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundKind(models.TextChoices):
    """What an assessment is held for."""

    YEARLY = "yearly", "年度自查自验"
    PRE_ACCEPTANCE = "pre_acceptance", "预验收"
    ACCEPTANCE = "acceptance", "验收"
    RE_EVALUATION = "re_evaluation", "年度复评"
    RE_CHECK = "re_check", "整改复查"


class State(models.TextChoices):
    """How far an assessment has come."""

    OPEN = "open", "自查中"
    APPLIED = "applied", "已申报"
    RETURNED = "returned", "退回补充"
    REVIEWED = "reviewed", "街道已审核"
    IN_ACCEPTANCE = "in_acceptance", "验收中"
    DECIDED = "decided", "已认定"
    WITHDRAWN = "withdrawn", "已撤回"


class Stage(models.TextChoices):
    """Who scored: the three columns that stand side by side."""

    SELF = "self", "自评"
    REVIEW = "review", "审核"
    ACCEPTANCE = "acceptance", "验收"


STAGE_ORDER = (Stage.ACCEPTANCE, Stage.REVIEW, Stage.SELF)
"""Which column counts first."""

RUNNING = (State.OPEN, State.APPLIED, State.RETURNED, State.REVIEWED, State.IN_ACCEPTANCE)
"""States in which an assessment has not ended yet."""

WITHOUT_APPLICATION = (RoundKind.RE_EVALUATION, RoundKind.RE_CHECK)
"""Kinds that the street holds of its own accord: nobody applies for them."""


class Outcome(models.TextChoices):
    """What was decided."""

    GRANTED = "granted", "予以认定"
    REFUSED = "refused", "不予认定"


class HoldingEnd(models.TextChoices):
    """How a grade came to its end."""

    PROMOTED = "promoted", "晋位提升"
    LOWERED = "lowered", "调整等级"
    WITHDRAWN = "withdrawn", "撤销等级"
    MERGED = "merged", "对象撤并"


class RectificationState(models.TextChoices):
    """How far an ordered rectification has come."""

    ORDERED = "ordered", "整改中"
    REPORTED = "reported", "已报整改"
    KEPT = "kept", "保留等级"
    WITHDRAWN = "withdrawn", "撤销等级"


VETO_WORDS = {"done": _("已解除"), "none": _("影响期已过"), "vetoed": _("影响中")}
"""What a veto is today, in words."""
