"""What feedback keeps: cards of half-years, what was issued, to whom it went; consultations."""

from mulin.feedback.models.cards import Delivery, DeliveryQuerySet, Feedback, Issue
from mulin.feedback.models.consultations import Consultation, OpinionSeries

__all__ = ["Consultation", "Delivery", "DeliveryQuerySet", "Feedback", "Issue", "OpinionSeries"]
