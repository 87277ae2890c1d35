"""What the shell of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mulin.foundation.clock import today


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation, tabs, the day, whether this is the demo, large print."""
    return {
        "shell": {
            "navigation": [],
            "tabs": [],
            "today": today(),
            "demo": settings.DEMO,
            "large_print": request.COOKIES.get("large_print") == "1",
            "todo_count": 0,
        }
    }
