"""Words that every part of a pack uses: sources, parameters, measure references, exact numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    field_validator,
    model_validator,
)

from mulin.rulebook.exact import read_exact, read_share
from mulin.rulebook.parameters import EXPECTED, plain_value


class Clause(BaseModel):
    """Base of everything in a pack: unknown words are refused, values never change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="小写字母、数字和下划线")]


Exact = Annotated[
    Decimal,
    BeforeValidator(read_exact),
    Field(allow_inf_nan=False),
]
"""An exact decimal number, such as points."""


def written_share(value: Fraction, keep: SerializerFunctionWrapHandler) -> Any:
    """A share as text; what stands there instead, such as a parameter, as it is written itself."""
    return str(value) if isinstance(value, Fraction) else keep(value)


Share = Annotated[
    Fraction,
    BeforeValidator(read_share),
    WrapSerializer(written_share),
    Field(json_schema_extra={"type": "string", "examples": ["30%", "3/10"]}),
]
"""An exact share, written ``30%`` or ``3/10``."""


class Source(Clause):
    """Where a clause comes from: a document of the pack, a section of it, a number in that section."""

    document: str
    section: str = ""
    number: str = ""
    ours: bool = Field(default=False, description="本产品补充，文件没有写")


class Document(Clause):
    """A regulation that the pack transcribes."""

    id: Identifier
    title: str
    file: str = ""
    issuer: str = ""
    reference: str = Field(default="", description="文号或批准文号")
    legal_basis: bool = Field(default=False, description="可作为依据文件")


class Parameter(Clause):
    """A blank of the document that each district fills in. ``None`` means: not configured yet.

    ``default`` is kept as JSON can hold it (dates, decimals, shares as text); ``parameters.read_value`` reads it.
    """

    id: Identifier
    name: str
    kind: Literal["integer", "decimal", "share", "date", "text", "list", "boolean"] = "integer"
    default: Any = None
    unit: str = ""
    note: str = ""
    source: Source

    @model_validator(mode="before")
    @classmethod
    def default_of_its_kind(cls, values: Any) -> Any:
        """The default is a value of the parameter's kind, or nothing."""
        kind = values.get("kind", "integer") if isinstance(values, dict) else None
        if not isinstance(kind, str) or kind not in EXPECTED:
            return values
        return values | {"default": plain_value(kind, values.get("default"))}


class ParameterRef(Clause):
    """``{parameter: social_standard_count}``: the value is what the district has set."""

    parameter: Identifier


Window = Literal["day", "week", "month", "quarter", "half_year", "year", "twelve_months", "programme", "ever"]
"""A span of days that counts, explained at ``MeasureRef``."""


class MeasureRef(Clause):
    """A question about facts, named in ``mulin measures``, with its arguments and its window of time.

    ``window`` is the span of days that counts, always cut off at the day asked about:
    ``year`` the year so far (see ``year_begins`` of the pack); ``half_year``, ``quarter``, ``month`` and ``week``
    likewise; ``programme`` since the pack came into force here; ``twelve_months`` the twelve months up to the day;
    ``ever`` all facts; ``day`` what holds on the day.
    """

    name: Identifier
    arguments: dict[str, str | int | bool | list[str] | ParameterRef] = Field(default_factory=dict)
    window: Window = "year"


Amount = Exact | ParameterRef
"""A number of the document, or the district's parameter where the document leaves a blank."""


class Named(Clause):
    """Something with an id and a name that is read on phones: sixty characters at most."""

    id: str
    name: str

    @field_validator("name")
    @classmethod
    def name_is_short(cls, value: str) -> str:
        """A name is not empty and has sixty characters at most."""
        if not value.strip():
            raise ValueError("名称不能为空")
        if len(value) > 60:
            raise ValueError("名称不超过 60 个字")
        return value


class Sourced(Named):
    """A clause with an id, a name and its source."""

    source: Source
