"""Pages that show: lists, one registration, a campaign."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.registration import pages, permissions, queries
from mulin.registration.views.fetching import campaign_in_reach, region_in_reach, registration_in_reach
from mulin.tree.permissions import has_anywhere, scope


@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """Registrations in reach, from either side."""
    rows = queries.with_nodes(permissions.registrations_visible_to(request.user))
    may_import = has_anywhere(request.user, "sheets.import") and has_anywhere(request.user, "registrations.send")
    extra = {"actions": pages.list_buttons(request.user), "may_import": may_import}
    return render_list(request, pages.REGISTRATIONS, rows, extra=extra)


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """Who should be registered and is not."""
    return render_list(request, pages.MISSING, queries.missing_members(request.user))


@require_safe
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration. The QR code of its letter and card leads here."""
    row = registration_in_reach(request, pk)
    return render(request, "registration/registration.html", pages.registration_page(request.user, row))


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Campaigns in reach and above, with how far they have come with those in reach."""
    buttons = []
    if has_anywhere(request.user, "registrations.organise"):
        url = reverse("registration:open_campaign")
        buttons.append(Action(title=_("启动报到工作"), url=url, icon="plus", primary=True))
    rows = queries.with_progress(
        permissions.campaigns_visible_to(request.user), permissions.registrations_visible_to(request.user)
    )
    return render_list(request, pages.CAMPAIGNS, rows, extra={"actions": buttons})


@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign with its coverage."""
    found = campaign_in_reach(request, pk)
    return render(request, "registration/campaign.html", pages.campaign_page(request.user, found))


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Registrations with regions, and how many each region has."""
    rows = permissions.regions_visible_to(request.user).filter(ended_on__isnull=True)
    buttons = []
    if has_anywhere(request.user, "registrations.receive"):
        url = reverse("registration:register_region")
        buttons.append(Action(title=_("登记党员"), url=url, icon="user-plus", primary=True))
    coverage = queries.by_region(scope(request.user, "registrations.view", "region__"))
    may_import = bool(buttons) and has_anywhere(request.user, "sheets.import")
    return render_list(
        request, pages.REGIONS, rows, extra={"actions": buttons, "coverage": coverage, "may_import": may_import}
    )


@require_safe
def region(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration with a region."""
    row = region_in_reach(request, pk)
    context = {
        "row": row,
        "page_title": _("%(name)s的区域登记") % {"name": row.member.name},
        "trail": [(_("区域登记"), reverse("registration:regions"))],
        "may": row.ended_on is None and permissions.register_with_region.allows(request.user, row),
    }
    return render(request, "registration/region.html", context)
