"""Measuring: as in production, on a scratch database that `mulin bench` names; no second factor, plain static files."""

from mulin.config.settings.base import *  # noqa: F403

SECOND_FACTOR_REQUIRED = False
ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
