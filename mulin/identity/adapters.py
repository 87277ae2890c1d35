"""How sign-in behaves here: accounts are opened by people in charge, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No self-registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themself."""
        return False


def client_address(request: HttpRequest) -> str | None:
    """Where somebody signs in from, read the same way by the lock of an account and by the limits of an address.

    What a browser claims in ``X-Forwarded-For`` counts only as far as our own proxies wrote it (``MULIN_PROXIES``).
    Nothing for who was signed in by a command, which comes from nowhere; at the door allauth refuses such a request.
    """
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None
