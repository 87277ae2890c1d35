"""Pages that show records."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mulin.foundation import uploads
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.uploads import path_of
from mulin.records import actions, pages, permissions, queries
from mulin.records.views.fetching import acting, seen, seen_evidence
from mulin.tree.permissions import has_anywhere


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """The list of records."""
    note_it = Action(title=_("记一笔"), icon="pencil-plus", url=pages.note_url(), primary=True)
    shown = [note_it] if has_anywhere(request.user, "records.write") else []
    rows = queries.visible_to(request.user).select_related("host")
    may_import = has_anywhere(request.user, "sheets.import")
    return render_list(
        request, pages.activities_page(request), rows, extra={"actions": shown, "may_import": may_import}
    )


@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One record: what happened, who was there, what shows it, what it said before, what it counts for."""
    found = seen(request, pk)
    return render(request, "records/activity.html", pages.detail(found, request.user))


@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """A file as it is kept: pictures are shown, everything else is downloaded. Each reading is logged."""
    found = seen_evidence(request, pk)
    permissions.reading(found).check(request.user, found.activity)
    actions.log_evidence_read(found, by=acting(request))
    return FileResponse(
        path_of(found.sha256).open("rb"),
        as_attachment=not found.is_image,
        filename=found.name,
        content_type=found.media_type,
    )


@require_safe
@cache_control(private=True, max_age=3600)
def small_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture, small, for the record's own page."""
    found = seen_evidence(request, pk)
    if not found.is_image or found.withdrawn_at is not None:
        raise Http404
    return HttpResponse(uploads.small_picture(path_of(found.sha256)), content_type="image/jpeg")
