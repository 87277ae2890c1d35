"""What papers and pages say, composed from what is kept: nobody types it for the paper."""

import datetime
import itertools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from mulin.assessments import rules
from mulin.assessments.choices import Stage
from mulin.assessments.models import Application, Assessment, Certificate, Decision, Rectification
from mulin.assessments.queries.judged import judge_assessment
from mulin.assessments.queries.kept import level_names, newest_scores, pack_of, rubric_of, stage_results
from mulin.foundation.clock import today
from mulin.judgement.subjects import Forest, Subject
from mulin.organisations.models import Population
from mulin.tree.models import Node
from mulin.tree.queries import forest, superiors

SOCIAL = "social"
"""The kind of node that the form counts as 社会组织."""


def children_kinds(assessment: Assessment) -> set[str]:
    """The kinds of subordinate subjects whose grades count for this rubric, such as 小区 for a 社区."""
    grading = pack_of(assessment).grading(assessment.rubric)
    return {
        kind
        for level in (grading.levels if grading else ())
        for condition in level.conditions
        if condition.when == "children"
        for kind in condition.kinds
    }


def subordinates(assessment: Assessment, standing: Forest | None = None) -> list[Subject]:
    """The subordinate subjects that count, by code, as of the assessment's day."""
    standing = standing or forest(assessment.as_of or today())
    if assessment.subject_id not in standing:
        return []
    found = standing.children(assessment.subject_id, children_kinds(assessment))
    return sorted(found, key=lambda one: one.code)


def social_organisations(assessment: Assessment, standing: Forest) -> list[Subject]:
    """The social organisations that belong to the subject or stand in it."""
    if assessment.subject_id not in standing:
        return []
    below = (standing.subject(node) for node in standing.below(assessment.subject_id))
    return sorted((one for one in below if one.kind == SOCIAL), key=lambda one: one.code)


def street_of(node: Node) -> Node:
    """The street above a node, or the uppermost node where there is none."""
    line = [*superiors(node), node]
    return next((one for one in line if one.kind_id == "street"), line[0])


def application_form(assessment: Assessment) -> dict[str, Any]:
    """Annex 4, field by field: the registry's values and what the subject wrote.

    Keys: ``title, year, street, subject, registered_households, registered_persons, resident_households,
    resident_persons, children_kind, children_count, children_names, levels`` (name, ticked)``, planned_count,
    planned_names, social_count, measures, brand_name, brand_goal, brand_content, brand_milestones, street_opinion,
    opinion_by, opinion_on, submitted_by, submitted_on``.
    """
    application: Application | None = getattr(assessment, "application", None)
    standing = forest(assessment.as_of or today())
    children = subordinates(assessment, standing)
    planned = list(application.planned.order_by("code")) if application else []
    names = level_names(pack_of(assessment), assessment.rubric)
    written = {name: getattr(application, name, None) for name in WRITTEN_FIELDS}
    written |= {name: number for name, number in counted(assessment).items() if written[name] is None}
    return {
        "title": pack_of(assessment).title,
        "year": assessment.year,
        "street": street_of(assessment.subject).name,
        "subject": assessment.subject.name,
        "children_count": len(children),
        "children_names": [one.name for one in children],
        "levels": [(name, application is not None and application.level == level) for level, name in names.items()],
        "planned_count": len(planned),
        "planned_names": [one.name for one in planned],
        "social_count": len(social_organisations(assessment, standing)),
        "submitted_by": str(application.submitted_by or "") if application else "",
        "submitted_on": timezone.localdate(application.submitted_at)
        if application and application.submitted_at
        else None,
        "opinion_by": str(application.opinion_by or "") if application else "",
        **written,
    }


def submitted_on(application: Application | None) -> datetime.date | None:
    """The day an application was handed in."""
    if application is None or application.submitted_at is None:
        return None
    return timezone.localdate(application.submitted_at)


WRITTEN_FIELDS = (
    "registered_households",
    "registered_persons",
    "resident_households",
    "resident_persons",
    "measures",
    "brand_name",
    "brand_goal",
    "brand_content",
    "brand_milestones",
    "street_opinion",
    "opinion_on",
)
HOUSEHOLDS = WRITTEN_FIELDS[:4]


def written_answers(application: Application) -> list[tuple[str, Any]]:
    """What the subject wrote, with the words of each field."""
    return [
        (str(Application._meta.get_field(name).verbose_name), getattr(application, name))  # type: ignore[union-attr]
        for name in WRITTEN_FIELDS
        if name not in ("street_opinion", "opinion_on")
    ]


def counted(assessment: Assessment) -> dict[str, int | None]:
    """Households and persons of the subject as the registry holds them on the assessment's day."""
    day = assessment.as_of or today()
    row = Population.objects.filter(node=assessment.subject_id).holding_on(day).order_by("-since").first()
    return {name: getattr(row, name, None) for name in HOUSEHOLDS}


def prefilled(assessment: Assessment) -> dict[str, Any]:
    """What the application form starts with: the registry's figures, and its own draft, else the last application."""
    own = getattr(assessment, "application", None)
    last = own or (
        Application.objects.filter(assessment__subject=assessment.subject, assessment__rubric=assessment.rubric)
        .order_by("-pk")
        .first()
    )
    held = counted(assessment)
    if last is None:
        return held
    carried = {name: getattr(last, name) for name in WRITTEN_FIELDS if name not in ("street_opinion", "opinion_on")}
    if own is None:
        carried |= {name: number for name, number in held.items() if number is not None}
    return carried | ({"level": own.level, "planned": list(own.planned.all())} if own else {})


def check_rows(assessment: Assessment) -> list[dict[str, Any]]:
    """The self-check list, item by item in the order of the rubric.

    Keys: ``id, indicator, text, source, max, score, by, reason, value, facts, way, reading, because, checked, note``.
    """
    result = judge_assessment(assessment)
    judged = {item.id: item for item in result.items} if result else {}
    ticks = {tick.item: tick for tick in assessment.checked_items.all()}
    drafts = newest_scores(assessment)
    rows = []
    for section in rubric_of(assessment).sections:
        for indicator in section.indicators:
            for item in indicator.items:
                one = judged.get(item.id)
                draft = drafts.get((Stage.SELF, item.id))
                score = one.score if one else None
                if assessment.may_be_self_checked and draft is not None:
                    score = draft.score
                rows.append(
                    {
                        "id": item.id,
                        "indicator": indicator.name,
                        "text": item.text,
                        "source": " ".join(part for part in (item.source.section, item.source.number) if part),
                        "max": item.max,
                        "score": score,
                        "by": one.by if one else "none",
                        "reason": draft.reason if draft is not None and one is None else (one.reason if one else ""),
                        "value": one.value if one else None,
                        "facts": one.facts if one else 0,
                        "way": item.score.way,
                        "reading": item.reading,
                        "because": getattr(item.score, "because", ""),
                        "checked": item.id in ticks,
                        "note": ticks[item.id].note if item.id in ticks else "",
                    }
                )
    return rows


def side_by_side(assessment: Assessment) -> dict[str, Any]:
    """The three columns: for each item the score of each stage with its reason and evidence, and the totals.

    ``rows``: ``id, text, max, cells`` (per stage: ``stage, score, reason, by, activities, evidence``), ``differs``.
    ``totals``: per stage; ``sums``: the same with the stage's name; ``stages``: (id, name, handed in on).
    """
    kept, newest = stage_results(assessment), newest_scores(assessment)
    stages = [(stage, str(Stage(stage).label), kept[stage].on if stage in kept else None) for stage in Stage.values]
    columns = {stage: {item["id"]: item for item in kept[stage].items} for stage in kept}
    rows = []
    for item in rubric_of(assessment).items:
        cells = [
            cell(columns.get(stage, {}).get(item.id), newest.get((stage, item.id))) | {"stage": stage.label}
            for stage in Stage
        ]
        given = {one["score"] for one in cells if one["score"] is not None}
        rows.append({"id": item.id, "text": item.text, "max": item.max, "cells": cells, "differs": len(given) > 1})
    totals = [kept[stage].total if stage in kept else None for stage in Stage.values]
    return {"stages": stages, "rows": rows, "totals": totals, "sums": list(zip(Stage.labels, totals, strict=True))}


def cell(judged: Mapping[str, Any] | None, given: Any) -> dict[str, Any]:
    """One stage's view of one item; a score given since the stage was handed in shows at once."""
    score = Decimal(judged["score"]) if judged and judged.get("score") is not None else None
    if given is not None and given.confirmed_on is not None:
        score = given.score
    return {
        "score": score,
        "reason": given.reason if given is not None else (judged or {}).get("reason", ""),
        "by": str(given.by) if given is not None else "",
        "activities": list(given.activities.all()) if given is not None else [],
        "evidence": list(given.evidence.all()) if given is not None else [],
    }


def difference_report(assessment: Assessment) -> list[dict[str, Any]]:
    """Where review or acceptance differ from the stage before: ``item, text, before, after, change, stages``."""
    kept = stage_results(assessment)
    texts = {item.id: item.text for item in rubric_of(assessment).items}
    present = [stage for stage in Stage.values if stage in kept]
    return [
        {
            "item": one.item,
            "text": texts.get(one.item, ""),
            "before": one.before,
            "after": one.after,
            "change": one.change,
            "stages": f"{Stage(first).label} → {Stage(second).label}",
        }
        for first, second in itertools.pairwise(present)
        for one in rules.differences(kept[first].items, kept[second].items)
    ]


def result_notice(decision: Decision) -> dict[str, Any]:
    """The notice of a result: ``title, street, subject, year, kind, outcome, grade, total, items, missing, reason, on,
    by``.
    """
    assessment = decision.assessment
    return {
        "title": pack_of(assessment).title,
        "street": street_of(assessment.subject).name,
        "subject": assessment.subject.name,
        "year": assessment.year,
        "kind": assessment.get_kind_display(),
        "outcome": decision.get_outcome_display(),
        "grade": decision.grade_name,
        "total": decision.total,
        "items": decision.items,
        "missing": decision.missing,
        "reason": decision.reason,
        "on": decision.on,
        "by": str(decision.by),
    }


def rectification_order(rectification: Rectification) -> dict[str, Any]:
    """The order to rectify: ``title, street, subject, grade, text, ordered_on, deadline, report, reported_on, opinion,
    state``.
    """
    held = rectification.holding
    return {
        "title": str(held.programme.edition.title),
        "street": street_of(held.subject).name,
        "subject": held.subject.name,
        "grade": held.grade_name,
        "text": rectification.text,
        "ordered_on": rectification.ordered_on,
        "deadline": rectification.deadline,
        "report": rectification.report,
        "reported_on": rectification.reported_on,
        "opinion": rectification.opinion,
        "state": rectification.get_state_display(),
    }


def certificate_text(certificate: Certificate) -> dict[str, Any]:
    """The certificate: ``title, number, street, subject, grade, valid_from, valid_until, basis``."""
    assessment = certificate.decision.assessment
    return {
        "title": pack_of(assessment).title,
        "number": certificate.number,
        "street": certificate.street.name,
        "subject": assessment.subject.name,
        "grade": certificate.decision.grade_name,
        "valid_from": certificate.valid_from,
        "valid_until": certificate.valid_until,
        "basis": assessment.programme.legal_basis,
    }


def is_valid_on(certificate: Certificate, day: datetime.date) -> bool:
    """Does the certificate hold on a day (its period runs, and the grade it stands for was not taken away)?"""
    runs = certificate.valid_from <= day and (certificate.valid_until is None or day <= certificate.valid_until)
    holding = certificate.decision.holdings.first()
    return runs and (holding is None or holding.until is None or day < holding.until)
