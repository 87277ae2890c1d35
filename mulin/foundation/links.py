"""A link as a piece of a table or a list of facts."""

from collections.abc import Container
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def link(url_name: str, words: Any, *arguments: Any) -> SafeString:
    """Words that lead to a page, named with its arguments."""
    return format_html('<a href="{}">{}</a>', reverse(url_name, args=arguments), words)


def link_if(words: Any, url: str, opening: Container[str]) -> Any:
    """Words that lead to an address, where it is among those that open for the reader; else the plain words."""
    return format_html('<a href="{}">{}</a>', url, words) if url in opening else words
