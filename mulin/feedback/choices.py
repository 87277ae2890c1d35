"""Words of feedback."""

from django.db import models


class State(models.TextChoices):
    """How far the community has come with a card."""

    PREPARED = "prepared", "待评议"
    EVALUATED = "evaluated", "已评议，待发出"
    ISSUED = "issued", "已发出"


class ConsultationState(models.TextChoices):
    """How far a consultation has come."""

    ASKED = "asked", "待社区答复"
    ANSWERED = "answered", "社区已答复"
    WITHDRAWN = "withdrawn", "已撤回"


class Stand(models.TextChoices):
    """What the community says to the question."""

    SUPPORTS = "supports", "赞成"
    RESERVES = "reserves", "有保留意见"
    OBJECTS = "objects", "不赞成"
