"""How a person wants to see the pages: large print, kept in a cookie for a year."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

LARGE_PRINT_COOKIE = "large_print"
_A_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def switch_large_print(request: HttpRequest) -> HttpResponse:
    """Turns large print on (``large_print=1``) or off, and goes back to the page the switch was on."""
    page = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        page = "/"
    response = HttpResponseRedirect(page)
    wanted = "1" if request.POST.get("large_print") == "1" else "0"
    response.set_cookie(
        LARGE_PRINT_COOKIE, wanted, max_age=_A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response
