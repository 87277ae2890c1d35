"""The organisation above examines results on the web."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.appraisals import actions, permissions
from mulin.appraisals.forms import OpinionForm
from mulin.appraisals.models import Appraisal
from mulin.appraisals.views.fetching import asked, in_reach
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in


def examined(request: HttpRequest, pk: int) -> Appraisal:
    """An appraisal this person examines."""
    found = in_reach(request, pk)
    permissions.examine_appraisals.check(request.user, found)
    return found


@require_http_methods(["GET", "POST"])
@once
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the results stand."""
    found = examined(request, pk)
    form = OpinionForm(request.POST or None)

    def act() -> None:
        actions.approve(found, opinion=form.cleaned_data["opinion"], by=signed_in(request))

    return asked(request, found, form, act, _("审议通过"), submit_label=_("通过"))


@require_http_methods(["GET", "POST"])
@once
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the results back."""
    found = examined(request, pk)
    form = OpinionForm(request.POST or None)

    def act() -> None:
        actions.send_back(found, opinion=form.cleaned_data["opinion"], by=signed_in(request))

    return asked(request, found, form, act, _("退回复议"), submit_label=_("退回"))
