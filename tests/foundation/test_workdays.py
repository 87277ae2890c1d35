"""Working days with 调休."""

import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from mulin.foundation.models import Workday
from mulin.foundation.workdays import is_workday, known_until, seed_workdays, shift, workdays_after

pytestmark = pytest.mark.django_db
date = datetime.date


def test_holidays_and_made_up_days_are_known_once_seeded(capsys):
    assert known_until() is None
    call_command("seed_workdays")
    assert "已知至" in capsys.readouterr().out
    assert not is_workday(date(2021, 5, 5))
    assert is_workday(date(2021, 5, 8))
    assert known_until() >= date(2026, 12, 31)
    assert seed_workdays() == 0


def test_what_a_user_has_set_stays():
    Workday.objects.create(day=date(2021, 5, 5), is_workday=True, name="防汛值班")
    seed_workdays()
    assert is_workday(date(2021, 5, 5))


def test_beyond_what_is_known_the_plain_week_holds():
    seed_workdays()
    beyond = known_until() + datetime.timedelta(days=7)
    assert [is_workday(beyond + datetime.timedelta(days=n)) for n in range(7)].count(True) == 5


def test_a_day_is_moved_to_the_next_or_the_last_workday():
    seed_workdays()
    assert shift(date(2021, 5, 1), "next_workday") == date(2021, 5, 6)
    assert shift(date(2021, 5, 5), "previous_workday") == date(2021, 4, 30)
    assert shift(date(2021, 5, 1), "same") == date(2021, 5, 1)
    assert shift(date(2021, 5, 6), "next_workday") == date(2021, 5, 6)


def test_workdays_are_counted_over_holidays_and_made_up_saturdays():
    seed_workdays()
    assert workdays_after(date(2021, 4, 30), 3) == date(2021, 5, 8)
    assert workdays_after(date(2021, 3, 5), 5) == date(2021, 3, 12)


def test_the_database_refuses_a_day_twice():
    Workday.objects.create(day=date(2021, 5, 5), is_workday=True)
    with pytest.raises(IntegrityError):
        Workday.objects.create(day=date(2021, 5, 5), is_workday=False)


def test_a_day_reads_as_people_say_it():
    assert str(Workday(day=date(2021, 5, 8), is_workday=True, name="调休")) == "2021-05-08 上班 调休"
