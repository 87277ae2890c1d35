"""What follows for coverage of the two new (两新双覆盖). Plain Python."""

GUIDED_KINDS = frozenset({"enterprise", "social", "building", "circle"})
"""Kinds of nodes that a party guide is named for."""


def is_covered(*, has_organisation: bool, has_guide: bool) -> bool:
    """双覆盖: the organisation covers, or at least the work does, through a named guide."""
    return has_organisation or has_guide
