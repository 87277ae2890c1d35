"""Application papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """文书."""

    name = "mulin.papers"
    label = "papers"
    verbose_name = "文书"
