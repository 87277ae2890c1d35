"""Pledges of a year, deeds reported with their evidence, and what the community confirms."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import insert_rows
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.uploads import check_upload, store
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.records.actions import NewRecord, note_many
from mulin.records.permissions import confirm_records
from mulin.records.rules import Attendee, Content
from mulin.service import events
from mulin.service.actions.claims import check_living_here
from mulin.service.actions.recording import kind_in_force, write_down
from mulin.service.choices import DeedState
from mulin.service.models import Deed, DeedFile, Pledge
from mulin.service.permissions import check_oneself, manage_service
from mulin.service.queries.clauses import clause_of, ruled
from mulin.tree.models import Node

MOST_FILES = 9


def own_or_managed(by: User, member: Member, community: Node) -> None:
    """The member does it, or the community for them from paper."""
    if not manage_service.allows(by, community):
        check_oneself(by, member)


@transaction.atomic
def pledge(member: Member, community: Node, text: str, *, by: User, year: int | None = None) -> Pledge:
    """A member pledges a practical thing for a year. Refused beyond the number the regulation names."""
    own_or_managed(by, member, community)
    check_living_here(community, [member])
    if not text.strip():
        raise Refused("请写明承诺什么", field="text")
    year = year or today().year
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    standing = Pledge.objects.filter(member=member, community=community, year=year, withdrawn_on__isnull=True)
    numbers = set(standing.values_list("number", flat=True))
    most, ruling = ruled(community, today(), "pledge_rules", "most")
    if most is not None and ruling is not None and len(numbers) >= int(most):
        raise Refused(f"“{ruling.clause.name}”规定每年至多 {int(most)} 件，{year} 年已承诺 {len(numbers)} 件")
    number = next(one for one in range(1, len(numbers) + 2) if one not in numbers)
    made = Pledge.objects.create(
        member=member, community=community, year=year, number=number, text=text.strip()[:200], made_on=today()
    )
    log(by, "承诺", member, node_id=community.pk, changes={"承诺": ["", made.text], "年度": year})
    return made


@dataclass(frozen=True)
class NewPledge:
    """What a member pledges to a community for a year."""

    member: Member
    community: Node
    year: int
    text: str


@transaction.atomic
def insert_pledges(pledges: Sequence[NewPledge], *, by: User) -> int:
    """Pledges of many members from paper: a handful of statements; how many.

    Whoever calls it has asked who lives there and how many are allowed, and writes the one audit entry.
    """
    for community in {one.community.pk: one.community for one in pledges}.values():
        manage_service.check(by, community)
    standing = Pledge.objects.filter(member__in={one.member.pk for one in pledges}, withdrawn_on__isnull=True)
    taken: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for member_id, community_id, year, number in standing.values_list("member_id", "community_id", "year", "number"):
        taken[member_id, community_id, year].add(number)
    rows = []
    for one in pledges:
        numbers = taken[one.member.pk, one.community.pk, one.year]
        number = next(free for free in range(1, len(numbers) + 2) if free not in numbers)
        numbers.add(number)
        rows.append((one.member.pk, one.community.pk, one.year, number, one.text.strip()[:200], today()))
    return insert_rows(Pledge, ["member", "community", "year", "number", "text", "made_on"], rows)


@transaction.atomic
def withdraw_pledge(found: Pledge, *, by: User) -> Pledge:
    """Take back a pledge for which nothing was done yet."""
    fresh = Pledge.objects.select_for_update(of=("self",)).select_related("member", "community").get(pk=found.pk)
    own_or_managed(by, fresh.member, fresh.community)
    if fresh.withdrawn_on is not None:
        return fresh
    if fresh.deeds.exclude(state=DeedState.RETURNED).exists():
        raise Refused("这项承诺已有实事，不能撤回")
    fresh.withdrawn_on = today()
    fresh.save(update_fields=["withdrawn_on"])
    log(by, "撤回承诺", fresh.member, node_id=fresh.community_id, changes={"承诺": [fresh.text, ""]})
    return fresh


@transaction.atomic
def report_deed(
    member: Member,
    community: Node,
    *,
    day: datetime.date,
    title: str,
    by: User,
    text: str = "",
    kept: Pledge | None = None,
    files: Sequence[UploadedFile] = (),
) -> Deed:
    """A member, or the community for them, reports what was done, with photos or papers; all or none."""
    own_or_managed(by, member, community)
    check_living_here(community, [member])
    if day > today():
        raise Refused("日期不能晚于今天", field="day")
    if kept is not None and (kept.member_id != member.pk or kept.withdrawn_on is not None):
        raise Refused("请选择本人的承诺", field="kept")
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多 {MOST_FILES} 份材料", field="files")
    made = Deed.objects.create(
        member=member,
        community=community,
        pledge=kept,
        day=day,
        title=title.strip()[:100],
        text=text.strip(),
        reported_by=by,
    )
    keep_files(made, files)
    log(by, "报告实事", member, node_id=community.pk, changes={"实事": ["", made.title], "日期": day})
    return made


def keep_files(deed: Deed, files: Sequence[UploadedFile]) -> None:
    """Keep files with a deed, checked by their content, the same one once."""
    found = {}
    for file in files:
        checked = check_upload(file)
        store(checked)
        found[checked.sha256] = DeedFile(
            deed=deed,
            sha256=checked.sha256,
            media_type=checked.media_type,
            size=checked.size,
            name=checked.name[:200],
        )
    DeedFile.objects.bulk_create(found.values())


@transaction.atomic
def confirm_deeds(deed_ids: Collection[int], *, by: User, remark: str = "") -> list[Deed]:
    """The community confirms deeds; each becomes a record with the member's attendance, where a regulation says so.

    Who is confirmed already stays as it is.
    """
    rows = Deed.objects.select_for_update(of=("self",)).filter(pk__in=deed_ids, state=DeedState.REPORTED)
    deeds = list(rows.select_related("member", "community__kind").order_by("pk"))
    for deed in deeds:
        manage_service.check(by, deed.community)
    write_all_down(deeds, by)
    for deed in deeds:
        deed.confirm(remark, on=today(), by=by)
    Deed.objects.bulk_update(deeds, ["activity", "state", "remark", "settled_on", "settled_by"])
    if deeds:
        changes = {"编号": [one.pk for one in deeds], "件数": len(deeds)}
        log(by, "确认实事", name=f"{len(deeds)} 件实事", node_id=deeds[0].community_id, changes=changes)
        events.deeds_confirmed.send(
            Deed,
            member_ids=[one.member_id for one in deeds],
            node_ids=[one.community_id for one in deeds],
            days=[one.day for one in deeds],
        )
    return deeds


def write_all_down(deeds: Sequence[Deed], by: User) -> None:
    """One record a deed, of the kind that the clause names: in bulk for who may confirm records, else drafts."""
    kinds: dict[int, str | None] = {}
    new: list[tuple[Deed, NewRecord]] = []
    for deed in deeds:
        if deed.community_id not in kinds:
            ruling = clause_of(deed.community, today(), "pledge_rules")
            kinds[deed.community_id] = ruling.clause.deed_activity if ruling else None
        kind = kinds[deed.community_id]
        if kind and kind_in_force(kind, deed.community, deed.day) and confirm_records.allows(by, deed.community):
            who = [Attendee(deed.member.name, "", deed.member_id)]
            said = Content(title=deed.title, minutes=deed.text)
            new.append((deed, NewRecord(deed.community, kind, deed.day, said, who)))
        else:
            title, text = deed.title, deed.text
            deed.activity = write_down(
                deed.community, kind, deed.day, by=by, people=[deed.member], title=title, minutes=text
            )
    ids = note_many([one for _deed, one in new], by=by) if new else []
    for (deed, _record), activity_id in zip(new, ids, strict=True):
        deed.activity_id = activity_id


@transaction.atomic
def return_deed(deed: Deed, *, remark: str, by: User) -> Deed:
    """The community does not confirm a deed, and says why."""
    fresh = Deed.objects.select_for_update(of=("self",)).select_related("community", "member").get(pk=deed.pk)
    manage_service.check(by, fresh)
    if fresh.state != DeedState.REPORTED:
        raise Refused("这件实事已经办理")
    if not remark.strip():
        raise Refused("请写明退回的原因", field="remark")
    fresh.give_back(remark, on=today(), by=by)
    fresh.save(update_fields=["state", "remark", "settled_on", "settled_by"])
    log(by, "退回实事", fresh.member, node_id=fresh.community_id, changes={"实事": fresh.title, "原因": remark})
    return fresh


def log_file_read(file: DeedFile, *, by: User) -> None:
    """Write down that somebody opened a file of a deed."""
    log(by, "查看实事材料", file.deed, node_id=file.deed.community_id, changes={"文件": file.name})
