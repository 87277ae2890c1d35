"""What papers say, composed from what the domains below keep."""

from mulin.papers.queries.registry import PAPERS, PaperKind, paper_kind, papers_about
from mulin.papers.queries.reuse import Counted, reuse_in_reach, reuse_of, together
from mulin.papers.queries.subjects import Subject

__all__ = [
    "PAPERS",
    "Counted",
    "PaperKind",
    "Subject",
    "paper_kind",
    "papers_about",
    "reuse_in_reach",
    "reuse_of",
    "together",
]
