"""Files kept with records."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from mulin.audit.models import Entry
from mulin.foundation.clock import now
from mulin.foundation.refusals import Refused
from mulin.foundation.uploads import path_of
from mulin.records.actions import attach_evidence, confirm, note, void, withdraw_evidence
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


def test_a_file_withdrawn_stays_kept_with_its_hash_in_the_log_and_counts_no_more(
    draft: Activity, place: Street, happened: dict
) -> None:
    kept = attach_evidence(draft, photo(), by=place.by)
    fact = confirm(draft, by=place.by)
    gone = withdraw_evidence(kept, reason="传错了照片", by=place.users["secretary"])
    fact.refresh_from_db()
    assert (fact.evidence_count, list(fact.evidence.standing())) == (0, [])
    assert path_of(gone.sha256).is_file()
    assert (str(gone), gone.withdrawn_by, gone.withdrawn_because) == (
        "现场.jpg（已撤回）", place.users["secretary"], "传错了照片",
    )  # fmt: skip
    entry = Entry.objects.get(verb="撤回佐证")
    assert (entry.changes["校验值"], entry.changes["原因"]) == (gone.sha256, "传错了照片")
    assert [event["activity_ids"] for event in happened["changed"]] == [[fact.pk]]


def test_what_was_withdrawn_can_be_attached_again_and_withdrawn_only_once(draft: Activity, place: Street) -> None:
    first = attach_evidence(draft, photo(), by=place.by)
    withdraw_evidence(first, reason="传错", by=place.by)
    with pytest.raises(Refused, match="已经撤回"):
        withdraw_evidence(first, reason="再撤", by=place.by)
    again = attach_evidence(draft, photo(), by=place.by)
    draft.refresh_from_db()
    assert (again.pk != first.pk, draft.evidence_count) == (True, 1)


def test_a_file_of_a_fact_is_withdrawn_by_who_may_confirm_and_with_a_reason(draft: Activity, place: Street) -> None:
    kept = attach_evidence(draft, photo(), by=place.by)
    other = attach_evidence(draft, photo("blue"), by=place.by)
    withdraw_evidence(other, reason="传错", by=place.users["worker"])
    confirm(draft, by=place.by)
    with pytest.raises(Refused, match="没有“确认和更正纪实”的权限"):
        withdraw_evidence(kept, reason="传错", by=place.users["worker"])
    with pytest.raises(Refused, match="请填写撤回原因"):
        withdraw_evidence(kept, reason=" ", by=place.by)
    void(draft, reason="登错", by=place.by)
    with pytest.raises(Refused, match="不用撤回"):
        withdraw_evidence(kept, reason="传错", by=place.by)


def test_the_database_holds_no_withdrawal_without_who_when_and_why(draft: Activity, place: Street) -> None:
    kept = attach_evidence(draft, photo(), by=place.by)
    for half in (
        {"withdrawn_because": "传错"},
        {"withdrawn_at": now()},
        {"withdrawn_at": now(), "withdrawn_by": place.by},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=kept.pk).update(**half)
