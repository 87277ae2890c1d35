"""Measures in plain words, as ``mulin measures --json`` prints them: the rulebook knows no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Described = Mapping[str, Any]
"""A measure in plain words: ``{"title": …, "arguments": …, "tables": [...]}``."""

Descriptions = Mapping[str, Described] | Sequence[Described]
"""Measures by name, or a list of them with ``name``."""


def by_name(measures: Descriptions) -> dict[str, Described]:
    """The descriptions by measure name."""
    if isinstance(measures, Mapping):
        return dict(measures)
    return {str(measure["name"]): measure for measure in measures}


def declared_arguments(described: Described) -> dict[str, Described]:
    """Arguments by name, however they are described: a list with names, types by name, or details by name."""
    arguments = described.get("arguments") or {}
    if isinstance(arguments, Mapping):
        return {
            name: details if isinstance(details, Mapping) else {"type": details} for name, details in arguments.items()
        }
    return {str(argument["name"]): argument for argument in arguments}
