"""Rows by the thousand, with everything the table asks for."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from mulin.foundation import bulk
from mulin.foundation.bulk import insert_rows, reserve_ids, update_rows
from mulin.foundation.models import SearchEntry, Submission, Workday

date = datetime.date


@pytest.mark.django_db
def test_rows_arrive_as_they_were_given_and_defaults_are_filled(monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 3)
    texts = ["制表\t换行\n", "反斜\\N", "引'号\"", "𠮷", ""]
    rows = [("k", number, text, number if number else None) for number, text in enumerate(texts)]
    with transaction.atomic():
        assert insert_rows(SearchEntry, ["kind", "object_id", "title", "node_id"], iter(rows)) == 5
    stored = SearchEntry.objects.order_by("object_id")
    assert list(stored.values_list("kind", "object_id", "title", "node_id")) == rows
    assert set(stored.values_list("subtitle", "terms")) == {("", "")}


@pytest.mark.django_db
def test_days_moments_and_truths_arrive_as_such():
    moment = datetime.datetime(2021, 3, 1, 8, tzinfo=datetime.UTC)
    with transaction.atomic():
        insert_rows(Workday, ["day", "is_workday"], [(date(2021, 3, 1), True), (date(2021, 3, 2), False)])
        insert_rows(Submission, ["token", "user_id", "at"], [("a", None, moment)])
    assert list(Workday.objects.values_list("day", "is_workday")) == [
        (date(2021, 3, 1), True),
        (date(2021, 3, 2), False),
    ]
    assert Submission.objects.get().at == moment


@pytest.mark.django_db
def test_the_constraints_of_the_database_hold():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Workday, ["day", "is_workday"], [(date(2021, 3, 1), True), (date(2021, 3, 1), True)])
    assert Workday.objects.count() == 0


@pytest.mark.django_db
def test_rows_that_stand_are_written_in_the_columns_named_and_in_no_other(monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    days = [Workday.objects.create(day=date(2021, 3, number), is_workday=True, name="原") for number in (1, 2, 3, 4)]
    for day in days[:3]:
        day.is_workday, day.name, day.day = False, f"{day.day.day}日\t'休'", date(2022, 1, day.day.day)
    with transaction.atomic():
        update_rows(Workday, ["name", "is_workday"], days[:3])
    assert list(Workday.objects.order_by("day").values_list("day", "is_workday", "name")) == [
        (date(2021, 3, 1), False, "1日\t'休'"),
        (date(2021, 3, 2), False, "2日\t'休'"),
        (date(2021, 3, 3), False, "3日\t'休'"),
        (date(2021, 3, 4), True, "原"),
    ]
    days[0].day = date(2021, 3, 4)
    with pytest.raises(IntegrityError), transaction.atomic():
        update_rows(Workday, ["day"], days[:1])


@pytest.mark.django_db
def test_reserved_ids_are_given_once():
    Workday.objects.create(day=date(2021, 1, 1), is_workday=False)
    with transaction.atomic():
        ids = reserve_ids(Workday, 3)
        rows = [(key, date(2021, 2, number), True) for number, key in enumerate(ids, 1)]
        insert_rows(Workday, ["id", "day", "is_workday"], rows)
    assert ids == sorted(set(ids))
    later = Workday.objects.create(day=date(2021, 4, 1), is_workday=False)
    assert later.pk > ids[-1]
    Workday.objects.all().delete()
    with transaction.atomic():
        assert reserve_ids(Workday, 1)[0] > later.pk


@pytest.mark.django_db(transaction=True)
def test_bulk_work_belongs_inside_a_transaction():
    with pytest.raises(ValueError, match="transaction"):
        insert_rows(Workday, ["day"], [])
    with pytest.raises(ValueError, match="transaction"):
        reserve_ids(Workday, 1)
