"""The course of a transfer: asked, started, approved, received or refused, withdrawn; one or many together."""

from mulin.relations.actions.transfers.asking import ask, decline, withdraw
from mulin.relations.actions.transfers.outside import receive_from_outside, record_receipt
from mulin.relations.actions.transfers.receiving import receive, refuse
from mulin.relations.actions.transfers.starting import Wish, approve, send_back, start, start_many

__all__ = [
    "Wish",
    "approve",
    "ask",
    "decline",
    "receive",
    "receive_from_outside",
    "record_receipt",
    "refuse",
    "send_back",
    "start",
    "start_many",
    "withdraw",
]
