"""No is answered with a sentence, where the person is."""

import datetime

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from mulin.foundation import clock
from mulin.foundation.middleware import RefusalMiddleware
from mulin.foundation.refusals import Refused


@pytest.fixture
def answer():
    """What the middleware makes of an exception of a view."""
    middleware = RefusalMiddleware(lambda request: HttpResponse("ok"))

    def ask(request, exception):
        request.session = {}
        request._messages = FallbackStorage(request)
        return middleware.process_exception(request, exception)

    return ask


def test_a_form_goes_back_to_its_page_with_the_sentence(answer):
    request = RequestFactory().post("/confirm", headers={"referer": "http://testserver/records/1?tab=2"})
    response = answer(request, Refused("本月已经确认过，不能重复确认", field="state"))
    assert (response.status_code, response["Location"]) == (302, "http://testserver/records/1?tab=2")
    assert [str(message) for message in get_messages(request)] == ["本月已经确认过，不能重复确认"]


@pytest.mark.parametrize("page", ["http://evil.example/x", "javascript:alert(1)", "//evil.example", ""])
def test_a_form_from_elsewhere_is_not_sent_back_there(answer, settings, tmp_path, page):
    _template(settings, tmp_path)
    response = answer(RequestFactory().post("/confirm", headers={"referer": page}), Refused("不可以"))
    assert response.status_code == 403
    assert "不可以" in response.content.decode()


def test_a_page_asked_for_says_why_not(answer, settings, tmp_path):
    _template(settings, tmp_path)
    response = answer(RequestFactory().get("/"), Refused("只有<书记>可以看"))
    assert response.status_code == 403
    assert "只有&lt;书记&gt;可以看" in response.content.decode()


def test_htmx_gets_the_sentence_alone(answer):
    response = answer(RequestFactory().post("/", headers={"hx-request": "true"}), Refused("<不可以>"))
    assert (response.status_code, response.content.decode()) == (422, "&lt;不可以&gt;")


def test_what_is_out_of_scope_is_not_found(answer):
    with pytest.raises(Http404):
        answer(RequestFactory().get("/"), Refused("没有这个组织", status=404))


def test_other_exceptions_are_our_bugs_and_pass(answer):
    assert answer(RequestFactory().get("/"), ValueError("x")) is None
    assert RefusalMiddleware(lambda request: HttpResponse("ok"))(RequestFactory().get("/")).content == b"ok"


def test_a_refusal_reads_as_its_sentence():
    refusal = Refused("不可以", field="name")
    assert (str(refusal), refusal.field, refusal.status) == ("不可以", "name", 403)


def test_today_is_the_day_in_shanghai_whatever_the_server_says(settings):
    settings.TODAY = None
    with time_machine.travel(datetime.datetime(2021, 6, 30, 16, 30, tzinfo=datetime.UTC)):
        assert clock.today() == datetime.date(2021, 7, 1)
        assert clock.now().isoformat().startswith("2021-07-01T00:30:00")


def test_the_demo_lives_in_its_own_day(settings):
    settings.TODAY = datetime.date(2022, 6, 30)
    with time_machine.travel(datetime.datetime(2026, 1, 1, 1, 15, tzinfo=datetime.UTC)):
        assert clock.today() == datetime.date(2022, 6, 30)
        assert clock.now().isoformat() == "2022-06-30T09:15:00+08:00"


def _template(settings, tmp_path):
    """A plain page in place of the designed one."""
    (tmp_path / "403.html").write_text("{{ reason }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
