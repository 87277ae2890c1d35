"""Application programmes."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """制度实施."""

    name = "mulin.programmes"
    label = "programmes"
    verbose_name = "制度实施"
