"""Which list a workbook belongs to, and the pages between: importing, the preview, the reason for a large export."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from mulin.foundation.lists import ListPage, narrowed
from mulin.foundation.spreadsheets import Preview, registered

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
