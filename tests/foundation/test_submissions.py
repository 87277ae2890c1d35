"""A form sent twice does its work once."""

import datetime
import threading
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from mulin.foundation.clock import now
from mulin.foundation.models import Submission, Workday
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import forget_old_submissions, new_token, once

DAY = datetime.date(2021, 3, 1)


@once
def add_a_day(request):
    number = Workday.objects.count()
    Workday.objects.create(day=DAY + datetime.timedelta(days=number), is_workday=True)
    if request.POST.get("wrong"):
        raise ValueError("our bug")
    if request.POST.get("incomplete"):
        Workday.objects.all().delete()
        return HttpResponse("请改正", status=422)
    return HttpResponseRedirect(f"/days/{number}/")


def post(token, user=1, **fields):
    request = RequestFactory().post("/", {"submission": token, **fields})
    request.user = SimpleNamespace(pk=user)
    return add_a_day(request)


@pytest.mark.django_db
def test_the_second_time_gets_the_first_answer():
    token = new_token()
    assert post(token)["Location"] == post(token)["Location"] == "/days/0/"
    assert Workday.objects.count() == 1
    assert post(new_token())["Location"] == "/days/1/"
    assert post("")["Location"] == "/days/2/"


@pytest.mark.django_db
def test_a_form_with_mistakes_may_be_sent_again():
    token = new_token()
    assert post(token, incomplete="1").status_code == 422
    with pytest.raises(ValueError, match="our bug"):
        post(token, wrong="1")
    assert Workday.objects.count() == 0
    assert post(token)["Location"] == "/days/0/"


@pytest.mark.django_db
def test_nobody_gets_the_answer_to_somebody_elses_form():
    token = new_token()
    post(token, user=1)
    with pytest.raises(Refused, match="刷新"):
        post(token, user=2)
    with pytest.raises(Refused, match="无效"):
        post("x" * 41)


@pytest.mark.django_db(transaction=True)
def test_of_ten_at_once_one_does_the_work_and_all_get_its_answer():
    token = new_token()
    answers = []
    start = threading.Barrier(10)

    def send():
        start.wait()
        try:
            answers.append(post(token)["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["/days/0/"] * 10
    assert Workday.objects.count() == 1


@pytest.mark.django_db
def test_old_tokens_are_forgotten():
    Submission.objects.create(token="old", at=now() - datetime.timedelta(days=8))
    Submission.objects.create(token="new", at=now())
    assert forget_old_submissions() == 1
    assert Submission.objects.get().token == "new"
