"""The register of papers: what each is called, which object it is about, who may see that object, who composes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mulin.assessments.permissions import visible_assessments
from mulin.assessments.queries import kept
from mulin.papers.machine.paper import Paper
from mulin.papers.queries import application_form
from mulin.papers.rules import Pen
from mulin.tree.models import Node


def never_absent(thing: Any) -> str:
    """The paper can always be printed."""
    return ""


@dataclass(frozen=True)
class Subject:
    """A kind of object that papers are about.

    ``visible`` gives the objects that a person may see; ``node`` the node at which the object stands; ``page``
    names the URL of its page in the product.
    """

    id: str
    visible: Callable[[Any], QuerySet[Any]]
    node: Callable[[Any], Node]
    page: str


@dataclass(frozen=True)
class PaperKind:
    """One paper of the register. ``absent`` says why an object does not have the paper (yet), or nothing."""

    id: str
    title: str
    about: Subject
    compose: Callable[[Any, Pen], Paper]
    absent: Callable[[Any], str] = never_absent
    blank_rows: bool = False


ASSESSMENT = Subject(
    "assessment",
    lambda user: kept.visible(visible_assessments(user)).select_related("subject__kind"),
    lambda assessment: assessment.subject,
    "assessments:assessment",
)

PAPERS = (PaperKind("application_form", "申报表", ASSESSMENT, application_form.compose, application_form.absent),)


def paper_kind(paper_id: str) -> PaperKind | None:
    """The paper of this id, or nothing."""
    return next((one for one in PAPERS if one.id == paper_id), None)


def papers_about(subject_id: str) -> list[PaperKind]:
    """The papers about a kind of object, in the order of the register."""
    return [one for one in PAPERS if one.about.id == subject_id]
