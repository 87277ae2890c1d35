"""Asking about very many values at once."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mulin.foundation.bulk import insert_rows
from mulin.foundation.models import SearchEntry, Workday

pytestmark = pytest.mark.django_db

ODD = ["引'号\"", "反斜\\", "{花,括}", "𠮷", "换\n行", "NULL", "100%", "1"]


def test_each_text_is_found_as_it_is_whatever_it_holds():
    with transaction.atomic():
        insert_rows(SearchEntry, ["kind", "object_id", "title"], [("k", at, text) for at, text in enumerate(ODD)])
    for at, text in enumerate(ODD):
        found = SearchEntry.objects.filter(title__among={text, "没有"})
        assert list(found.values_list("object_id", flat=True)) == [at]
    assert SearchEntry.objects.filter(title__among=set(ODD)).count() == len(ODD)
    assert not SearchEntry.objects.filter(title__among=set()).exists()


def test_more_values_than_a_database_takes_one_by_one_are_one_question():
    first = datetime.date(1950, 1, 1)
    with transaction.atomic():
        insert_rows(Workday, ["day", "is_workday"], [(first + datetime.timedelta(at), True) for at in range(300)])
    keys = list(Workday.objects.order_by("day").values_list("pk", flat=True))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = set(Workday.objects.filter(pk__among={*keys[10:], *range(10**9, 10**9 + 70_000)}).values_list("pk"))
    assert (found, len(queries)) == ({(key,) for key in keys[10:]}, 1)


def test_those_that_point_to_one_of_many_are_found():
    kinds = set(ContentType.objects.filter(app_label="foundation").values_list("pk", flat=True))
    found = Permission.objects.filter(content_type_id__among=kinds)
    assert set(found.values_list("content_type_id", flat=True)) == kinds
    assert found.count() == Permission.objects.filter(content_type_id__in=kinds).count()
