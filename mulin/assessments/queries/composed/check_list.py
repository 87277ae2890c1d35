"""The self-check list, item by item."""

from typing import Any

from mulin.assessments.choices import Stage
from mulin.assessments.models import Assessment
from mulin.assessments.queries.judged import judge_assessment
from mulin.assessments.queries.kept import newest_scores, rubric_of


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
