"""Application organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """组织与阵地."""

    name = "mulin.organisations"
    label = "organisations"
    verbose_name = "组织与阵地"
