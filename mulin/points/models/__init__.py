"""What points keep: the ledger, months and sheets of branches, objections, reviews, exchange."""

from mulin.points.models.exchange import ExchangeItem, Redemption
from mulin.points.models.ledger import PointsEntry
from mulin.points.models.publishing import MonthRegister, Objection, PointsSheet, RankingSwitch, SheetLine
from mulin.points.models.reviews import PointsReview, ReviewLine

__all__ = [
    "ExchangeItem",
    "MonthRegister",
    "Objection",
    "PointsEntry",
    "PointsReview",
    "PointsSheet",
    "RankingSwitch",
    "Redemption",
    "ReviewLine",
    "SheetLine",
]
