"""Pages about records: fetch, act, answer."""

from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from mulin.foundation.clock import today
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.foundation.uploads import path_of
from mulin.identity.models import User
from mulin.programmes.queries import all_activity_kinds
from mulin.records import actions, pages, permissions, queries
from mulin.records.forms import CorrectionForm, EvidenceForm, NamesForm, RecordForm, VoidForm, tell
from mulin.records.models import Activity, Evidence
from mulin.rulebook.schema.duties import ActivityKind
from mulin.tree.permissions import has_anywhere


def acting(request: HttpRequest) -> User:
    """Who acts: middleware lets nobody in who has not signed in."""
    return cast("User", request.user)


def seen(request: HttpRequest, pk: int) -> Activity:
    """A record this person may read; 404 otherwise."""
    rows = queries.visible_to(request.user).select_related("host__kind", "entered_by", "confirmed_by")
    return get_object_or_404(rows, pk=pk)


def kind_of(activity: Activity) -> ActivityKind:
    """The kind of a record as its latest installed edition words it."""
    try:
        return all_activity_kinds()[activity.kind]
    except KeyError:
        raise Refused(_("规定这类活动的制度已不在系统中，不能再修改这条记录")) from None


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """The list of records."""
    note_it = Action(title=_("记一笔"), icon="pencil-plus", url=pages.note_url(), primary=True)
    shown = [note_it] if has_anywhere(request.user, "records.write") else []
    rows = queries.visible_to(request.user).select_related("host")
    may_import = has_anywhere(request.user, "sheets.import")
    return render_list(request, pages.activities_page(), rows, extra={"actions": shown, "may_import": may_import})


@require_safe
def note(request: HttpRequest) -> HttpResponse:
    """记一笔: pick the kind, those used last first."""
    kinds = queries.kinds_for(request.user)
    return render(request, "records/pick_kind.html", pages.picking(kinds))


@once
def note_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """记一笔: one short form."""
    asked = queries.kinds_for(request.user).get(kind)
    if asked is None:
        raise Http404
    hosts = queries.hosts_for(request.user, asked)
    form = RecordForm(
        request.POST or None,
        request.FILES or None,
        kind=asked,
        hosts=hosts,
        members=queries.members_to_pick(request.user, today()),
        complete=request.POST.get("then") != "draft",
        initial={"host": getattr(queries.likely_host(request.user, hosts), "pk", None)},
    )
    made = written_down(request, form) if form.is_valid() else None
    if made:
        messages.success(request, pages.saved_words(made))
        return redirect("records:activity", made.pk)
    return render(request, "records/form.html", pages.noting(form, may_confirm=may_confirm(request)))


def may_confirm(request: HttpRequest) -> bool:
    """Does the button that saves and confirms show?"""
    return has_anywhere(request.user, "records.confirm")


def written_down(request: HttpRequest, form: RecordForm) -> Activity | None:
    """Write down what a valid form says; what is refused or open is shown in the form."""
    try:
        people = people_of_form(form)
        if people is None:
            return None
        return actions.record(
            form.host,
            form.kind.id,
            form.cleaned_data["day"],
            people=people,
            headcount=form.headcount(len(people)),
            files=form.cleaned_data["files"],
            at_once=request.POST.get("then") == "confirm",
            by=acting(request),
            **form.content(),
        )
    except Refused as refusal:
        tell(form, refusal)
        return None


def people_of_form(form: RecordForm) -> tuple[Any, ...] | None:
    """Who the form says was there; nothing when a name is still open, which the form then asks."""
    members, names = form.said_people()
    found = actions.people_said(
        members,
        names,
        host=form.host,
        day=form.cleaned_data["day"],
        chosen=form.chosen(),
        activity=form.activity,
    )
    form.ask_who(found.ambiguous)
    return None if form.errors else found.people


@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One record: what happened, who was there, what shows it, what it said before, what it counts for."""
    found = seen(request, pk)
    return render(request, "records/activity.html", pages.detail(found, request.user))


@require_POST
@once
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft becomes a fact."""
    version = request.GET.get("version", "")
    found = actions.confirm(
        seen(request, pk),
        by=acting(request),
        version=int(version) if version.isdigit() else None,
    )
    messages.success(request, pages.saved_words(found))
    return redirect("records:activity", pk)


@once
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = seen(request, pk)
    permissions.write_records.check(request.user, found)
    form = change_form(request, found, RecordForm)
    if form.is_valid() and changed(request, form, actions.edit):
        messages.success(request, _("草稿已保存"))
        return redirect("records:activity", pk)
    return render(request, "records/form.html", pages.changing(form, _("修改草稿"), _("保存草稿")))


@once
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a fact, with a reason; its former text is kept."""
    found = seen(request, pk)
    permissions.confirm_records.check(request.user, found)
    form = change_form(request, found, CorrectionForm)
    if form.is_valid() and changed(request, form, actions.correct, reason=form.cleaned_data["reason"]):
        messages.success(request, _("已更正，原来的内容保留在更正记录里"))
        return redirect("records:activity", pk)
    return render(request, "records/form.html", pages.changing(form, _("更正纪实"), _("保存更正")))


def change_form(request: HttpRequest, found: Activity, form_class: type[RecordForm]) -> RecordForm:
    """The form of a record as it stands."""
    kind = kind_of(found)
    hosts = {node.pk: node for node in (found.host, *queries.hosts_for(request.user, kind))}
    return form_class(
        request.POST or None,
        kind=kind,
        hosts=list(hosts.values()),
        members=queries.members_to_pick(request.user, found.day, found),
        complete=found.counts,
        activity=found,
    )


def changed(request: HttpRequest, form: RecordForm, act: Any, **more: Any) -> bool:
    """Save a changed record. When somebody else was faster both texts are shown, and saving again means it."""
    people: tuple[Any, ...] | None = None
    try:
        people = people_of_form(form)
        if people is None:
            return False
        if form.has_people:
            more |= {"people": people, "headcount": form.headcount(len(people))}
        more |= {"host": form.host, "day": form.cleaned_data["day"], **form.content()}
        act(form.activity, by=acting(request), version=form.cleaned_data["version"], **more)
    except actions.Outdated as outdated:
        form.show_both(outdated.current, people or ())
        tell(form, outdated)
    except Refused as refusal:
        tell(form, refusal)
    return not form.errors


@once
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out a record that was entered by mistake."""
    found = seen(request, pk)
    permissions.changing(found).check(request.user, found)
    form = VoidForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        actions.void(found, by=acting(request), **form.cleaned_data)
        messages.success(request, _("已作废，仍可查看，不再计入职责和得分"))
        return redirect("records:activity", pk)
    return render(request, "form_page.html", pages.voiding(found, form))


@once
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a paper list of names at once."""
    found = seen(request, pk)
    permissions.changing(found).check(request.user, found)
    form = NamesForm(request.POST or None)
    matching = named(request, found, form) if form.is_valid() else None
    if matching:
        messages.success(request, pages.named_words(matching))
        return redirect("records:activity", pk)
    return render(request, "form_page.html", pages.naming(found, form))


def named(request: HttpRequest, found: Activity, form: NamesForm) -> Any:
    """Enter the names of a valid form, unless one is still open, which the form then asks."""
    said = form.said()
    form.ask_who(actions.resolve_people(said, found.host, found.day, form.chosen()).ambiguous)
    if form.errors:
        return None
    try:
        return actions.enter_attendance(
            found,
            form.cleaned_data["names"],
            chosen=form.chosen(),
            reason=form.cleaned_data["reason"],
            by=acting(request),
        )
    except Refused as refusal:
        return tell(form, refusal)


@once
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add files to a record."""
    found = seen(request, pk)
    permissions.write_records.check(request.user, found)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attached(request, found, form):
        messages.success(request, _("文件已保存"))
        return redirect("records:activity", pk)
    return render(request, "form_page.html", pages.attaching(found, form))


def attached(request: HttpRequest, found: Activity, form: EvidenceForm) -> bool:
    """Keep the files of a valid form, all or none."""
    try:
        actions.attach_all(
            found,
            form.cleaned_data["files"],
            speaks_for=form.cleaned_data["speaks_for"],
            by=acting(request),
        )
    except Refused as refusal:
        tell(form, refusal)
    return not form.errors


def seen_evidence(request: HttpRequest, pk: int) -> Evidence:
    """A file of a record this person may read; 404 otherwise."""
    files = Evidence.objects.filter(activity__in=queries.visible_to(request.user)).select_related("activity")
    return get_object_or_404(files, pk=pk)


@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """A file as it is kept: pictures are shown, everything else is downloaded. Each reading is logged."""
    found = seen_evidence(request, pk)
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
    if not found.is_image:
        raise Http404
    return HttpResponse(pages.small_picture(path_of(found.sha256)), content_type="image/jpeg")
