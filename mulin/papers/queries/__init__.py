"""What papers say, composed from what the domains below keep."""

from mulin.papers.queries.registry import PAPERS, PaperKind, Subject, paper_kind, papers_about

__all__ = ["PAPERS", "PaperKind", "Subject", "paper_kind", "papers_about"]
