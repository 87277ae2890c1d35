"""Excel in the browser: template, upload, preview, confirm; the marked file back; export."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mulin.foundation.spreadsheets import registered, write_template
from mulin.foundation.submissions import once
from mulin.web import pages
from mulin.web.actions import exchange
from mulin.web.forms import ConfirmImportForm, ReasonForm, WorkbookForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook as a download."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response


@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty workbook with notes and drop-downs."""
    exchange.check_may_import(request.user)
    sheet = registered(kind).sheet
    return workbook(write_template(sheet), f"{sheet.title}（模板）")


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest, kind: str) -> HttpResponse:
    """Upload a workbook and see what it would do."""
    exchange.check_may_import(request.user)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name = exchange.keep(form.cleaned_data["workbook"].read())
        return redirect("web:import_preview", kind=kind, workbook=name)
    return render(request, "web/import.html", pages.import_page(kind, form))


@require_GET
def look(request: HttpRequest, kind: str, workbook: str) -> HttpResponse:
    """Counts, mistakes and differences of an uploaded workbook, before anything is written."""
    preview = exchange.look(exchange.kept(workbook), kind, by=request.user)
    return render(request, "web/import_preview.html", pages.preview_page(kind, workbook, preview))


@require_POST
@once
def confirm(request: HttpRequest, kind: str) -> HttpResponse:
    """Write what the preview showed."""
    form = ConfirmImportForm(request.POST)
    if not form.is_valid():
        return redirect("web:import", kind=kind)
    done = exchange.bring_in(exchange.kept(form.cleaned_data["workbook"]), kind, by=request.user)
    if not done.applied:
        return redirect("web:import_preview", kind=kind, workbook=form.cleaned_data["workbook"])
    messages.success(
        request, _("已导入：新增 %(new)d 行，变更 %(changed)d 行，未变 %(same)d 行。")
        % {"new": done.new, "changed": done.changed, "same": done.unchanged},
    )  # fmt: skip
    return redirect(pages.list_url(kind))


@require_GET
def marked(request: HttpRequest, kind: str, workbook_name: str) -> HttpResponse:
    """The user's own file with its wrong cells marked."""
    content = exchange.kept(workbook_name)
    result = exchange.look(content, kind, by=request.user)
    return workbook(exchange.handed_back(content, kind, result), f"{result.title}（已标出错误）")


@require_http_methods(["GET", "POST"])
def take_out(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A list as a workbook, of what this person may see, filtered as its page is; a long one after saying what for."""
    form = ReasonForm(request.POST or None)
    reason = form.cleaned_data["reason"] if request.method == "POST" and form.is_valid() else ""
    try:
        file = exchange.take_out(kind, by=request.user, reason=reason, conditions=pages.conditions_of(request, kind))
    except exchange.ReasonNeeded as needed:
        return render(request, "form_page.html", pages.reason_page(kind, form, str(needed)))
    return FileResponse(file, as_attachment=True, filename=f"{registered(kind).sheet.title}.xlsx", content_type=XLSX)
