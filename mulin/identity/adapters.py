"""How sign-in behaves here: accounts are opened by people in charge, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No self-registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themself."""
        return False


def client_address(request: HttpRequest) -> str:
    """Where somebody signs in from, read the same way by the lock of an account and by the limits of an address.

    What a browser claims in ``X-Forwarded-For`` counts only as far as our own proxies wrote it (``MULIN_PROXIES``).
    """
    return str(get_adapter(request).get_client_ip(request))
