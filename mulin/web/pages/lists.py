"""Wording, links and lists of the workbench."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.audit.models import Entry
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, Search, narrowed, to
from mulin.foundation.spreadsheets import Preview, registered
from mulin.tree.rules import roles
from mulin.web.queries.governing import idle

LISTS = {
    "places": "organisations:places",
    "organisations": "organisations:organisations",
    "units": "organisations:units",
    "premises": "organisations:premises",
    "staff": "organisations:staff",
    "seats": "organisations:seats",
    "lives": "organisations:lives",
    "coverage": "organisations:coverage",
    "structures": "organisations:structures",
    "members": "members:members",
    "activities": "records:activities",
    "registrations": "registration:registrations",
    "missing_registrations": "registration:missing",
    "region_registrations": "registration:regions",
    "registration_campaigns": "registration:campaigns",
    "registration_coverage": "registration:campaigns",
    "transfers": "relations:transfers",
    "absences": "relations:absences",
    "stays": "relations:stays",
    "withdrawals": "relations:cases",
    "clocks": "relations:clocks",
    "transfer_batches": "relations:batches",
    "census": "relations:census",
    "service_communities": "service:communities",
    "service_posts": "service:posts",
    "claims": "service:claims",
    "service_teams": "service:teams",
    "service_needs": "service:needs",
    "volunteers": "service:volunteers",
    "pledges": "service:pledges",
    "deeds": "service:deeds",
    "unit_contacts": "service:contacts",
    "post_groups": "service:groups",
    "boards": "boards:boards",
    "board_consents": "boards:consents",
    "birthdays": "notices:birthdays",
    "feedback_cards": "feedback:cards",
    "feedback_deliveries": "feedback:deliveries",
    "consultations": "feedback:consultations",
    "duties": "duties:duties",
    "member_duties": "duties:member_duties",
    "appraisals": "appraisals:appraisals",
    "points_branches": "points:branches",
    "points_entries": "points:entries",
    "points_sheets": "points:sheets",
    "points_objections": "points:objections",
    "exchange_items": "points:items",
    "redemptions": "points:redemptions",
    "polls": "deliberation:polls",
    "matters": "deliberation:matters",
    "standings": "assessments:assessments",
    "assessments": "assessments:running",
    "differences": "assessments:running",
    "gaps": "assessments:running",
    "vetoes": "assessments:vetoes",
    "rectifications": "assessments:rectifications",
    "certificates": "assessments:certificates",
    "grades": "assessments:grades",
}
SHOWN_ERRORS = 200


def list_url(kind: str) -> str:
    """Where the rows of a workbook are seen; the home page when they have no list of their own."""
    try:
        return reverse(LISTS.get(kind, "web:home"))
    except NoReverseMatch:
        return reverse("web:home")


def conditions_of(request: HttpRequest, kind: str) -> dict[str, Any]:
    """How the list page of a kind narrows and orders its rows at this address, for the workbook to follow."""
    path = registered(kind).page
    if not path:
        return {}
    found = import_string(path)
    page: ListPage = found if isinstance(found, ListPage) else found(request)
    return {"narrow": lambda rows: narrowed(request, page, rows)}


def import_page(kind: str, form: Any) -> dict[str, Any]:
    """The upload page of one kind."""
    sheet = registered(kind).sheet
    return {
        "form": form,
        "kind": kind,
        "sheet": sheet,
        "columns": [column for column in sheet.columns if not column.read_only],
        "page_title": _("导入%(title)s") % {"title": sheet.title},
        "submit_label": _("上传并预览"),
        "cancel_url": list_url(kind),
        "trail": [(sheet.title, list_url(kind))],
    }


def reason_page(kind: str, form: Any, why: str) -> dict[str, Any]:
    """Asks what a long list is taken out for."""
    title = registered(kind).sheet.title
    return {
        "form": form,
        "intro": _("%(why)s。文件会注明导出人、时间和用途。") % {"why": why},
        "page_title": _("导出%(title)s") % {"title": title},
        "submit_label": _("导出"),
        "cancel_url": list_url(kind),
        "trail": [(title, list_url(kind))],
    }


def preview_page(kind: str, workbook: str, preview: Preview) -> dict[str, Any]:
    """What an import would do."""
    counts = [
        (_("新增"), preview.new, "information"),
        (_("变更"), preview.changed, "attention" if preview.changed else "quiet"),
        (_("未变"), preview.unchanged, "quiet"),
        (_("错误"), preview.wrong, "bad" if preview.errors else "quiet"),
    ]
    return {
        "kind": kind,
        "workbook": workbook,
        "preview": preview,
        "counts": counts,
        "errors": preview.errors[:SHOWN_ERRORS],
        "more_errors": max(0, len(preview.errors) - SHOWN_ERRORS),
        "differences": preview.differences[:SHOWN_ERRORS],
        "may_confirm": not preview.errors and bool(preview.new or preview.changed),
        "page_title": _("预览导入：%(title)s") % {"title": preview.title},
        "trail": [(preview.title, list_url(kind)), (_("重新上传"), reverse("web:import", args=[kind]))],
    }


def matching(entries: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Entries about something of this name, or by somebody of this name."""
    return entries.filter(object_name__icontains=words) | entries.filter(actor_name__icontains=words)


def change_words(entry: Entry) -> str:
    """The differences in one line."""
    parts = []
    for name, value in entry.changes.items():
        if isinstance(value, list) and len(value) == 2:
            parts.append(f"{name}：{value[0] if value[0] not in (None, '') else '—'} → {value[1]}")
        elif not isinstance(value, list | dict):
            parts.append(f"{name}：{value}")
        elif isinstance(value, dict):
            parts.append(f"{name}：" + "，".join(f"{key} {number}" for key, number in value.items()))
    return "；".join(parts)[:300]


AUDIT = ListPage(
    name="audit",
    title=gettext_lazy("审计日志"),
    columns=(
        Column(title=gettext_lazy("时间"), value="at", kind="day"),
        Column(title=gettext_lazy("操作人"), value="actor_name"),
        Column(title=gettext_lazy("操作"), value="verb"),
        Column(title=gettext_lazy("对象"), value="object_name"),
        Column(title=gettext_lazy("变更"), value=change_words, phone=False),
        Column(
            title=gettext_lazy("封存"),
            value=lambda entry: "done" if entry.seal_id else "not_started",
            kind="light",
            words={"done": gettext_lazy("已封存"), "not_started": gettext_lazy("待封存")},
        ),
    ),
    order=("-id",),
    filters=(
        Search(apply=matching, placeholder=gettext_lazy("对象或操作人")),
        DateRange(name="at", title=gettext_lazy("日期"), lookup="at__date"),
    ),
    empty=EmptyState(title=gettext_lazy("没有符合条件的记录")),
)
ACCOUNTS = ListPage(
    name="accounts",
    title=gettext_lazy("账号"),
    columns=(
        Column(title=gettext_lazy("登录名"), value="username", link=to("web:account", "id")),
        Column(title=gettext_lazy("姓名"), value="display_name"),
        Column(
            title=gettext_lazy("状态"), value=lambda user: "active" if user.is_active else "dissolved", kind="light"
        ),
        Column(title=gettext_lazy("上次登录"), value="last_login", kind="day", phone=False),
    ),
    order=("username", "id"),
    filters=(
        Search(
            apply=lambda users, words: (
                users.filter(username__icontains=words) | users.filter(display_name__icontains=words)
            )
        ),
        Choice(
            name="is_active",
            title=gettext_lazy("状态"),
            choices=(("1", gettext_lazy("在用")), ("0", gettext_lazy("停用"))),
        ),
        Choice(
            name="roles",
            title=gettext_lazy("角色"),
            choices=(("none", gettext_lazy("还没有角色")), ("some", gettext_lazy("有角色"))),
            apply=lambda users, asked: users.filter(idle() if asked == "none" else ~idle()),
        ),
    ),
)
HOLDINGS = ListPage(
    name="holdings",
    title=gettext_lazy("任免角色"),
    columns=(
        Column(title=gettext_lazy("姓名"), value=lambda held: str(held.user)),
        Column(
            title=gettext_lazy("角色"),
            value=lambda held: roles()[held.role].name if held.role in roles() else held.role,
        ),
        Column(title=gettext_lazy("所在组织或区域"), value="node__name", link=to("web:node", "node_id")),
        Column(title=gettext_lazy("种类"), value="node__kind__name", phone=False),
        Column(title=gettext_lazy("操作"), value=lambda held: gettext_lazy("解除"), link=to("web:take_role")),
    ),
    order=("id",),
    filters=(
        Search(
            apply=lambda held, words: (
                held.filter(user__display_name__icontains=words) | held.filter(node__name__icontains=words)
            )
        ),
        Choice(
            name="role",
            title=gettext_lazy("角色"),
            choices=lambda request: [(role.code, role.name) for role in roles().values()],
        ),
    ),
)
WORKDAYS = ListPage(
    name="workdays",
    title=gettext_lazy("工作日"),
    columns=(
        Column(title=gettext_lazy("日期"), value="day", kind="day"),
        Column(
            title=gettext_lazy("安排"),
            value=lambda one: gettext_lazy("上班") if one.is_workday else gettext_lazy("放假"),
        ),
        Column(title=gettext_lazy("名称"), value="name"),
    ),
    order=("-day",),
    filters=(DateRange(name="day", title=gettext_lazy("日期")),),
    empty=EmptyState(title=gettext_lazy("没有节假日安排"), text=gettext_lazy("未安排的年份按周一至周五推算。")),
)
