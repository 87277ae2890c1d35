"""Confirming, editing, correcting and striking out a record."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.programmes.queries import all_activity_kinds
from mulin.records import actions, pages, permissions, queries
from mulin.records.forms import CorrectionForm, RecordForm, VoidForm, WithdrawForm, tell
from mulin.records.models import Activity
from mulin.records.views.fetching import acting, seen, seen_evidence
from mulin.records.views.noting import people_of_form
from mulin.rulebook.schema.duties import ActivityKind


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


def kind_of(activity: Activity) -> ActivityKind:
    """The kind of a record as it stood on its day, else as its latest installed edition words it."""
    then = queries.AllowedKinds().at(activity.host, activity.day).get(activity.kind)
    kind = then or all_activity_kinds().get(activity.kind)
    if kind is None:
        raise Refused(_("规定这类活动的制度已不在系统中，不能再修改这条记录"))
    return kind


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
        people = people_of_form(form, by=acting(request))
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
def withdraw_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a file that was attached by mistake, with a reason."""
    found = seen_evidence(request, pk)
    permissions.changing(found.activity).check(request.user, found.activity)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        actions.withdraw_evidence(found, by=acting(request), **form.cleaned_data)
        messages.success(request, _("已撤回，文件仍然保存，不再计分"))
        return redirect("records:activity", found.activity_id)
    return render(request, "form_page.html", pages.withdrawing(found, form))
