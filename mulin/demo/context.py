"""What the sign-in page shows in the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mulin.demo.accounts import ACCOUNTS


def demo_accounts(request: HttpRequest) -> dict[str, Any]:
    """The demo accounts, only where the demo runs."""
    return {"demo_accounts": ACCOUNTS} if settings.DEMO else {}
