"""证书: what a granted grade gives, with its number and its validity."""

from mulin.assessments.models import Assessment, Certificate
from mulin.assessments.queries.composed import certificate_text, is_valid_on
from mulin.foundation.clock import today
from mulin.papers.machine.paper import Paper, Paragraph, Signature
from mulin.papers.queries.offices import issuing_office
from mulin.papers.rules import Pen


def certificate_of(assessment: Assessment) -> Certificate | None:
    """The certificate that an assessment's decision gave, or nothing."""
    return Certificate.objects.filter(decision__assessment=assessment).select_related("street", "decision").first()


def absent(assessment: Assessment) -> str:
    """Why no certificate can be printed: none was issued, or it holds no more."""
    found = certificate_of(assessment)
    if found is None:
        return "还没有签发证书"
    return "" if is_valid_on(found, today()) else "证书已失效"


def compose(assessment: Assessment, pen: Pen) -> Paper:
    """The certificate. ``LookupError`` when none was issued: ask ``absent`` first."""
    found = certificate_of(assessment)
    if found is None:
        raise LookupError(absent(assessment))
    said = certificate_text(found)
    basis = f"（{said['basis']}）" if said["basis"] else ""
    return Paper(
        id="certificate",
        title=f"{said['title']}\n等级证书",
        style="document",
        blocks=(
            Paragraph(f"编号：{pen.held(said['number'], 10)}", indent=False, align="right"),
            Paragraph(f"{pen.held(said['subject'], 8)}：", indent=False, bold=True),
            Paragraph(
                f"根据《{said['title']}》{basis}，经自查申报、街道审核和评审验收，认定你单位"
                f"{pen.held(str(assessment.year), 4)}年度达到“{pen.held(said['grade'], 5)}”建设要求，特发此证。"
            ),
            Paragraph(validity(found, pen)),
            Signature(issuing_office(assessment.subject, found.valid_from), pen.held(found.valid_from)),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def validity(certificate: Certificate, pen: Pen) -> str:
    """From when until when it holds."""
    if certificate.valid_until is None and not pen.blank:
        return f"本证书自{pen.held(certificate.valid_from)}起有效，每年复评。"
    return f"有效期：{pen.held(certificate.valid_from, 8)}至{pen.held(certificate.valid_until, 8)}，每年复评。"
