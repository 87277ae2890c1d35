"""Phones of people in posts and of units: sealed where they are kept, masked where shown, read for a reason."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.foundation.rotation import sealed_fields
from mulin.identity.models import User
from mulin.organisations import actions
from mulin.organisations.models import Staff, Unit
from tests.organisations.factories import Street, person

PHONE, UNIT_PHONE = "13900005678", "13900001234"


@pytest.fixture
def worker(town: Street, clerk: User) -> Staff:
    actions.describe(town.shop, Unit, {"phone": UNIT_PHONE}, by=clerk)
    return actions.enter(Staff(node=town.east, name="赵岗", post="community_worker", phone=PHONE), by=clerk)


def browser(role: str, town: Street, clerk: User) -> Client:
    client = Client()
    client.force_login(person(f"some-{role}", role, town.street, clerk))
    return client


def test_the_database_holds_no_phone_in_clear(town: Street, worker: Staff) -> None:
    with connection.cursor() as cursor:
        for model in (Staff, Unit):
            cursor.execute(f"SELECT phone FROM {model._meta.db_table}")
            kept = [value for (value,) in cursor.fetchall() if value]
            assert kept
            assert not any(PHONE in value or UNIT_PHONE in value for value in kept)
            assert model._meta.get_field("phone") in list(sealed_fields()), "and a new key seals it anew"


def test_lists_and_pages_show_enough_to_recognise_it(town: Street, worker: Staff, clerk: User) -> None:
    client = browser("street_officer", town, clerk)
    for address in (
        reverse("organisations:staff"),
        reverse("organisations:staff_one", args=[worker.pk]),
        reverse("web:node", args=[town.shop.pk]),
        reverse("organisations:correct_staff", args=[worker.pk]),
        reverse("organisations:describe", args=[town.shop.pk]),
    ):
        page = client.get(address).content.decode()
        assert PHONE not in page
        assert UNIT_PHONE not in page
    assert "139****5678" in client.get(reverse("organisations:staff")).content.decode()


@pytest.mark.parametrize("whose", ["staff", "unit"])
def test_reading_in_clear_asks_why_shows_it_once_and_is_logged(
    town: Street, worker: Staff, clerk: User, whose: str
) -> None:
    client = browser("street_officer", town, clerk)
    key, phone = (worker.pk, PHONE) if whose == "staff" else (town.shop.pk, UNIT_PHONE)
    page = reverse("organisations:staff_one" if whose == "staff" else "web:node", args=[key])
    address = reverse(f"organisations:{whose}_phone", args=[key])
    assert address in client.get(page).content.decode()
    assert phone not in client.get(address).content.decode()
    assert "请填写" in client.post(address, {"reason": " "}).content.decode()
    shown = client.post(address, {"reason": "联系值班"})
    assert phone in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    entry = Entry.objects.filter(verb="查看完整信息").get()
    assert entry.changes["原因"] == "联系值班"
    assert phone not in str(entry.changes)


def test_who_does_not_keep_them_reads_none(town: Street, worker: Staff, clerk: User) -> None:
    client = browser("street_leader", town, clerk)
    address = reverse("organisations:staff_phone", args=[worker.pk])
    assert address not in client.get(reverse("organisations:staff_one", args=[worker.pk])).content.decode()
    assert client.post(address, {"reason": "看看"}).status_code == 403
    with pytest.raises(Refused, match="原因"):
        actions.read_phone(worker, reason="", by=clerk)
    assert not Entry.objects.filter(verb="查看完整信息").exists()
