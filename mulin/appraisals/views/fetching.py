"""How pages of appraisals find what they are about."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.appraisals import permissions
from mulin.appraisals.models import Appraisal
from mulin.foundation.form_pages import answered
from mulin.foundation.forms import Form


def in_reach(request: HttpRequest, pk: int) -> Appraisal:
    """An appraisal this person may see; 404 otherwise."""
    return get_object_or_404(permissions.visible_to(request.user).select_related("poll"), pk=pk)


def managed(request: HttpRequest, pk: int) -> Appraisal:
    """An appraisal this person conducts."""
    found = in_reach(request, pk)
    permissions.manage_appraisals.check(request.user, found)
    return found


def frame(appraisal: Appraisal, form: Form, title: str, **more: Any) -> dict[str, Any]:
    """The context of a form about an appraisal."""
    page = reverse("appraisals:appraisal", args=[appraisal.pk])
    trail = [(_("民主评议"), reverse("appraisals:appraisals")), (str(appraisal), page)]
    return {"form": form, "page_title": title, "cancel_url": page, "trail": trail, **more}


def asked(
    request: HttpRequest, appraisal: Appraisal, form: Form, act: Callable[[], Any], title: str, **more: Any
) -> HttpResponse:
    """Do what a form asks and go to the appraisal; ``more`` may name another ``template``."""
    template = more.pop("template", "form_page.html")
    return answered(request, form, act, frame(appraisal, form, title, **more), template)
