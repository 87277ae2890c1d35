"""What we ask about feedback."""

from mulin.feedback.queries.consultations import heard, heard_among

__all__ = ["heard", "heard_among"]
