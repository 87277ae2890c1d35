"""Consents given, entered from paper, taken back; photos that live and die with their consent."""

import datetime
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from PIL import Image

from mulin.audit.actions import log
from mulin.boards.choices import BoardField, Ending, Origin
from mulin.boards.models import Consent, Photo
from mulin.boards.permissions import check_oneself_or_managed, manage_boards
from mulin.boards.queries import consent_months, ruled
from mulin.foundation.bulk import insert_rows
from mulin.foundation.clock import today
from mulin.foundation.periods import months_later
from mulin.foundation.refusals import Refused
from mulin.foundation.uploads import check_upload
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.permissions import is_oneself
from mulin.service.queries.places import residents
from mulin.tree.models import Node

PHOTO_SIDE = 480
COLUMNS = ("member", "node", "field", "given_on", "until", "origin", "entered_by")


@dataclass(frozen=True)
class PaperConsent:
    """A signed form: whose, for which fields, of which day."""

    member_id: int
    fields: frozenset[str]
    given_on: datetime.date


@transaction.atomic
def give(member: Member, place: Node, fields: Collection[str], *, by: User) -> int:
    """The member consents, on the phone or at a desk, to show these fields on this board. How many are new.

    What was consented to already holds anew for the whole time from today.
    """
    if not is_oneself(by, member):
        raise Refused("在线同意只能由本人办理；纸质同意书请由社区录入")
    return write(place, [PaperConsent(member.pk, frozenset(fields), today())], Origin.ONLINE, by)


@transaction.atomic
def enter_paper(
    place: Node, papers: Sequence[PaperConsent], *, by: User, source: Mapping[str, Any] | None = None
) -> int:
    """Enter signed forms, one or hundreds; the log says by whom. How many fields are shown that were not."""
    manage_boards.check(by, place)
    return write(place, papers, Origin.PAPER, by, source)


def write(
    place: Node, papers: Sequence[PaperConsent], origin: Origin, by: User, source: Mapping[str, Any] | None = None
) -> int:
    """Write consents: a handful of statements however many; one audit entry."""
    ruling, day = ruled(place, today()), today()
    months = consent_months(ruling)
    check_fields(papers, ruling.clause.fields)
    people = {one.member_id for one in papers}
    check_living(place, people, ruling.clause.categories, day)
    lasting = [one for one in papers if one.given_on <= day < months_later(one.given_on, months)]
    if len(lasting) < len(papers):
        raise Refused("同意日期不能晚于今天，也不能早到现在已经过期", field="given_on")
    list(Member.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk").values_list("pk"))
    standing = Consent.objects.filter(node=place, member_id__in=people, ended_on__isnull=True)
    former = {(one.member_id, one.field): one for one in standing}
    newest = {(one.member_id, name): one.given_on for one in sorted(papers, key=given) for name in one.fields}
    rows, renewed = [], []
    for (member_id, name), given_on in newest.items():
        known = former.get((member_id, name))
        if known is not None and known.given_on >= given_on and known.until > day:
            continue
        renewed += [known.pk] if known else []
        rows.append((member_id, place.pk, name, given_on, months_later(given_on, months), origin.value, by.pk))
    end(Consent.objects.filter(pk__in=renewed), Ending.RENEWED, by)
    insert_rows(Consent, COLUMNS, rows)
    if rows:
        changes = {**(source or {}), "人数": len(people), "项数": len(rows), "方式": origin.label}
        log(by, "同意公开", place, node_id=place.pk, name=f"{place.name}监督台", changes=changes)
    return len(rows)


def given(paper: PaperConsent) -> datetime.date:
    """The day of a form."""
    return paper.given_on


def check_fields(papers: Iterable[PaperConsent], allowed: Collection[str]) -> None:
    """Refuse fields that the regulation does not put on a board, and forms without any."""
    for paper in papers:
        if not paper.fields:
            raise Refused("请至少选择一项", field="fields")
        if not paper.fields <= set(allowed):
            raise Refused("制度没有规定在监督台上公开这一项", field="fields")


def check_living(place: Node, member_ids: Collection[int], categories: Collection[str], day: datetime.date) -> None:
    """Refuse members who do not live there, and those whom the board is not about."""
    living = residents(place, day).filter(pk__in=member_ids)
    if categories:
        living = living.filter(category__in=categories)
    strangers = Member.objects.filter(pk__in=member_ids).exclude(pk__in=living.values("pk"))
    names = list(strangers.order_by("pk").values_list("name", flat=True)[:5])
    if names:
        raise Refused(f"{'、'.join(names)}不居住在“{place.name}”，或不属于监督台上的党员类别")


@transaction.atomic
def revoke(consents: Collection[Consent], *, by: User, reason: str = "") -> int:
    """Take consents back, by the member or on their behalf; the next page and the next print are without the fields.

    A photo that nothing shows any more is deleted at once. How many were live.
    """
    rows = Consent.objects.select_for_update(of=("self",)).filter(
        pk__in=[one.pk for one in consents], ended_on__isnull=True
    )
    live = list(rows.select_related("member", "node").order_by("pk"))
    for one in live:
        check_oneself_or_managed(by, one.member, one.node)
        if not is_oneself(by, one.member) and not reason.strip():
            raise Refused("代本人撤回请写明原因，例如“本人来电”", field="reason")
        changes = {"字段": one.get_field_display(), "监督台": one.node.name, "原因": reason.strip() or "本人撤回"}
        log(by, "撤回公开同意", one.member, node_id=one.node_id, changes=changes)
    end(Consent.objects.filter(pk__in=[one.pk for one in live]), Ending.REVOKED, by)
    drop_photos({one.member_id for one in live})
    return len(live)


def end(rows: Any, ending: Ending, by: User | None) -> int:
    """End consents as of today."""
    return int(rows.update(ended_on=today(), ending=ending, ended_by=by))


@transaction.atomic
def put_photo(member: Member, place: Node, file: UploadedFile, *, by: User) -> Photo:
    """Keep the member's picture for boards, small and without what the camera added. Only under a live consent."""
    check_oneself_or_managed(by, member, place)
    consented = Consent.objects.live_on(today()).filter(member=member, field=BoardField.PHOTO)
    if not is_oneself(by, member):
        consented = consented.filter(node=place)
    if not consented.exists():
        raise Refused("本人还没有同意公开照片，不能上传", field="photo")
    photo, _new = Photo.objects.update_or_create(
        member=member, defaults={"content": small(file), "taken_on": today(), "entered_by": by}
    )
    log(by, "上传照片", member, node_id=place.pk)
    return photo


def small(file: UploadedFile) -> bytes:
    """The picture as a small JPEG."""
    checked = check_upload(file)
    if not checked.media_type.startswith("image/"):
        raise Refused("请选择 jpg、png 或 webp 图片", field="photo")
    with Image.open(io.BytesIO(checked.content)) as image:
        picture = image.convert("RGB")
        picture.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=82)
    return target.getvalue()


@transaction.atomic
def drop_photos(member_ids: Collection[int] | None = None) -> int:
    """Delete pictures that no live consent shows any more, of these members or of everybody. Returns how many."""
    kept = Consent.objects.live_on(today()).filter(field=BoardField.PHOTO).values("member_id")
    rows = Photo.objects.exclude(member_id__in=kept)
    if member_ids is not None:
        rows = rows.filter(member_id__in=list(member_ids))
    count, _ = rows.delete()
    return count


@transaction.atomic
def leave_boards(member_ids: Collection[int]) -> int:
    """End the consents of members for boards of places where they do not live any more. Returns how many."""
    day, wanted, ended = today(), sorted(member_ids), 0
    standing = Consent.objects.filter(member_id__in=wanted, ended_on__isnull=True)
    for place in Node.objects.filter(pk__in=standing.values("node_id")):
        gone = standing.filter(node=place).exclude(member__in=residents(place, day))
        ended += end(Consent.objects.filter(Q(pk__in=list(gone.values_list("pk", flat=True)))), Ending.MOVED, None)
    drop_photos(wanted)
    return ended
