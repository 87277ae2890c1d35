"""Application demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """演示街道."""

    name = "mulin.demo"
    label = "demo"
    verbose_name = "演示街道"
