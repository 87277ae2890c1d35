"""Appraisal of members, in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema.appraisals import AppraisalScheme
from mulin.rulebook.wording.words import PERIODS, Words

WAYS = {"self": "", "ballot": "（无记名测评）", "public": "（群众评议票数）", "branch": ""}


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
    yield f"{PERIODS[scheme.period]}一次，由{words.kinds(scheme.subjects)}进行"
    yield "依次为" + "、".join(f"{layer.name}{WAYS[layer.way]}" for layer in scheme.layers)
    yield "等次为" + "、".join(grade.name for grade in scheme.grades)
    if "probationary" not in scheme.graded_stages:
        yield "预备党员参加评议，不评定等次"
    if scheme.best_share is not None:
        firm = "，写明理由也不能超" if scheme.firm else ""
        yield f"{scheme.grades[0].name}不超过参加评定人数的 {words.share(scheme.best_share)}{firm}"
    if scheme.activity is not None:
        yield f"评议会记作“{words.filed((scheme.activity,))}”"
    if scheme.hears_community:
        yield "听取居住地社区党组织意见"
    if scheme.examined:
        yield "结果由上级党组织审议"
