"""The composed page of a node shows what this domain keeps there."""

import re

from django.test import Client
from django.urls import reverse

from mulin.identity.models import User
from mulin.organisations import actions
from mulin.organisations.choices import PremisesKind
from mulin.organisations.models import Premises, Staff
from tests.organisations.factories import Street, person


def test_a_service_centre_with_its_area_and_staff_stands_on_the_page_of_its_street(town: Street, clerk: User) -> None:
    centre = Premises(node=town.street, name="临河中心", kind=PremisesKind.SERVICE_CENTRE, area="1200.50")
    actions.enter(centre, by=clerk)
    actions.enter(Staff(node=town.street, name="何服务", post="service_worker"), by=clerk)
    client = Client()
    client.force_login(person("officer", "street_officer", town.street, clerk))

    page = client.get(reverse("web:node", args=[town.street.pk])).content.decode()
    assert "临河中心" in page
    assert "何服务" in page
    one = client.get(reverse("organisations:premises_one", args=[Premises.objects.get().pk])).content.decode()
    assert re.search(r"1,?200\.5\b", one)
