"""One assessment: its self-check list, its items, its columns, its gaps, its course."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.assessments import actions, permissions
from mulin.assessments.choices import Stage, State
from mulin.assessments.forms import GapForm, NoteForm, ScoreForm
from mulin.assessments.models import Assessment
from mulin.assessments.pages.buttons import assessment_actions, export_buttons, fact_url, tabs
from mulin.assessments.pages.lists import STATE_LIGHTS
from mulin.assessments.pages.words import happenings, item_tasks
from mulin.assessments.queries import judging_for
from mulin.assessments.queries.choices_of import shown_evidence, shown_records
from mulin.assessments.queries.composed import check_rows, difference_report, side_by_side
from mulin.assessments.queries.kept import gaps_visible, level_names, live_holding, pack_of, rubric_of
from mulin.assessments.queries.traced import facts_of
from mulin.assessments.views.fetching import assessment_in_reach, item_or_404, trail_of
from mulin.foundation.forms import Form, carried_out
from mulin.foundation.points import exact, in_words
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.rulebook.schema.rubrics import Item
from mulin.rulebook.schema.scoring import Manual


def frame(request: HttpRequest, assessment: Assessment, tab: str, workbook: str = "") -> dict[str, Any]:
    """What all tabs of an assessment show around their content; ``workbook``: the kind as which the tab leaves."""
    exported = export_buttons(request.user, workbook, assessment) if workbook else []
    return {
        "assessment": assessment,
        "light": STATE_LIGHTS[State(assessment.state)],
        "level": level_names(pack_of(assessment), assessment.rubric).get(assessment.level, ""),
        "holding": live_holding(assessment),
        "tabs": tabs(assessment, tab),
        "actions": [*assessment_actions(request.user, assessment), *exported],
        "page_title": str(assessment),
        "trail": trail_of(user=request.user),
    }


def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The self-check as a task list: every item with its clause, value, points and facts."""
    found = assessment_in_reach(request, pk)
    rows = check_rows(found)
    own = {
        "rows": rows,
        "tasks": item_tasks(found, rows),
        "total": sum((row["score"] or 0 for row in rows), 0),
        "unscored": [row["id"] for row in rows if row["score"] is None],
    }
    return render(request, "assessments/self_check.html", frame(request, found, "assessment") | own)


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Self-check, review and acceptance side by side, and where they differ."""
    found = assessment_in_reach(request, pk)
    own = {"table": side_by_side(found), "differences": difference_report(found)}
    return render(request, "assessments/columns.html", frame(request, found, "columns", "differences") | own)


def gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """What the self-check found wanting."""
    found = assessment_in_reach(request, pk)
    own = {
        "gaps": found.gaps.select_related("done_by"),
        "against": permissions.self_check.reason_against(request.user, found),
    }
    return render(request, "assessments/gaps.html", frame(request, found, "gaps", "gaps") | own)


def course(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, what was decided, who assesses."""
    found = assessment_in_reach(request, pk)
    own = {
        "happenings": happenings(found),
        "decision": getattr(found, "decision", None),
        "application": getattr(found, "application", None),
        "assignments": found.assignments.select_related("assessor"),
    }
    return render(request, "assessments/course.html", frame(request, found, "course") | own)


def stage_for(user: Any, assessment: Assessment) -> tuple[Stage | None, str | None]:
    """The stage in which this person scores now, or why not."""
    if assessment.may_be_self_checked:
        return Stage.SELF, permissions.self_check.reason_against(user, assessment)
    if assessment.state == State.APPLIED:
        return Stage.REVIEW, permissions.review.reason_against(user, assessment)
    if assessment.state == State.IN_ACCEPTANCE:
        return Stage.ACCEPTANCE, permissions.score.reason_against(user, assessment)
    return None, _("这项评定现在是“%(state)s”，不能打分") % {"state": assessment.get_state_display()}


def save_given(assessment: Assessment, stage: Stage, given: actions.Given, by: Any) -> None:
    """Save a score in the column of the stage."""
    if stage == Stage.SELF:
        actions.save_self_check(assessment, scores=[given], by=by)
    elif stage == Stage.REVIEW:
        actions.save_review(assessment, [given], by=by)
    else:
        actions.score(assessment, [given], by=by)


@require_http_methods(["GET", "POST"])
@once
def item(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """One item: clause, value, facts, the three columns, and the form of whoever scores now."""
    found = assessment_in_reach(request, pk)
    clause = item_or_404(rubric_of(found), item)
    stage, against = stage_for(request.user, found)
    form = item_form(request, found, clause, stage) if stage and not against else None
    if form is not None and carried_out(request, form, lambda: answer_item(found, clause, stage, form, request.user)):
        messages.success(request, _("已保存 %(item)s") % {"item": item})
        return redirect("assessments:assessment", pk)
    row = next(one for one in check_rows(found) if one["id"] == item)
    context = {
        "assessment": found,
        "item": clause,
        "row": row,
        "cells": next(one for one in side_by_side(found)["rows"] if one["id"] == item)["cells"],
        "stages": Stage.choices,
        "stage": stage.label if stage else "",
        "form": form,
        "against": against,
        "page_title": f"{item} {clause.text}",
        "submit_label": _("保存"),
        "cancel_url": reverse("assessments:assessment", args=[pk]),
        "trail": trail_of(found, request.user),
    }
    return render(request, "assessments/item.html", context)


def item_form(request: HttpRequest, assessment: Assessment, clause: Item, stage: Stage | None) -> Form | None:
    """The form for an item: points where a person scores it, a word on it where facts do."""
    if isinstance(clause.score, Manual):
        rows = next(one for one in side_by_side(assessment)["rows"] if one["id"] == clause.id)["cells"]
        draft = rows[list(Stage).index(stage)] if stage else {}
        return ScoreForm(
            request.POST or None,
            initial={
                "score": draft.get("score"),
                "reason": draft.get("reason") if draft.get("by") else "",
                "activities": draft.get("activities"),
                "evidence": draft.get("evidence"),
            },
            activities=shown_records(assessment.subject),
            evidence=shown_evidence(assessment.subject),
            most=exact(clause.max),
        )
    if stage == Stage.SELF:
        return NoteForm(request.POST or None)
    return None


def answer_item(assessment: Assessment, clause: Item, stage: Stage | None, form: Form, by: Any) -> None:
    """Save what the form says."""
    asked = form.cleaned_data
    if not isinstance(form, ScoreForm):
        actions.save_self_check(assessment, checked=[(clause.id, asked["note"])], by=by)
    elif stage is not None:
        given = actions.Given(
            clause.id, asked["score"], asked["reason"], tuple(asked["activities"]), tuple(asked["evidence"])
        )
        save_given(assessment, stage, given, by)


def item_facts(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """The facts behind an item of an assessment."""
    found = assessment_in_reach(request, pk)
    clause = item_or_404(rubric_of(found), item)
    facts = facts_of(judging_for(found), found.subject_id, clause)
    row = next(one for one in check_rows(found) if one["id"] == item)
    context = {
        "item": clause,
        "judged": row,
        "facts": [(fact, fact_url(fact, request.user)) for fact in facts],
        "page_title": f"{item} {clause.text}",
        "trail": trail_of(found, request.user),
    }
    return render(request, "assessments/facts.html", context)


@require_http_methods(["GET", "POST"])
@once
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the answers, then finish the self-check."""
    found = assessment_in_reach(request, pk)
    permissions.self_check.check(request.user, found)
    if request.method == "POST":
        listed = actions.finish_self_check(found, by=signed_in(request))
        messages.success(request, _("自查已完成，列出 %(number)s 项差距") % {"number": len(listed)})
        return redirect("assessments:gaps", pk)
    rows = check_rows(found)
    answers = [
        (f"{row['id']} {row['text']}", score_words(row), reverse("assessments:item", args=[pk, row["id"]]))
        for row in rows
    ]
    context = {
        "answers": answers,
        "intro": _("请核对各项得分。完成后，自评得分计入测算，不足的项目列成差距清单。"),
        "page_title": _("完成自查"),
        "submit_label": _("完成自查"),
        "cancel_url": reverse("assessments:assessment", args=[pk]),
        "trail": trail_of(found, request.user),
    }
    return render(request, "confirm_page.html", context)


def score_words(row: dict[str, Any]) -> str:
    """7.5 / 10, or not scored yet."""
    most = exact(row["max"])
    return (
        _("未评（满分 %(most)s）") % {"most": most} if row["score"] is None else (f"{in_words(row['score'])} / {most}")
    )


@require_http_methods(["GET", "POST"])
@once
def plan_gap(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what will be done about a gap."""
    gap = get_object_or_404(gaps_visible(permissions.visible_assessments(request.user)), pk=pk)
    permissions.self_check.check(request.user, gap.assessment)
    form = GapForm(request.POST or None, initial={"text": gap.text, "due_on": gap.due_on})
    if carried_out(request, form, lambda: actions.plan_gap(gap, by=signed_in(request), **form.cleaned_data)):
        return redirect("assessments:gaps", gap.assessment_id)
    context = {
        "form": form,
        "page_title": _("差距 %(item)s") % {"item": gap.item},
        "submit_label": _("保存"),
        "cancel_url": reverse("assessments:gaps", args=[gap.assessment_id]),
        "trail": trail_of(gap.assessment, request.user),
    }
    return render(request, "form_page.html", context)


@require_POST
@once
def close_gap(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a gap off."""
    gap = get_object_or_404(gaps_visible(permissions.visible_assessments(request.user)), pk=pk)
    actions.close_gap(gap, by=signed_in(request))
    return redirect("assessments:gaps", gap.assessment_id)
