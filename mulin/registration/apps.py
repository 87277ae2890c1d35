"""Application registration."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """双报到."""

    name = "mulin.registration"
    label = "registration"
    verbose_name = "双报到"
