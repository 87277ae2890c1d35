"""What we ask of points."""

from mulin.points.queries.balances import balances, node_balances, purses
from mulin.points.queries.terms import Scheme, scheme_at, schemes_at

__all__ = ["Scheme", "balances", "node_balances", "purses", "scheme_at", "schemes_at"]
