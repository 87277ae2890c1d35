"""How sign-in behaves here: accounts are opened by people in charge, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No self-registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themself."""
        return False
