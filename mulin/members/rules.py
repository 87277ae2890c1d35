"""What follows for members. Plain Python."""

RESIDENCE_KINDS = ("community", "grid", "compound", "block")
"""Kinds of places a member can live in."""


def made_member_code(number: int) -> str:
    """A code for a member who was given none, such as ``DY000012``."""
    return f"DY{number:06d}"
