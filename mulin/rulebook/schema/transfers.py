"""Transfers of organisational relations: how long a letter holds, whether a superior approves."""

from __future__ import annotations

from pydantic import Field

from mulin.rulebook.schema.base import Amount, Identifier, ParameterRef, Sourced


class TransferRule(Sourced):
    """How relations are transferred below the node where the pack is in force.

    ``letter_months``: the letter (介绍信) holds so many months at most; without it a person sets its last day.
    ``approved_by_superior``: the letter is written only after a superior has agreed. ``suggested_by`` names the
    decision table, of this pack or of another in force, that asks questions and suggests the kind of target.
    """

    id: Identifier
    letter_months: Amount | None = None
    approved_by_superior: bool | ParameterRef = False
    suggested_by: Identifier | None = None
    text: str = Field(default="", description="文件对责任的要求，例如“转出未接收前原组织仍有责任”")
