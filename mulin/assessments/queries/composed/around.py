"""The nodes that stand around an assessed subject: those below that count, its street."""

from mulin.assessments.models import Assessment
from mulin.assessments.queries.kept import pack_of
from mulin.foundation.clock import today
from mulin.judgement.subjects import Forest, Subject
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
