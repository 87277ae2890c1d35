"""Ballots and matters."""

from mulin.deliberation.models.matters import Disclosure, Matter, Objection, StepRun
from mulin.deliberation.models.polls import NamedVote, PaperCount, Poll, PollItem, Tally, Voter

__all__ = [
    "Disclosure",
    "Matter",
    "NamedVote",
    "Objection",
    "PaperCount",
    "Poll",
    "PollItem",
    "StepRun",
    "Tally",
    "Voter",
]
