"""The page of one record: facts, buttons, former texts, what it counts for."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import SHANGHAI
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Happening
from mulin.members.permissions import members_visible_to
from mulin.programmes.queries import all_activity_kinds
from mulin.records import permissions
from mulin.records.choices import State
from mulin.records.models import Activity, Revision
from mulin.records.pages.counting import consequences_of
from mulin.records.pages.framing import trail
from mulin.records.pages.wording import moment, shown
from mulin.records.queries import whole_text
from mulin.records.rules import differences
from mulin.rulebook.schema.duties import ActivityKind
from mulin.tree.pages import printing


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
        (_("举办组织"), link("web:node", activity.host.name, activity.host_id)),
        (_("日期"), f"{activity.day} {begins}".strip()),
        (_("地点"), activity.place),
        (_("通知日期"), str(activity.notice_on or "")),
        *own,
        (_("到场人数"), activity.present or ""),
        (_("登记"), f"{activity.entered_by} {moment(activity.entered_at)}"),
        (_("确认"), f"{activity.confirmed_by} {moment(activity.confirmed_at)}" if activity.confirmed_at else ""),
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
                at=revision.at.astimezone(SHANGHAI),
                title=f"{revision.get_change_display()}：{revision.reason}",
                text="\n".join(lines),
                by=str(revision.by),
            )
        )
        after = revision.before
    return found


def detail(activity: Activity, user: Any) -> dict[str, Any]:
    """The page of a record."""
    kind = all_activity_kinds().get(activity.kind)
    revisions = list(activity.revisions.select_related("by"))
    people = list(activity.attendances.all())
    return {
        "page_title": activity.title,
        "activity": activity,
        "trail": trail(),
        "actions": [*buttons(activity, user), *printing(user, "activity", activity.pk)],
        "more": further_buttons(activity, user),
        "definitions": definitions(activity, kind),
        "people": people,
        "seen": members_seen(user, [one.member_id for one in people if one.member_id]),
        "evidence": list(activity.evidence.standing()),
        "withdrawn": list(activity.evidence.exclude(withdrawn_at=None).select_related("withdrawn_by")),
        "may_withdraw": activity.state != State.VOID and permissions.changing(activity).allows(user, activity),
        "happenings": happenings(revisions, whole_text(activity), kind),
        "void_reason": revisions[-1].reason if revisions and activity.state == State.VOID else "",
        "consequences": consequences_of(activity, user),
    }


def members_seen(user: Any, member_ids: list[int]) -> set[int]:
    """Those of these members whose page opens for a person."""
    return set(members_visible_to(user).filter(pk__in=member_ids).values_list("pk", flat=True)) if member_ids else set()


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
