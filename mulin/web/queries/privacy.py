"""What we keep about people: the register of personal fields, their purposes and how long they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from ruamel.yaml import YAML

FILE = Path(__file__).resolve().parents[1] / "privacy.yaml"


@dataclass(frozen=True)
class Retention:
    """How long something is kept. ``months`` counts from ``since``; ``None``: as long as what it belongs to."""

    code: str
    name: str
    since: str = ""
    months: int | None = None


@dataclass(frozen=True)
class PersonalFields:
    """The personal fields of one kind of row: each with what it is for; ``plain`` ones say nothing about a person."""

    model: str
    purpose: str
    retention: Retention
    fields: Mapping[str, str]
    plain: frozenset[str]

    @property
    def title(self) -> str:
        """What people call this kind of row."""
        return str(apps.get_model(self.model)._meta.verbose_name)

    @property
    def named(self) -> list[tuple[str, str]]:
        """What people call each field, and what it is for."""
        meta = apps.get_model(self.model)._meta
        return [(str(getattr(meta.get_field(name), "verbose_name", name)), use) for name, use in self.fields.items()]


@cache
def register() -> tuple[Mapping[str, Retention], tuple[PersonalFields, ...]]:
    """The classes of retention by code, and every kind of row that holds something about a person."""
    content: dict[str, Any] = YAML(typ="safe").load(FILE)
    classes = {
        code: Retention(code, entry["name"], entry.get("from", ""), entry.get("months"))
        for code, entry in content["retention"].items()
    }
    kept = tuple(
        PersonalFields(
            model, entry["purpose"], classes[entry["keeps"]], entry["fields"], frozenset(entry.get("plain", ()))
        )
        for model, entry in content["models"].items()
    )
    return classes, kept
