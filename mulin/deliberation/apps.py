"""Application deliberation."""

from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """议事."""

    name = "mulin.deliberation"
    label = "deliberation"
    verbose_name = "议事"
