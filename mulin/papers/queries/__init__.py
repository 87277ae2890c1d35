"""What papers say, composed from what the domains below keep."""

from mulin.papers.queries.registry import PAPERS, PaperKind, Subject, paper_kind, papers_about
from mulin.papers.queries.reuse import Counted, reuse_in_reach, reuse_of, together

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
