"""What certification keeps: assessments, scores, decisions, grades, vetoes, rectifications, and what is derived."""

from mulin.assessments.models.applying import Application
from mulin.assessments.models.assessment import Assessment, Assignment, Round, Step
from mulin.assessments.models.deciding import Certificate, CertificateCounter, CertificateRule, Decision
from mulin.assessments.models.holding import GradeHolding, TargetTick
from mulin.assessments.models.judging import JudgementFault, Proposal
from mulin.assessments.models.scoring import CheckedItem, Gap, ItemScore, StageResult
from mulin.assessments.models.supervising import Rectification, Veto

__all__ = [
    "Application",
    "Assessment",
    "Assignment",
    "Certificate",
    "CertificateCounter",
    "CertificateRule",
    "CheckedItem",
    "Decision",
    "Gap",
    "GradeHolding",
    "ItemScore",
    "JudgementFault",
    "Proposal",
    "Rectification",
    "Round",
    "StageResult",
    "Step",
    "TargetTick",
    "Veto",
]
