"""Cards with their receivers: read, answer, return, deliver again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mulin.feedback import actions, forms, pages
from mulin.feedback.models import Delivery
from mulin.feedback.permissions import deliveries_visible_to, reply_feedback, write_feedback
from mulin.feedback.views.fetching import delivery_in_reach
from mulin.foundation.doings import Doing, form_view, press_view
from mulin.foundation.lists import render_list
from mulin.identity.queries import signed_in


@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """Cards received, and sent: the chase list, with its filters."""
    extra = {"actions": pages.own_node_buttons(request.user)}
    return render_list(request, pages.DELIVERIES, deliveries_visible_to(request.user), extra=extra)


@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """One card as it was delivered. The receiver's first reading is noted."""
    found = delivery_in_reach(request, pk)
    actions.open_delivery(found, by=signed_in(request))
    return render(request, "parts_page.html", pages.delivery_page(request.user, delivery_in_reach(request, pk)))


def receives(request: HttpRequest, found: Delivery) -> None:
    """For those who answer for the receiver."""
    reply_feedback.check(request.user, found)


def sends(request: HttpRequest, found: Delivery) -> None:
    """For those who write for the community."""
    write_feedback.check(request.user, found.feedback)


def to_delivery(_request: HttpRequest, found: Delivery) -> str:
    """Back to the card."""
    return reverse("feedback:delivery", args=[found.pk])


def to_the_card(_request: HttpRequest, found: Delivery) -> str:
    """To the community's page of the card."""
    return reverse("feedback:card", args=[found.feedback_id])


def named(found: Any) -> str:
    """Which card."""
    return str(found.feedback)


reply = form_view(
    Doing(
        title=gettext_lazy("答复反馈卡"),
        find=delivery_in_reach,
        form=lambda request, _found: forms.ReplyForm(request.POST or None),
        act=lambda request, found, given: actions.reply(found, given["text"], by=signed_in(request)),
        back=to_delivery,
        allow=receives,
        intro=named,
        words=gettext_lazy("已答复"),
    )
)
give_back = form_view(
    Doing(
        title=gettext_lazy("退回反馈卡"),
        find=delivery_in_reach,
        form=lambda request, _found: forms.ReasonForm(request.POST or None),
        act=lambda request, found, given: actions.give_back(found, because=given["reason"], by=signed_in(request)),
        back=to_delivery,
        allow=receives,
        intro=named,
        words=gettext_lazy("已退回社区"),
    )
)
redeliver = press_view(
    delivery_in_reach,
    lambda request, found: actions.redeliver(found, by=signed_in(request)),
    to_the_card,
    gettext_lazy("已重新送达"),
    sends,
)
hand_over = press_view(
    delivery_in_reach,
    lambda request, found: actions.hand_over(found, by=signed_in(request)),
    to_the_card,
    gettext_lazy("已登记送交"),
    sends,
)
