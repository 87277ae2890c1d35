"""Staff without a second factor get no further than setting one up, wherever it is required (production)."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mulin.tree.permissions import held_by

ALLOWED = ("/account/", settings.STATIC_URL)


class SecondFactorMiddleware:
    """Sends people whose role asks for a second factor to the page where they add one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through, unless a second factor is owed."""
        if settings.SECOND_FACTOR_REQUIRED and not request.path.startswith(ALLOWED) and self.owes(request):
            messages.warning(request, _("您的角色需要第二重验证，请先添加验证器或通行密钥。"))
            return redirect("mfa_index")
        return self.get_response(request)

    def owes(self, request: HttpRequest) -> bool:
        """Is this person's role one that needs a second factor, and has none been added?"""
        needed = any(held.role.second_factor for held in held_by(request.user))
        return needed and not is_mfa_enabled(request.user)
