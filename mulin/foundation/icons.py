"""The icons of the product. Only these are copied from Tabler's thousands; a template names one of them.

To use another icon, add its Tabler name to ``ICONS`` and run ``mulin assets``.
"""

import functools
import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS = (
    "adjustments", "alert-circle", "alert-triangle", "archive", "arrow-left", "arrow-right", "award",
    "ban", "bell", "books", "building", "building-community", "building-skyscraper", "building-store",
    "calendar", "calendar-due", "calendar-event", "certificate", "chart-bar", "check", "checklist",
    "chevron-down", "chevron-left", "chevron-right", "circle", "circle-check", "circle-dashed", "circle-half",
    "circle-minus", "circle-x", "clipboard-check", "clipboard-list", "clock", "clock-exclamation",
    "device-mobile", "dots", "download", "edit", "eye", "eye-off", "file", "file-text",
    "file-type-docx", "file-type-pdf", "file-type-xls", "filter", "fingerprint", "flag", "folder",
    "git-branch", "help", "history", "home", "home-heart", "hourglass", "id-badge-2", "info-circle", "key",
    "list", "list-check", "list-details", "lock", "login", "logout", "map-pin", "menu-2", "message",
    "minus", "note", "notebook", "package-import", "paperclip", "pencil", "pencil-plus", "phone", "photo",
    "player-pause", "plus", "printer", "refresh", "report-analytics", "rosette", "scale", "search", "send",
    "settings", "shield-check", "shield-lock", "sitemap", "sort-ascending", "star", "target", "text-size",
    "timeline", "trash", "upload", "user", "user-circle", "user-plus", "users", "users-group", "wifi-off",
    "world", "x",
)  # fmt: skip

_WRAPPER = (
    '<svg class="icon{}" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" '
    'focusable="false">{}</svg>'
)


@functools.lru_cache(maxsize=1)
def _drawings() -> dict[str, str]:
    """Inner SVG of each icon, or nothing before ``mulin assets`` ran: a missing picture breaks no page."""
    found = finders.find("vendor/icons.json")
    if not found:
        return {}
    return dict(json.loads(Path(str(found)).read_text(encoding="utf-8")))


@functools.lru_cache(maxsize=1024)
def icon_html(name: str, css_class: str = "") -> SafeString:
    """The icon as inline SVG, hidden from screen readers: words must always stand beside it.

    Raises ``LookupError`` for a name that is not in ``ICONS``.
    """
    if name not in ICONS:
        raise LookupError(f"图标“{name}”不在 mulin/foundation/icons.py 的清单里")
    inner = _drawings().get(name, "")
    return format_html(_WRAPPER, f" {css_class}" if css_class else "", mark_safe(inner))
