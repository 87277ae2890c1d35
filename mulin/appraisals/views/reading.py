"""Lists and pages of appraisals, and what one sees of oneself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.appraisals import actions, permissions
from mulin.appraisals.choices import OPEN_STATES, State
from mulin.appraisals.forms import SelfReviewForm
from mulin.appraisals.pages import APPRAISALS, LIGHTS, appraisal_page
from mulin.appraisals.queries.appraisals import has_layer
from mulin.appraisals.views.fetching import in_reach
from mulin.foundation.forms import carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.tree.permissions import has_anywhere


def appraisals(request: HttpRequest) -> HttpResponse:
    """Appraisals in reach."""
    buttons = []
    if has_anywhere(request.user, permissions.MANAGE):
        buttons.append(Action(title=_("开始评议"), url=reverse("appraisals:open"), icon="plus", primary=True))
    return render_list(request, APPRAISALS, permissions.visible_to(request.user), extra={"actions": buttons})


def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """One appraisal."""
    return render(request, "appraisals/appraisal.html", appraisal_page(request.user, in_reach(request, pk)))


def own(request: HttpRequest, pk: int) -> HttpResponse:
    """What an appraisal says of oneself; the grade once it stands."""
    found = get_object_or_404(permissions.own_of(request.user), pk=pk)
    may_write = found.appraisal.state in OPEN_STATES and has_layer(found.appraisal, "self")
    write = Action(title=_("写自评"), url=reverse("appraisals:own_review", args=[pk]), icon="pencil", primary=True)
    context = {
        "row": found,
        "light": LIGHTS[State(found.appraisal.state)],
        "stands": found.appraisal.state == State.EXAMINED,
        "actions": [write] if may_write else [],
        "page_title": str(found.appraisal),
    }
    return render(request, "appraisals/own.html", context)


@require_http_methods(["GET", "POST"])
@once
def own_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one's own review."""
    found = get_object_or_404(permissions.own_of(request.user), pk=pk)
    form = SelfReviewForm(request.POST or None, initial={"text": found.self_review})

    def act() -> None:
        actions.say_of_oneself(found, form.cleaned_data["text"], by=signed_in(request))

    if carried_out(request, form, act):
        messages.success(request, _("已保存"))
        return redirect("appraisals:own", pk)
    context = {"form": form, "page_title": _("个人自评"), "cancel_url": reverse("appraisals:own", args=[pk])}
    return render(request, "form_page.html", context | {"intro": str(found.appraisal)})
