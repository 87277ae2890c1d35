"""Single words and phrases: numbers, shares, sources, measures, names of what a clause refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from mulin.rulebook.described import Descriptions, by_name, declared_arguments
from mulin.rulebook.exact import number, percent
from mulin.rulebook.named_arguments import NamedArguments
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef, Parameter, ParameterRef, Source
from mulin.rulebook.walking import named

PERIODS = {
    "day": "每天",
    "week": "每周",
    "month": "每月",
    "two_months": "每两月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "once": "一次性",
}
WINDOWS = {
    "day": "当日",
    "week": "本周",
    "month": "本月",
    "quarter": "本季度",
    "half_year": "本半年",
    "year": "本年",
    "twelve_months": "近十二个月",
    "programme": "实施以来",
    "ever": "累计",
}
CATEGORIES = {
    "employed": "在职党员",
    "no_post": "无职党员",
    "non_public": "非公党员",
    "floating": "流动党员",
    "elderly_or_ill": "老弱病残党员",
}

BLANK = re.compile(r"\{\w+\}")
FIXED_WORDS = {"any": "不限", "month": "月", "quarter": "季度", "half_year": "半年", "year": "年"}


class Words:
    """Wording for one pack: resolves ids to the names people read.

    ``measures`` describes those that exist, when the caller knows them, for their titles and what arguments name.
    ``codes`` says whether identifiers stand there, for the author of a pack; who lives by the regulation reads none.
    """

    def __init__(self, pack: Pack, measures: Descriptions = (), *, codes: bool = True) -> None:
        self.pack = pack
        self.codes = codes
        self.measures = by_name(measures)
        self.named_arguments = NamedArguments(measures)

    def code(self, identifier: str, otherwise: str = "") -> str:
        """An identifier as code, or what stands in its place for a reader."""
        return f"`{identifier}`" if self.codes else otherwise

    def blanks(self, text: str) -> str:
        """A text in which facts have their places, ``{street}``; for a reader these are left blank."""
        return text if self.codes else BLANK.sub("××", text)

    def kinds(self, identifiers: Iterable[str]) -> str:
        """Kinds of subject, joined."""
        return "、".join(named(self.pack.kinds).get(one, one) for one in identifiers)

    def amount(self, amount: Decimal | ParameterRef | None, unit: str = "") -> str:
        """A number, or the parameter that holds it with its present default."""
        if isinstance(amount, ParameterRef):
            return self.parameter(amount)
        return f"{number(amount)} {unit}".rstrip() if amount is not None else ""

    def share(self, share: Fraction | ParameterRef) -> str:
        """A share as people write it, or the parameter that holds it."""
        return self.parameter(share) if isinstance(share, ParameterRef) else percent(share)

    def members(self, categories: Iterable[str]) -> str:
        """Categories of members, joined; none are named: every member."""
        return "、".join(CATEGORIES[one] for one in categories) or "党员"

    def parameter(self, reference: ParameterRef) -> str:
        """A parameter by name; what is not configured says so."""
        found = next((one for one in self.pack.parameters if one.id == reference.parameter), None)
        if found is None:
            return f"〈{reference.parameter}〉"
        default = default_words(found)
        return f"〈{found.name}：{default}〉"

    def source(self, source: Source) -> str:
        """Where a clause comes from, in brackets."""
        words = [source.section, f"第{source.number}项" if source.number.isdigit() else source.number]
        if source.document != self.pack.documents[0].id:
            words.insert(0, self.document(source.document))
        text = " ".join(word for word in words if word) or self.document(source.document)
        return f"〔{text}{'；本产品补充' if source.ours else ''}〕"

    def document(self, identifier: str) -> str:
        """A document by its title."""
        return next((f"《{one.title}》" for one in self.pack.documents if one.id == identifier), identifier)

    def measure(self, measure: MeasureRef) -> str:
        """A measure with its arguments and window, as a reader can check it."""
        title = self.measures.get(measure.name, {}).get("title", "")
        arguments = "，".join(self.argument(measure, name) for name in measure.arguments)
        inside = "；".join(word for word in (arguments, WINDOWS[measure.window]) if word)
        return f"{title}{self.code(measure.name)}（{inside}）"

    def argument(self, measure: MeasureRef, name: str) -> str:
        """One argument; what names a clause of the pack is said by its name."""
        value = measure.arguments[name]
        if isinstance(value, ParameterRef):
            said = self.parameter(value)
            return f"{name}={said}" if self.codes else self.asked(measure, name, said)
        values = value if isinstance(value, list) else [value]
        names = self.named_arguments.names(self.pack, measure, name)
        said = "、".join(plain_word(names.get(str(one), one)) for one in values)
        return f"{name}={said}" if self.codes else self.asked(measure, name, said)

    def asked(self, measure: MeasureRef, name: str, said: str) -> str:
        """An argument for a reader: what it asks, where that is not plain from the value; one that holds, by itself."""
        details = declared_arguments(self.measures.get(measure.name, {})).get(name, {})
        title = str(details.get("title", "")).partition("，")[0]
        if measure.arguments[name] is True:
            return title
        return said if details.get("names") or not title else f"{title} {said}"

    def duty(self, identifier: str) -> str:
        """A duty by its name."""
        return named(self.pack.duties).get(identifier, identifier)

    def filed(self, identifiers: Iterable[str]) -> str:
        """Activity kinds and papers by their names, joined; one of another pack by its id."""
        names = named(self.pack.activities) | named(self.pack.papers)
        return "、".join(names.get(one) or self.code(one, "另一制度的材料") for one in identifiers)

    def grade(self, kinds: Iterable[str], grade: str) -> str:
        """A grade's name for these kinds."""
        rubrics = {rubric.id for rubric in self.pack.rubrics if set(rubric.subjects) & set(kinds)}
        for grading in self.pack.gradings:
            for level in grading.levels:
                if grading.rubric in rubrics and level.id == grade:
                    return level.name
        return grade


def default_words(parameter: Parameter) -> str:
    """A parameter's default, or that there is none."""
    if parameter.default in (None, []):
        return "未配置"
    if isinstance(parameter.default, list):
        return "、".join(str(one) for one in parameter.default)
    return f"{plain_word(parameter.default)} {parameter.unit}".rstrip()


def plain_word(value: object) -> str:
    """A fixed word in Chinese, anything else as it stands."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return FIXED_WORDS.get(str(value), str(value))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; cells cannot break it."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell.replace("|", "／").replace("\n", " ") for cell in line) + " |" for line in lines]
