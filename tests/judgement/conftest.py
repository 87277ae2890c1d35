"""The sample domain's tables, made for the tests that need a database and taken away again."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# A loaded machine must not fail a property for being slow.
hypothesis_settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("steady")

SAMPLE = "tests.judgement.sample"


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Install the sample domain and create its tables outside any transaction (SQLite asks for that)."""
    with django_db_blocker.unblock(), override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, SAMPLE]):
        models = list(apps.get_app_config("sample").get_models())
        with connection.schema_editor() as editor:
            for model in models:
                editor.create_model(model)
        yield apps.get_app_config("sample")
        with connection.schema_editor() as editor:
            for model in reversed(models):
                editor.delete_model(model)
