"""Files that show what happened."""

import datetime
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import now
from mulin.foundation.refusals import Refused
from mulin.foundation.uploads import CheckedFile, check_upload, store
from mulin.identity.models import User
from mulin.records import events, permissions
from mulin.records.actions.writing import announce_changed, former_of, locked
from mulin.records.choices import State
from mulin.records.models import Activity, Evidence

MOST_FILES = 30


@transaction.atomic
def attach_evidence(
    activity: Activity, file: UploadedFile | CheckedFile, *, by: User, speaks_for: datetime.date | None = None
) -> Evidence:
    """Keep a file with a record: checked by its content, images without their location, under its hash.

    It speaks for the record's day unless another is given. The same file again changes nothing. Files are added
    to facts too:
    they add to the record and replace nothing, so no reason is asked, but what is judged is told.
    """
    checked = file if isinstance(file, CheckedFile) else harmless(file)
    activity = locked(activity)
    permissions.write_records.check(by, activity)
    if activity.state == State.VOID:
        raise Refused("这条记录已经作废，不能再添加佐证材料")
    known = activity.evidence.standing().filter(sha256=checked.sha256).first()
    if known:
        return known
    if activity.evidence_count >= MOST_FILES:
        raise Refused(f"一条记录最多 {MOST_FILES} 份佐证材料", field="attachments")
    store(checked)
    kept = Evidence.objects.create(
        activity=activity,
        sha256=checked.sha256,
        media_type=checked.media_type,
        size=checked.size,
        name=checked.name,
        speaks_for=speaks_for or activity.day,
        uploaded_by=by,
    )
    activity.evidence_count += 1
    activity.save(update_fields=["evidence_count"])
    log(by, "添加佐证", activity, node_id=activity.host_id, changes={"文件": ["", kept.name], "校验值": kept.sha256})
    if activity.counts:
        announce_changed([(activity, former_of(activity))])
    return kept


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, reason: str, by: User) -> Evidence:
    """Withdraw a file that was attached by mistake: it stays kept, with the reason, and counts no more.

    From a draft whoever may write it, from a fact only who may confirm. Refused once a decision rests on it.
    """
    activity = locked(evidence.activity)
    permissions.changing(activity).check(by, activity)
    found = Evidence.objects.get(pk=evidence.pk)
    if found.withdrawn_at is not None:
        raise Refused("这份材料已经撤回")
    if activity.state == State.VOID:
        raise Refused("这条记录已经作废，材料不再计分，不用撤回")
    if not reason.strip():
        raise Refused("请填写撤回原因", field="reason")
    events.evidence_withdrawing.send(Evidence, evidence_id=found.pk)
    found.withdrawn_at, found.withdrawn_by, found.withdrawn_because = now(), by, reason.strip()[:200]
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    activity.evidence_count -= 1
    activity.save(update_fields=["evidence_count"])
    changes = {"文件": [found.name, "（已撤回）"], "校验值": found.sha256, "原因": found.withdrawn_because}
    log(by, "撤回佐证", activity, node_id=activity.host_id, changes=changes)
    if activity.counts:
        announce_changed([(activity, former_of(activity))])
    return found


@transaction.atomic
def attach_all(
    activity: Activity, files: Sequence[UploadedFile], *, by: User, speaks_for: datetime.date | None = None
) -> list[Evidence]:
    """Keep several files, all or none."""
    return [attach_evidence(activity, file, by=by, speaks_for=speaks_for) for file in files]


def harmless(file: UploadedFile) -> CheckedFile:
    """The file, known by its content and made harmless; a refusal names the file."""
    try:
        return check_upload(file)
    except Refused as refusal:
        raise Refused(f"“{file.name}”：{refusal}", field="attachments") from refusal


def log_evidence_read(evidence: Evidence, *, by: User) -> None:
    """Write down that somebody opened a file."""
    log(by, "查看佐证", evidence.activity, node_id=evidence.activity.host_id, changes={"文件": evidence.name})
