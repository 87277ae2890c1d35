"""What is declared before anything is judged: documents, parameters, words, posts, activities, premises, duties."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.duties import ActivityField, ActivityKind, Due, Duty
from mulin.rulebook.schema.vocabulary import PremisesKind
from mulin.rulebook.wording.words import PERIODS, Words, default_words, table

ASKED = {
    "notice": "会前通知",
    "place": "地点",
    "agenda": "议程",
    "attendance": "到会",
    "minutes": "纪要",
    "evidence": "佐证",
}
FAMILIES = {"territory": "区域", "party": "党组织", "unit": "单位"}
FIELD_KINDS = {
    "text": "文字",
    "long_text": "长文字",
    "integer": "整数",
    "decimal": "数",
    "date": "日期",
    "choice": "选项",
    "boolean": "是否",
}


def head_lines(words: Words) -> Iterator[str]:
    """Title, edition, documents."""
    pack = words.pack
    until = f"至 {pack.until}" if pack.until else "起施行"
    yield f"# {pack.title}"
    yield ""
    creation = "创建示范活动。" if pack.kind == "creation" else ""
    edition = f"规章包 {words.code(pack.pack)} 版本 {pack.edition}，" if words.codes else f"{pack.edition} 版，"
    yield f"{edition}{pack.since} {until}。{creation}{pack.summary}"
    yield ""
    if pack.overrides:
        others = "、".join(words.code(one) for one in pack.overrides) if words.codes else "同时实施的其他制度"
        yield f"与 {others} 的同名条款不一致时，以本制度为准。"
        yield ""
    if pack.year_begins != 1:
        yield f"一年从 {pack.year_begins} 月起：本年、本半年、本季度都由此算。"
        yield ""
    yield "## 文件"
    yield ""
    for document in pack.documents:
        file = document.file if words.codes else ""
        facts = [document.issuer, document.reference, "依据文件" if document.legal_basis else "", file]
        said = "，".join(fact for fact in facts if fact)
        yield f"- 《{document.title}》" + (f"（{said}）" if said else "")
    yield ""


def parameter_lines(words: Words) -> Iterator[str]:
    """The blanks that a district fills in."""
    if not words.pack.parameters:
        return
    yield "## 各地填写的参数"
    yield ""
    rows = []
    for one in words.pack.parameters:
        unit = f"（单位：{one.unit}）" if one.unit and one.default is None else ""
        rows.append((one.name, words.code(one.id), f"{default_words(one)}{unit}", one.note, words.source(one.source)))
    heads = ("参数", "编号", "默认", "说明", "出处")
    shown = [number for number in range(len(heads)) if words.codes or number != 1]
    yield from table([heads[one] for one in shown], [[row[one] for one in shown] for row in rows])
    yield ""


def kind_lines(words: Words) -> Iterator[str]:
    """The kinds of subject that come into the tree with this pack."""
    new = [kind for kind in words.pack.kinds if kind.is_new]
    if not new:
        return
    yield "## 新增的对象种类"
    yield ""
    for kind in new:
        family = FAMILIES[kind.family or ""]
        yield f"- {kind.name}：{family}，隶属于{words.kinds(kind.under)}，编码前缀 {kind.prefix}"
    yield ""


def provision_lines(words: Words) -> Iterator[str]:
    """What the document arranges and nothing computes."""
    if not words.pack.provisions:
        return
    yield "## 组织和保障"
    yield ""
    for provision in words.pack.provisions:
        yield f"- **{provision.name}**：{provision.text} {words.source(provision.source)}"
    yield ""


def post_lines(words: Words) -> Iterator[str]:
    """Posts and offices."""
    if words.pack.offices:
        yield "## 牵头单位"
        yield ""
        yield "、".join(office.name for office in words.pack.offices)
        yield ""
    if not words.pack.posts:
        return
    yield "## 岗位"
    yield ""
    for post in words.pack.posts:
        facts = (post.category, f"{post.grades} 级" if post.grades else "")
        said = "，".join(fact for fact in facts if fact)
        yield f"- {post.name}{f'（{said}）' if said else ''}{words.source(post.source)}"
    yield ""


def premises_lines(words: Words) -> Iterator[str]:
    """Kinds of premises with their levels."""
    if not words.pack.premises:
        return
    yield "## 阵地"
    yield ""
    for kind in words.pack.premises:
        yield f"- {premises_words(words, kind)} {words.source(kind.source)}"
    yield ""


def premises_words(words: Words, kind: PremisesKind) -> str:
    """One kind of premises in a line."""
    parts = [f"**{kind.name}**"]
    parts += [f"由{words.kinds(kind.holders)}设立"] if kind.holders else []
    parts += [f"每处对象至少 {words.amount(kind.at_least, '处')}"] if kind.at_least is not None else []
    for level in kind.levels:
        looked_at = level.checklist
        said = words.parameter(looked_at) if isinstance(looked_at, ParameterRef) else "、".join(looked_at)
        parts.append(level.name + (f"（对照 {said}）" if said else ""))
    return "；".join(parts)


def activity_lines(words: Words) -> Iterator[str]:
    """Kinds of activity with what is written down."""
    if not words.pack.activities:
        return
    yield "## 记哪些事"
    yield ""
    rows = [activity_cells(words, kind) for kind in words.pack.activities]
    yield from table(("事项", "由谁举办", "记什么", "专有栏目", "出处"), rows)
    yield ""


def activity_cells(words: Words, kind: ActivityKind) -> tuple[str, ...]:
    """One kind of activity as cells."""
    asked = "、".join(ASKED[one] for one in kind.asks)
    fields = "；".join(field_words(field) for field in kind.fields)
    return kind.name, words.kinds(kind.hosts), asked, fields, words.source(kind.source)


def field_words(field: ActivityField) -> str:
    """One field of an activity kind."""
    facts = [FIELD_KINDS[field.kind], field.unit, "必填" if field.required else "", "／".join(field.choices)]
    return f"{field.name}（{'，'.join(fact for fact in facts if fact)}）"


def duty_lines(words: Words) -> Iterator[str]:
    """Duties: who, how often, judged from what, due when."""
    if not words.pack.duties:
        return
    yield "## 职责"
    yield ""
    rows = [duty_cells(words, duty) for duty in words.pack.duties]
    yield from table(("职责", "谁", "多久", "至少", "由什么看出", "期限", "出处"), rows)
    yield ""


def duty_cells(words: Words, duty: Duty) -> tuple[str, ...]:
    """One duty as cells."""
    excused = f"；没有{words.measure(duty.excused_without)}的免责" if duty.excused_without else ""
    return (
        duty.name,
        owing_words(words, duty),
        PERIODS[duty.period],
        words.amount(duty.times, "次"),
        words.measure(duty.measure) + excused,
        due_words(duty.due),
        words.source(duty.source),
    )


TIES = {"home_organisation": "组织关系在本地", "residence": "居住在本地"}


def owing_words(words: Words, duty: Duty) -> str:
    """Who owes a duty: kinds of nodes, or which members."""
    if not duty.of_members:
        return words.kinds(duty.subjects)
    within = f"，所在组织或社区属于{words.kinds(duty.members.within)}" if duty.members.within else ""
    return f"{words.members(duty.members.categories)}（{TIES[duty.members.tie]}{within}）"


def due_words(due: Due) -> str:
    """When a period's duty falls due."""
    shift = {"none": "", "next_workday": "，遇假日顺延", "previous_workday": "，遇假日提前"}[due.shift]
    if due.month is not None or due.day is not None:
        month = f"{due.month}月" if due.month is not None else "当月"
        return f"{month}{due.day or ''}{'日' if due.day else '底'}{shift}"
    if due.offset_days:
        side = "后" if due.offset_days > 0 else "前"
        return f"期末{side} {abs(due.offset_days)} 天{shift}"
    return f"期末{shift}"
