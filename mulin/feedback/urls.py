"""Addresses of feedback."""

import datetime

from django.urls import path, register_converter

from mulin.feedback.views import cards, consultations, deliveries, following


class DayConverter:
    """A day in an address: ``2021-07-01``."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        """The day; an address with a day that does not exist leads nowhere."""
        return datetime.date.fromisoformat(value)

    def to_url(self, value: object) -> str:
        """The day as the address says it."""
        return str(value)


register_converter(DayConverter, "day")
app_name = "feedback"
urlpatterns = [
    path("", cards.cards, name="cards"),
    path("prepare/", cards.prepare, name="prepare"),
    path("mine/", cards.mine, name="mine"),
    path("communities/<int:pk>/<day:half>/", cards.table, name="table"),
    path("communities/<int:pk>/report/", following.report, name="report"),
    path("reporting/", following.reporting, name="reporting"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:pk>/reply/", deliveries.reply, name="reply"),
    path("deliveries/<int:pk>/return/", deliveries.give_back, name="give_back"),
    path("deliveries/<int:pk>/redeliver/", deliveries.redeliver, name="redeliver"),
    path("deliveries/<int:pk>/handed-over/", deliveries.hand_over, name="hand_over"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/ask/", consultations.ask, name="ask"),
    path("consultations/<int:pk>/", consultations.consultation, name="consultation"),
    path("consultations/<int:pk>/answer/", consultations.answer, name="answer"),
    path("consultations/<int:pk>/withdraw/", consultations.withdraw, name="withdraw"),
    path("members/<int:pk>/activities/", following.activities, name="activities"),
    path("members/<int:pk>/effects/", following.effects, name="effects"),
    path("nodes/<int:pk>/effects/", following.node_effects, name="node_effects"),
    path("nodes/<int:pk>/cycle/", following.cycle, name="cycle"),
    path("<int:pk>/", cards.card, name="card"),
    path("<int:pk>/evaluate/", cards.evaluate, name="evaluate"),
    path("<int:pk>/own-view/", cards.own_view, name="own_view"),
    path("<int:pk>/issue/", cards.issue, name="issue"),
    path("<int:pk>/issue-again/", cards.issue_again, name="issue_again"),
]
