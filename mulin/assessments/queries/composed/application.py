"""The application form (annex 4): what the registry holds and what the subject wrote."""

import datetime
from typing import Any

from django.utils import timezone

from mulin.assessments.models import Application, Assessment
from mulin.assessments.queries.composed.around import social_organisations, street_of, subordinates
from mulin.assessments.queries.kept import level_names, pack_of
from mulin.foundation.clock import today
from mulin.organisations.models import Population
from mulin.tree.queries import forest


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
        "submitted_on": submitted_on(application),
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
