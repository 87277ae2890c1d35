"""Linting: what reading alone does not see. Errors forbid installing a pack; warnings can be acknowledged in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from mulin.rulebook.checks.burdens import check_burdens
from mulin.rulebook.checks.circles import check_circles
from mulin.rulebook.checks.evidence import check_evidence
from mulin.rulebook.checks.measures import check_measures
from mulin.rulebook.checks.names import check_names
from mulin.rulebook.checks.sums import check_sums
from mulin.rulebook.described import Descriptions
from mulin.rulebook.findings import Finding
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.pack import Acknowledgement

__all__ = ["Finding", "lint"]

CHECKS = (check_names, check_sums, check_evidence, check_circles, check_burdens)


def lint(pack: Pack, measures: Descriptions | None = None) -> list[Finding]:
    """Every finding, errors first.

    ``measures`` describes the measures that exist, as ``mulin measures --json`` prints them; without it names and
    arguments of measures are not checked.
    """
    found = [finding for check in CHECKS for finding in check(pack)]
    if measures is not None:
        found += check_measures(pack, measures)
    answered = [acknowledge(finding, pack.acknowledged) for finding in found]
    answered += unused_acknowledgements(pack.acknowledged, answered)
    return sorted(dict.fromkeys(answered), key=lambda finding: finding.level != "error")


def acknowledge(finding: Finding, acknowledgements: Iterable[Acknowledgement]) -> Finding:
    """The warning with the author's reason, when the pack answers it. Errors cannot be answered."""
    for answer in acknowledgements:
        if finding.level == "warning" and answers(answer, finding):
            return dataclasses.replace(finding, acknowledged=answer.because)
    return finding


def answers(answer: Acknowledgement, finding: Finding) -> bool:
    """Whether it is about this warning: the code, and the place or the end of it (``07.2``)."""
    whole, end = finding.place == answer.place, finding.place.endswith(f" › {answer.place}")
    return answer.warning == finding.code and (whole or end)


def unused_acknowledgements(
    acknowledgements: Iterable[Acknowledgement], findings: Iterable[Finding]
) -> Iterator[Finding]:
    """Answers to warnings that nobody gives."""
    given = [finding for finding in findings if finding.acknowledged is not None]
    for answer in acknowledgements:
        if not any(answers(answer, finding) for finding in given):
            message = f"“{answer.place}”没有“{answer.warning}”这条提醒，请删去说明"
            yield Finding("warning", "acknowledged", message, "acknowledged.unused")
