"""Pages and downloads of papers."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.foundation.forms import carried_out
from mulin.identity.models import User
from mulin.papers import actions, pages
from mulin.papers.actions import Format, Wish
from mulin.papers.forms import ReasonForm
from mulin.papers.queries import paper_kind, papers_about
from mulin.restricted.queries import records_in_reach

MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ROWS, MOST_ROWS = 25, 500


@require_safe
def papers(request: HttpRequest, about: str, pk: int) -> HttpResponse:
    """Which papers an object has."""
    kinds = papers_about(about)
    if not kinds:
        raise Http404
    subject = kinds[0].about
    thing = get_object_or_404(subject.visible(request.user), pk=pk)
    return render(request, "papers/papers.html", pages.context_of(request.user, subject, thing))


@require_safe
def reuse(request: HttpRequest) -> HttpResponse:
    """How much of all papers nobody had to type, over the newest ones that this person may see."""
    return render(request, "papers/reuse.html", pages.reuse_context(request.user))


@require_safe
def download(request: HttpRequest, paper: str, pk: int, file: Format, blank: bool = False) -> HttpResponse:
    """A paper as a file; out of reach it is not there."""
    kind = paper_kind(paper)
    if kind is None:
        raise Http404
    thing: Any = get_object_or_404(kind.about.visible(request.user), pk=pk)
    printed = actions.print_paper(
        kind,
        thing,
        Wish(file, blank, asked_rows(request)),
        reference_url=request.build_absolute_uri(pages.page_of(kind.about, thing)),
        by=cast("User", request.user),
    )
    response = HttpResponse(printed.content, content_type=MEDIA_TYPES[file])
    response["Content-Disposition"] = content_disposition_header(True, printed.name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def batch(request: HttpRequest, paper: str, file: Format) -> HttpResponse:
    """The same paper about many objects, chosen by the columns that the register names (``?unit=5&state=sent``)."""
    kind = paper_kind(paper)
    if kind is None or not kind.about.batch:
        raise Http404
    asked = {name: request.GET[name] for name in kind.about.batch if request.GET.get(name)}
    things = pages.chosen(kind.about, request.user, asked)
    printed = actions.print_many(
        kind,
        things,
        file,
        address=lambda thing: request.build_absolute_uri(pages.page_of(kind.about, thing)),
        by=cast("User", request.user),
    )
    packed = printed.name.endswith(".zip")
    response = HttpResponse(printed.content, content_type="application/zip" if packed else MEDIA_TYPES[file])
    response["Content-Disposition"] = content_disposition_header(True, printed.name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def restricted(request: HttpRequest, pk: int) -> HttpResponse:
    """A restricted record on paper, after a reason."""
    found = get_object_or_404(records_in_reach(request.user), pk=pk)
    form = ReasonForm(request.POST or None)
    printed: list[actions.Printed] = []

    def act() -> None:
        reason = form.cleaned_data["reason"]
        printed.append(actions.print_restricted(found, reason=reason, by=cast("User", request.user)))

    if not carried_out(request, form, act):
        page = {"page_title": _("打印限定记录"), "submit_label": _("打印"), "cancel_url": reverse("restricted:shelf")}
        return render(request, "form_page.html", {"form": form, **page})
    response = HttpResponse(printed[0].content, content_type=MEDIA_TYPES["pdf"])
    response["Content-Disposition"] = content_disposition_header(True, printed[0].name)
    response["Cache-Control"] = "private, no-store"
    return response


def asked_rows(request: HttpRequest) -> int:
    """How many empty rows were asked for; as many as fit on a page when nothing sensible was."""
    asked = request.GET.get("rows", "")
    return min(int(asked), MOST_ROWS) if asked.isascii() and asked.isdigit() and int(asked) > 0 else ROWS
