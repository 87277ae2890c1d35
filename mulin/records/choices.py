"""Words a record's fields may hold."""

from django.db import models


class State(models.TextChoices):
    """How far a record has come. Only confirmed and corrected records are facts."""

    DRAFT = "draft", "草稿"
    CONFIRMED = "confirmed", "已确认"
    CORRECTED = "corrected", "已更正"
    VOID = "void", "已作废"


COUNTING = (State.CONFIRMED, State.CORRECTED)
"""The states in which a record is a fact that duties and scores are judged from."""


class Change(models.TextChoices):
    """Why a former text was kept."""

    CORRECTED = "corrected", "更正"
    VOID = "void", "作废"
