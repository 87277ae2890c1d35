"""Appraisal of members, in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema.appraisals import AppraisalScheme
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.wording.words import Words


def appraisal_lines(words: Words) -> Iterator[str]:
    """The layers, the grades and the limit of each scheme."""
    if not words.pack.appraisals:
        return
    yield "## 党员评议"
    yield ""
    for scheme in words.pack.appraisals:
        yield f"- **{scheme.name}**：{'；'.join(facts(words, scheme))} {words.source(scheme.source)}"
    yield ""


def facts(words: Words, scheme: AppraisalScheme) -> Iterator[str]:
    """What a scheme says, part by part."""
    yield "、".join(layer.name for layer in scheme.layers)
    yield "等次为" + "、".join(grade.name for grade in scheme.grades)
    if "probationary" not in scheme.graded_stages:
        yield "预备党员参加评议，不评定等次"
    if scheme.best_share is not None:
        share = scheme.best_share
        said = words.parameter(share) if isinstance(share, ParameterRef) else str(share)
        yield f"{scheme.grades[0].name}不超过参加评定人数的{said}"
    if scheme.hears_community:
        yield "听取居住地社区党组织意见"
    if scheme.examined:
        yield "结果由上级党组织审议"
