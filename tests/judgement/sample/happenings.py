"""Writing down what happens in the sample domain, and looking at it."""

import datetime

from django.apps import apps

from mulin.judgement.view import View
from tests.judgement.clauses import street
from tests.judgement.sample.measures import sample_registry

AS_OF = datetime.date(2021, 6, 30)


def day(text):
    return datetime.date.fromisoformat(text)


def view(**more):
    return View(AS_OF, street(), registry=sample_registry(), **more)


def model(name):
    return apps.get_model("sample", name)


def happen(host, on="2021-03-01", **more):
    unit, _ = model("Unit").objects.get_or_create(host=host)
    return model("Happening").objects.create(unit=unit, day=day(on), **more)
