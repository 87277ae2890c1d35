"""Files kept with records."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from mulin.foundation.refusals import Refused
from mulin.foundation.uploads import path_of
from mulin.records.actions import attach_evidence, confirm, note, void
from mulin.records.models import Activity, Evidence

from .conftest import Street

DAY = datetime.date(2021, 5, 20)


def photo(colour: str = "red") -> SimpleUploadedFile:
    target = io.BytesIO()
    picture = Image.new("RGB", (60, 40), colour)
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 45.0, 0.0)}
    picture.save(target, "JPEG", exif=exif)
    return SimpleUploadedFile("现场.jpg", target.getvalue())


@pytest.fixture
def draft(place: Street) -> Activity:
    return note(place.east, "joint_meeting", DAY, by=place.by)


def test_a_photo_is_kept_without_its_location_under_its_hash_and_speaks_for_the_day(
    draft: Activity, place: Street
) -> None:
    kept = attach_evidence(draft, photo(), by=place.users["worker"])
    assert (kept.name, kept.media_type, kept.speaks_for) == ("现场.jpg", "image/jpeg", DAY)
    with Image.open(path_of(kept.sha256)) as stored:
        assert not stored.getexif()
    draft.refresh_from_db()
    assert draft.evidence_count == 1


def test_the_same_file_twice_is_kept_once(draft: Activity, place: Street) -> None:
    first, again = (attach_evidence(draft, photo(), by=place.by) for _ in range(2))
    assert first == again
    draft.refresh_from_db()
    assert draft.evidence_count == 1
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_a_disguised_file_is_refused(draft: Activity, place: Street) -> None:
    with pytest.raises(Refused, match=r"“签到\.pdf”"):
        attach_evidence(draft, SimpleUploadedFile("签到.pdf", photo().read()), by=place.by)
    assert not Evidence.objects.exists()


def test_a_file_added_to_a_fact_is_told_to_those_who_judge(draft: Activity, place: Street, happened: dict) -> None:
    confirm(draft, by=place.by)
    attach_evidence(draft, photo(), by=place.users["worker"])
    assert [event["activity_ids"] for event in happened["changed"]] == [[draft.pk]]


def test_nothing_is_added_to_a_struck_out_record_nor_by_whoever_may_not_write(draft: Activity, place: Street) -> None:
    with pytest.raises(Refused, match="没有“登记纪实”的权限"):
        attach_evidence(draft, photo(), by=place.users["neighbour"])
    void(draft, reason="登错", by=place.by)
    with pytest.raises(Refused, match="已经作废"):
        attach_evidence(draft, photo(), by=place.by)
