"""Registers the building blocks with Django."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Search entries, workdays and seen forms are kept here; everything else is plain Python."""

    name = "mulin.foundation"
    label = "foundation"
    verbose_name = "基础"
