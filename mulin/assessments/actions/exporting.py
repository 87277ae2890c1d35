"""The lists of certification as rows of workbooks: what this person sees on their pages, within reach of export.

Each takes ``narrow``, a function from queryset to queryset: the filters and the order of the page. Points are exact.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from mulin.assessments import permissions
from mulin.assessments.choices import VETO_WORDS
from mulin.assessments.models import Assessment
from mulin.assessments.queries import kept
from mulin.assessments.queries.composed import each_side_by_side
from mulin.foundation.bulk import chunks
from mulin.foundation.narrowing import Narrow
from mulin.tree.models import Node
from mulin.tree.permissions import scope

Rows = Iterator[Mapping[str, Any]]
AT_A_TIME = 500


def as_it_is(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Everything in reach, in the order of the register."""
    return rows


def exported_subjects(by: Any, prefix: str = "subject__") -> Q:
    """Rows at subjects whose grades this person sees and may take out."""
    return permissions.visible_subjects(by, prefix) & scope(by, "sheets.export", prefix)


def exported_assessments(by: Any) -> Q:
    """Assessments this person sees and may take out."""
    return permissions.visible_assessments(by) & scope(by, "sheets.export", "subject__")


def of_subject(node: Node) -> dict[str, Any]:
    """Which subject a row is about."""
    return {"code": node.code, "name": node.name, "subject_kind": node.kind.name}


def of_assessment(assessment: Assessment) -> dict[str, Any]:
    """Which assessment a row is about."""
    return of_subject(assessment.subject) | {"year": assessment.year, "round_kind": assessment.get_kind_display()}


def values_of(row: Any, *names: str) -> dict[str, Any]:
    """These fields of a row, by name."""
    return {name: getattr(row, name) for name in names}


def standings(*, by: Any, narrow: Narrow = as_it_is) -> Rows:
    """Score and proposed grade of every subject, with everything that is missing."""
    found = kept.proposals(exported_subjects(by))
    for one in narrow(found).iterator(AT_A_TIME):
        yield (
            of_subject(one.subject)
            | values_of(one, "total", "judged_on")
            | {
                "pack": one.programme.edition.title,
                "grade": kept.grade_name(one),
                "missing": "；".join(map(str, one.missing)),
            }
        )


def assessments(*, by: Any, narrow: Narrow = as_it_is) -> Rows:
    """Assessments at work and decided, with what was decided."""
    for one in narrow(kept.visible(exported_assessments(by))).iterator(AT_A_TIME):
        decision = getattr(one, "decision", None)
        yield of_assessment(one) | {
            "state": one.get_state_display(),
            "level": kept.level_names(kept.pack_of(one), one.rubric).get(one.level, ""),
            "opened_on": one.opened_on,
            "outcome": decision.get_outcome_display() if decision else "",
            "grade": decision.grade_name if decision else "",
            "total": decision.total if decision else None,
            "decided_on": decision.on if decision else None,
            "reason": decision.reason if decision else "",
        }


def differences(*, by: Any, narrow: Narrow = as_it_is) -> Rows:
    """Item by item the points of self-check, review and acceptance, each with who gave them and why."""
    found = narrow(kept.visible(exported_assessments(by)))
    for some in chunks(found.iterator(AT_A_TIME), AT_A_TIME):
        for assessment, table in each_side_by_side(some):
            for row in table["rows"]:
                yield of_assessment(assessment) | compared(row)


def compared(row: Mapping[str, Any]) -> dict[str, Any]:
    """One item with its three columns."""
    found = {"item": row["id"], "text": row["text"], "most": row["max"], "differs": row["differs"]}
    for one in row["cells"]:
        stage = one["stage"].value
        found |= {f"{stage}_score": one["score"], f"{stage}_by": one["by"], f"{stage}_reason": one["reason"]}
    return found


def gaps(*, by: Any, narrow: Narrow = as_it_is) -> Rows:
    """What self-checks found wanting, and what is done about it."""
    found = kept.gaps_visible(exported_assessments(by)).select_related("assessment__subject__kind", "done_by")
    for one in narrow(found).iterator(AT_A_TIME):
        own = values_of(one, "item", "text", "short_by", "due_on", "done_on")
        yield of_assessment(one.assessment) | own | {"done_by": str(one.done_by or "")}


def vetoes(*, by: Any, narrow: Narrow = as_it_is) -> Rows:
    """The veto register."""
    for one in narrow(kept.vetoes(exported_subjects(by))).iterator(AT_A_TIME):
        own = values_of(one, "kind", "document", "reason", "since", "until", "lifted_on", "lift_reason")
        more = {"state": str(VETO_WORDS[kept.veto_state(one)]), "lifted_by": str(one.lifted_by or "")}
        yield of_subject(one.subject) | own | more


def rectifications(*, by: Any, narrow: Narrow = as_it_is) -> Rows:
    """Ordered rectifications: what was ordered, reported, found."""
    names = ("text", "ordered_on", "deadline", "report", "reported_on", "opinion", "rechecked_on")
    for one in narrow(kept.rectifications(exported_subjects(by, "holding__subject__"))).iterator(AT_A_TIME):
        more = {"grade": one.holding.grade_name, "state": one.get_state_display()}
        yield of_subject(one.holding.subject) | values_of(one, *names) | more


def certificates(*, by: Any, narrow: Narrow = as_it_is) -> Rows:
    """Certificates and their validity."""
    found = kept.certificates(exported_subjects(by, "decision__assessment__subject__"))
    for one in narrow(found).iterator(AT_A_TIME):
        own = values_of(one, "number", "valid_from", "valid_until")
        yield of_subject(one.decision.assessment.subject) | own | {"grade": one.decision.grade_name}


def grades(*, by: Any, narrow: Narrow = as_it_is) -> Rows:
    """The dated history of grades."""
    for one in narrow(kept.history(exported_subjects(by))).iterator(AT_A_TIME):
        more = {"grade": one.grade_name, "ended_how": one.get_ended_how_display()}
        yield of_subject(one.subject) | values_of(one, "since", "until") | more
