"""Application web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """工作台."""

    name = "mulin.web"
    label = "web"
    verbose_name = "工作台"
