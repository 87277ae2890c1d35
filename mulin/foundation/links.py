"""A link as a piece of a table or a list of facts."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def link(url_name: str, words: Any, *arguments: Any) -> SafeString:
    """Words that lead to a page, named with its arguments."""
    return format_html('<a href="{}">{}</a>', reverse(url_name, args=arguments), words)
