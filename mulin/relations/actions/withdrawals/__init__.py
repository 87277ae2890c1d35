"""Self-withdrawal: a case is opened on what the facts flag, and every step after that is people's."""

from mulin.relations.actions.withdrawals.judging import (
    Meeting,
    approve,
    ask_cause,
    close,
    decide,
    excuse,
    open_case,
    talk,
)

__all__ = ["Meeting", "approve", "ask_cause", "close", "decide", "excuse", "open_case", "talk"]
