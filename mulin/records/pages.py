"""Wording, tables and buttons of the pages about records."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from PIL import Image

from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, NodeChoice, Search, to
from mulin.foundation.page_parts import Action, Happening
from mulin.programmes.queries import all_activity_kinds
from mulin.records import permissions
from mulin.records.choices import State
from mulin.records.models import Activity, Revision
from mulin.records.queries import found_by, hosted_within, hosts_recorded, text_of
from mulin.records.rules import Attendee, Matching, differences, written
from mulin.rulebook.schema.duties import ActivityKind

if TYPE_CHECKING:
    from mulin.records.forms import EvidenceForm, NamesForm, RecordForm, VoidForm

SMALL = 240
Consequence = tuple[str, str, str]
"""What a record counted for: label, address, state of a light."""

consequences: list[Callable[[Activity, Any], list[Consequence]]] = []
"""Domains above add a function ``(activity, user) → [(label, url, light)]``; the record's page shows what they
return.
"""


def consequences_of(activity: Activity, user: Any) -> list[Consequence]:
    """What this record counted for, as far as the person may see it."""
    return [one for ask in consequences for one in ask(activity, user)]


def activities_page() -> ListPage:
    """The list of records. Made anew for each request because the words of kinds come from installed packs."""
    kinds = {kind.id: kind.name for kind in all_activity_kinds().values()}
    return ListPage(
        name="activities",
        title=_("活动纪实"),
        columns=(
            Column(title=_("日期"), value="day", kind="day"),
            Column(title=_("名称"), value="title", link=to("records:activity")),
            Column(title=_("类型"), value="kind", words=kinds, phone=False),
            Column(title=_("举办组织"), value="host__name"),
            Column(title=_("到场"), value="present", kind="number", phone=False),
            Column(title=_("状态"), value="state", kind="light"),
        ),
        order=("-day", "-id"),
        filters=(
            Search(apply=found_by, placeholder=_("名称、组织、地点")),
            Choice(name="kind", title=_("类型"), choices=list(kinds.items())),
            NodeChoice(
                name="host",
                title=_("组织"),
                choices=lambda request: hosts_recorded(request.user),
                apply=hosted_within,
            ),
            Choice(name="state", title=_("状态"), choices=State.choices),
            DateRange(name="day", title=_("日期")),
        ),
        export_kind="activities",
        import_kind="activities",
        empty=EmptyState(
            title=_("还没有活动"),
            text=_("记下第一次活动，职责和得分会自动更新。"),
            action=_("记一笔"),
            url_name="records:note",
        ),
    )


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about records."""
    return [(str(_("活动纪实")), reverse("records:activities")), *more]


def trail_to(activity: Activity) -> list[tuple[str, str]]:
    """The way to a page below a record."""
    return trail((activity.title, reverse("records:activity", args=[activity.pk])))


def buttons(activity: Activity, user: Any) -> list[Action]:
    """What can be done with this record now; what this person may not do stands there with its reason."""
    address = {name: reverse(f"records:{name}", args=[activity.pk]) for name in ("confirm", "edit", "correct", "void")}
    write = permissions.write_records.reason_against(user, activity) or ""
    settle = permissions.confirm_records.reason_against(user, activity) or ""
    confirm_url = f"{address['confirm']}?version={activity.version}"
    if activity.state == State.DRAFT:
        return [
            Action(title=_("确认"), icon="check", url=confirm_url, post=True, primary=True, reason=settle),
            Action(title=_("修改"), icon="edit", url=address["edit"], reason=write),
            Action(title=_("作废"), icon="ban", url=address["void"], reason=write),
        ]
    if activity.counts:
        return [
            Action(title=_("更正"), icon="history", url=address["correct"], reason=settle),
            Action(title=_("作废"), icon="ban", url=address["void"], reason=settle),
        ]
    return []


def definitions(activity: Activity, kind: ActivityKind | None) -> list[tuple[Any, Any]]:
    """The facts of a record, title and value, without those that are empty."""
    asked = {one.id: one for one in kind.fields} if kind else {}
    own = [
        (asked[key].name, f"{shown(value)}{asked[key].unit}") if key in asked else (key, shown(value))
        for key, value in activity.fields.items()
    ]
    begins = activity.begins_at.strftime("%H:%M") if activity.begins_at else ""
    found = [
        (_("类型"), kind.name if kind else activity.kind),
        (_("举办组织"), activity.host),
        (_("日期"), f"{activity.day} {begins}".strip()),
        (_("地点"), activity.place),
        (_("通知日期"), activity.notice_on),
        *own,
        (_("到场人数"), activity.present or ""),
        (_("登记"), f"{activity.entered_by} {activity.entered_at:%Y-%m-%d %H:%M}"),
        (_("确认"), f"{activity.confirmed_by} {activity.confirmed_at:%Y-%m-%d %H:%M}" if activity.confirmed_at else ""),
    ]
    return [(title, value) for title, value in found if value not in ("", None)]


def happenings(revisions: list[Revision], after: Mapping[str, Any], kind: ActivityKind | None) -> list[Happening]:
    """Every correction, newest first, with what it said before and after; ``after`` is the record as it says now."""
    words = {one.id: one.name for one in kind.fields} if kind else {}
    found = []
    for revision in reversed(revisions):
        changed = differences(revision.before, after, words)
        lines = [f"{label}：{shown(before)} → {shown(now)}" for label, (before, now) in changed.items()]
        found.append(
            Happening(
                at=revision.at,
                title=f"{revision.get_change_display()}：{revision.reason}",
                text="\n".join(lines),
                by=str(revision.by),
            )
        )
        after = revision.before
    return found


def shown(value: Any) -> str:
    """A former or present value in one piece of text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(one) for one in value) or "（空）"
    return "（空）" if value in (None, "") else str(value)


def note_url() -> str:
    """Where 记一笔 begins."""
    return reverse("records:note")


def picking(kinds: Mapping[str, ActivityKind]) -> dict[str, Any]:
    """The page to pick a kind of activity."""
    return {"page_title": _("记一笔"), "kinds": kinds.values(), "trail": trail()}


def noting(form: RecordForm, *, may_confirm: bool) -> dict[str, Any]:
    """The page to write down an activity."""
    return {
        "page_title": form.kind.name,
        "form": form,
        "trail": trail((str(_("记一笔")), note_url())),
        "may_confirm": may_confirm,
        "is_new": True,
        "cancel_url": note_url(),
    }


def changing(form: RecordForm, title: Any, submit_label: Any) -> dict[str, Any]:
    """The page to change a record."""
    activity: Any = form.activity
    both = [(label, shown(wrote), shown(stands)) for label, (wrote, stands) in form.both.items()]
    return framed(activity, form, title, submit_label) | {"both": both}


def voiding(activity: Activity, form: VoidForm) -> dict[str, Any]:
    """The page to strike out a record."""
    intro = _("“%(title)s”（%(day)s）将被作废。") % {"title": activity.title, "day": activity.day}
    return framed(activity, form, _("作废纪实"), _("作废")) | {"intro": intro}


def naming(activity: Activity, form: NamesForm) -> dict[str, Any]:
    """The page to enter a paper list."""
    return framed(activity, form, _("录入名单"), _("登记名单"))


def attaching(activity: Activity, form: EvidenceForm) -> dict[str, Any]:
    """The page to add files."""
    return framed(activity, form, _("添加照片或文件"), _("上传"))


def framed(activity: Activity, form: Any, title: Any, submit_label: Any) -> dict[str, Any]:
    """What every form page about a record needs."""
    return {
        "page_title": title,
        "form": form,
        "trail": trail_to(activity),
        "submit_label": submit_label,
        "cancel_url": reverse("records:activity", args=[activity.pk]),
    }


def saved_words(activity: Activity) -> str:
    """What is said after saving."""
    if activity.counts:
        return str(_("已确认，职责和得分随之更新"))
    return str(_("已存为草稿，确认后才计入职责和得分"))


def named_words(matching: Matching) -> str:
    """What is said after a list of names was entered."""
    members = sum(one.member_id is not None for one in matching.people)
    return str(_("已登记名单 %(all)s 人，其中党员 %(members)s 人") % {"all": len(matching.people), "members": members})


def detail(activity: Activity, user: Any) -> dict[str, Any]:
    """The page of a record."""
    kind = all_activity_kinds().get(activity.kind)
    revisions = list(activity.revisions.select_related("by"))
    people = list(activity.attendances.all())
    now = text_of(activity) | {"attendance": written(Attendee(one.name, one.unit) for one in people)}
    return {
        "page_title": activity.title,
        "activity": activity,
        "trail": trail(),
        "actions": buttons(activity, user),
        "more": further_buttons(activity, user),
        "definitions": definitions(activity, kind),
        "people": people,
        "evidence": list(activity.evidence.all()),
        "happenings": happenings(revisions, now, kind),
        "void_reason": revisions[-1].reason if revisions and activity.state == State.VOID else "",
        "consequences": consequences_of(activity, user),
    }


def further_buttons(activity: Activity, user: Any) -> list[Action]:
    """What can be added to a record that stands."""
    if activity.state == State.VOID:
        return []
    names, files = (reverse(f"records:{name}", args=[activity.pk]) for name in ("names", "attach"))
    against_names = permissions.changing(activity).reason_against(user, activity) or ""
    against_files = permissions.write_records.reason_against(user, activity) or ""
    return [
        Action(title=_("录入名单"), icon="users", url=names, reason=against_names),
        Action(title=_("添加照片或文件"), icon="paperclip", url=files, reason=against_files),
    ]


def small_picture(path: Path) -> bytes:
    """A kept picture, small enough for a row of them on a phone."""
    with Image.open(path) as image:
        small = image.convert("RGB")
        small.thumbnail((SMALL, SMALL))
        target = io.BytesIO()
        small.save(target, "JPEG", quality=80)
    return target.getvalue()
