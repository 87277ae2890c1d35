"""Forms of points. They ask and check; actions write."""

from mulin.points.forms.asking import (
    AnswerForm,
    ExamineForm,
    ExchangeForm,
    ObjectForm,
    OfferForm,
    RankingForm,
    RestockForm,
    WhyForm,
)
from mulin.points.forms.register import RegisterForm

__all__ = [
    "AnswerForm",
    "ExamineForm",
    "ExchangeForm",
    "ObjectForm",
    "OfferForm",
    "RankingForm",
    "RegisterForm",
    "RestockForm",
    "WhyForm",
]
