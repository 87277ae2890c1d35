"""Words a pack uses for subjects, premises and offices, with the Chinese name people read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Amount, Identifier, Named, ParameterRef, Sourced


class SubjectKind(Named):
    """A kind of node the pack speaks about, such as ``community`` 社区.

    A kind that the tree may not know yet, such as 班级, says where it stands: in which ``family``, ``under`` which
    kinds, and with what ``prefix`` codes are made. It comes into the tree when the pack is put in force.
    """

    id: Identifier
    family: Literal["territory", "party", "unit"] | None = Field(default=None, description="区域、党组织或单位")
    under: tuple[Identifier, ...] = Field(default=(), description="隶属于哪些种类的对象")
    prefix: str = Field(default="", pattern=r"^[A-Z]{0,6}$", description="自动编码的前缀，大写字母")

    @property
    def is_new(self) -> bool:
        """Whether it says how the tree is to take it in."""
        return self.family is not None

    @model_validator(mode="after")
    def placed_whole(self) -> SubjectKind:
        """Where it stands is said whole, or not at all."""
        said = (self.family is not None, bool(self.under), bool(self.prefix))
        if any(said) and not all(said):
            raise ValueError("树上还没有的对象种类，family、under、prefix 要一起写")
        return self


class PremisesLevel(Named):
    """One level of a premises standard, lowest first; ``checklist`` names what is looked at."""

    id: Identifier
    checklist: tuple[str, ...] | ParameterRef = ()


class PremisesKind(Sourced):
    """A kind of premises (阵地), who keeps it, and the levels it can reach."""

    id: Identifier
    holders: tuple[Identifier, ...] = Field(default=(), description="由谁设立：对象种类")
    levels: tuple[PremisesLevel, ...] = ()
    at_least: Amount | None = Field(default=None, description="每个设立者至少几处")


class Office(Named):
    """An office that leads tasks, such as ``party_office`` 党建办（组织）."""

    id: Identifier


class Phase(Sourced):
    """A phase of the programme; without ``until`` it has no end."""

    id: Identifier
    since: str = Field(pattern=r"^\d{4}-\d{2}$", description="起始年月，例如 2020-10")
    until: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}$", description="截止年月")
    work: tuple[str, ...] = Field(default=(), description="这一阶段要做的事")


class Provision(Sourced):
    """What the document arranges without a figure: who leads, what a grade feeds. Shown, not computed."""

    id: Identifier
    text: str
