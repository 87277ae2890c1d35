"""Words of points."""

from django.db import models

MONTHS, SHEETS, REVIEWS = "points_months", "points_sheets", "points_reviews"
"""The fact tables of months registered, periods published and years examined."""


class Origin(models.TextChoices):
    """How an entry came into the ledger."""

    AUTOMATIC = "automatic", "按纪实自动登记"
    REGISTERED = "registered", "按月人工登记"
    AWARDED = "awarded", "按结果折算"
    EXCHANGED = "exchanged", "兑换"
    REVERSAL = "reversal", "冲正"


class Purse(models.TextChoices):
    """What an entry counts for: the year's total, or what is left to be exchanged."""

    YEAR = "year", "年度积分"
    EXCHANGE = "exchange", "兑换积分"
