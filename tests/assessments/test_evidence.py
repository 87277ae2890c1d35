"""Files that scores name: they may go until a decision rests on them."""

import datetime
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from mulin.assessments import actions
from mulin.assessments.models import Assessment
from mulin.assessments.queries.choices_of import shown_evidence
from mulin.foundation.refusals import Refused
from mulin.records.actions import attach_evidence, withdraw_evidence
from mulin.records.models import Evidence
from tests.assessments.conftest import Street

TODAY = datetime.date(2021, 6, 30)


@pytest.fixture
def photo(good_year: Street) -> Evidence:
    """A picture of the east community's first meeting."""
    target = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(target, "JPEG")
    file = SimpleUploadedFile("现场.jpg", target.getvalue())
    return attach_evidence(good_year.east.activities.order_by("pk").first(), file, by=good_year.root)


@pytest.fixture
def naming(good_year: Street, photo: Evidence) -> Assessment:
    """An assessment in acceptance with a score that names the picture."""
    place = good_year
    [one] = actions.open_assessments(place.programme, [place.east], by=place["officer"])
    given = actions.Given("02.1", Decimal(38), "有特色", evidence=(photo,))
    actions.save_self_check(one, scores=[given], by=place["worker"])
    actions.finish_self_check(one, by=place["worker"])
    actions.apply(one, actions.Written("standard"), by=place["secretary"])
    actions.review(one, opinion="同意", by=place["officer"])
    new = actions.NewRound("acceptance", "年度验收", TODAY, TODAY + datetime.timedelta(days=30))
    actions.organise_round(place.programme, new, [one], by=place["officer"])
    return one


def test_a_file_may_go_while_nothing_is_decided_and_its_score_says_so(naming: Assessment, photo: Evidence) -> None:
    withdraw_evidence(photo, reason="传错", by=photo.uploaded_by)
    client = Client()
    client.force_login(photo.uploaded_by)
    page = client.get(reverse("assessments:item", args=[naming.pk, "02.1"])).content.decode()
    assert "现场.jpg（已撤回）" in page
    assert not shown_evidence(naming.subject).exists()


def test_a_file_that_a_decision_rests_on_stays_and_the_refusal_says_which(
    naming: Assessment, photo: Evidence, good_year: Street
) -> None:
    actions.decide(naming, grade="standard", reason="条件具备", by=good_year["leader"])
    with pytest.raises(Refused, match="“东社区 2021 年度自查自验”已据这份材料作出认定，材料不能撤回"):
        withdraw_evidence(photo, reason="传错", by=good_year["secretary"])
    photo.refresh_from_db()
    assert photo.withdrawn_at is None
    client = Client()
    client.force_login(good_year["secretary"])
    answer = client.post(reverse("records:withdraw_evidence", args=[photo.pk]), {"reason": "传错"}, follow=True)
    assert "材料不能撤回" in answer.content.decode()
