"""The tests of the look visit addresses of their own, above the product's."""

import pytest


@pytest.fixture(autouse=True)
def _own_addresses(settings):
    settings.ROOT_URLCONF = "tests.foundation_look.addresses"
