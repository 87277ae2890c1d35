"""Sections of a member's page that the domains above bring: posts, registration, points, feedback."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from mulin.members.models import Member

Section = Callable[[HttpRequest, Member], "tuple[str, dict[str, Any]] | None"]
"""A template and its context; nothing where there is nothing to show to this person."""
SECTIONS: dict[str, tuple[int, Section]] = {}


def register(key: str, order: int, section: Section) -> None:
    """Let a domain show its part on every member's page; smaller ``order`` stands higher."""
    SECTIONS[key] = (order, section)


def sections_of(request: HttpRequest, member: Member) -> list[str]:
    """The rendered sections of one member's page, in order."""
    ordered = sorted(SECTIONS.values(), key=lambda one: one[0])
    shown = (section(request, member) for _order, section in ordered)
    return [render_to_string(one[0], one[1], request) for one in shown if one]
