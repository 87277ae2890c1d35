"""What transfers, floating and cases add to a member's file: one timeline with everything else."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse

from mulin.foundation.bulk import chunks
from mulin.members.queries.timeline import Entry
from mulin.relations.choices import TransferState, WithdrawalState
from mulin.relations.models import Absence, Permit, Stay, TransferStep, WithdrawalStep

Told = Iterator[tuple[int, Entry]]
Day = datetime.date


def transfers(member_ids: Sequence[int], first: Day, last: Day) -> Told:
    """Every step of a member's transfers."""
    for chunk in chunks(member_ids):
        rows = TransferStep.objects.filter(transfer__member_id__in=chunk, day__range=(first, last))
        for step in rows.select_related("transfer__source", "transfer__target"):
            transfer = step.transfer
            sides = f"{transfer.source_name} → {transfer.target_name}"
            receipt = f"，回执 {transfer.receipt_number}" if step.event == TransferState.RECEIVED else ""
            yield transfer.member_id or 0, Entry(
                step.day, "transfer", f"组织关系：{step.get_event_display()}", f"{sides}{receipt}；{step.note}",
                reverse("relations:transfer", args=[transfer.pk]), transfer.target_id, private=True,
            )  # fmt: skip


def floating(member_ids: Sequence[int], first: Day, last: Day) -> Told:
    """Going away, permit, coming back; being received elsewhere."""
    for chunk in chunks(member_ids):
        absences = Absence.objects.filter(member_id__in=chunk).prefetch_related("places", "permits")
        for absence in absences:
            url = reverse("relations:absence", args=[absence.pk])
            for day, title, detail in happened(absence, absence.permit):
                if first <= day <= last:
                    yield absence.member_id, Entry(day, "floating", title, detail, url)
        for stay in Stay.objects.filter(member_id__in=chunk).select_related("host"):
            url = reverse("relations:stay", args=[stay.pk])
            if first <= stay.came_on <= last:
                words = f"来自{stay.from_text}"
                yield stay.member_id, Entry(stay.came_on, "floating", f"由{stay.host}接收", words, url, stay.host_id)
            if stay.ended_on is not None and first <= stay.ended_on <= last:
                words = stay.get_ending_display()
                yield stay.member_id, Entry(stay.ended_on, "floating", f"离开{stay.host}", words, url, stay.host_id)


def happened(absence: Absence, permit: Permit | None) -> Iterable[tuple[Day, str, str]]:
    """The days of one absence."""
    yield absence.left_on, "外出", f"{absence.place or ''}，{absence.reason}"
    if permit is not None:
        yield permit.issued_on, "发流动党员活动证", permit.number
    if absence.urged_on is not None:
        yield absence.urged_on, "动员转出组织关系", absence.urged_answer
    if absence.returned_on is not None:
        yield absence.returned_on, absence.get_state_display(), absence.conduct


def withdrawals(member_ids: Sequence[int], first: Day, last: Day) -> Told:
    """What people did about a flagged member; for the member and the home organisation only."""
    for chunk in chunks(member_ids):
        rows = WithdrawalStep.objects.filter(case__member_id__in=chunk, day__range=(first, last))
        for step in rows.exclude(state=WithdrawalState.FLAGGED).select_related("case"):
            yield step.case.member_id, Entry(
                step.day, "withdrawal", step.get_state_display(), step.note,
                reverse("relations:case", args=[step.case_id]), private=True,
            )  # fmt: skip
