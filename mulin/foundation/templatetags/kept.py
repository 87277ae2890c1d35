"""``{% load kept %}``: pieces of the shell that are the same on thousands of pages are drawn once and kept."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
_MOST = 256


@register.tag
def kept(parser: Parser, token: Token) -> "Kept":
    """``{% kept shell.large_print %}…{% endkept %}``: drawn once for each language and each value of what is named.

    Only for what nothing else decides: words, addresses and files of the product, never anything about a person.
    """
    varies = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(varies, inside)


class Kept(template.Node):
    """A piece of a template with what it looked like before; forgotten with the template or when the process ends."""

    child_nodelists = ("inside",)

    def __init__(self, varies: list[FilterExpression], inside: NodeList) -> None:
        self.varies = varies
        self.inside = inside
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The piece as drawn before, or drawn now."""
        key = (get_language(), *[one.resolve(context) for one in self.varies])
        drawn = self.drawn.get(key)
        if drawn is None:
            if len(self.drawn) >= _MOST:
                self.drawn.clear()
            drawn = self.drawn[key] = self.inside.render(context)
        return drawn
