"""What is handed out: the notice of a result, the order to rectify, the certificate."""

import datetime
from typing import Any

from mulin.assessments.models import Certificate, Decision, Rectification
from mulin.assessments.queries.composed.around import street_of
from mulin.assessments.queries.kept import pack_of


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
