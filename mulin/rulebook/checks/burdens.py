"""Clauses that would add the burdens the rules on formalism forbid.

Looked for in what a clause asks of people, not in our own notes (``because``, ``reading``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mulin.rulebook.findings import Finding
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import Clause, MeasureRef
from mulin.rulebook.schema.duties import ActivityField, ActivityKind, Duty
from mulin.rulebook.schema.points import PointsRule
from mulin.rulebook.schema.procedures import Step
from mulin.rulebook.schema.rubrics import Indicator, Item
from mulin.rulebook.schema.service import CataloguePost, GroupRules
from mulin.rulebook.schema.structures import Organ, StructurePart
from mulin.rulebook.schema.tasks import Target, Task, TaskGoal
from mulin.rulebook.schema.vocabulary import Phase
from mulin.rulebook.walking import describe, walk

PEOPLE = "个人|党员|人员|干部|职工|书记"
BURDENS: tuple[tuple[str, str, str], ...] = (
    (
        "burden.system_activity",
        r"(系统|平台|软件|小程序|APP|公众号).{0,8}(活跃|登录|登陆|在线|使用|关注|点击|下载|注册)"
        r"|活跃度|登[录陆](率|次数|天数|人数)|在线(时长|时间|人数)|(下载|注册|关注|点击)(率|量)",
        "要求登录、在线或系统活跃，属于形式主义负担",
    ),
    ("burden.check_in", r"打卡|(扫码|定时|强制|人脸).{0,2}签到|刷脸", "要求打卡签到，属于形式主义负担"),
    (
        "burden.ranking",
        rf"({PEOPLE}).{{0,8}}(排名|排行|排序|末位)|(排名|排行).{{0,4}}({PEOPLE})|末位(淘汰|通报)",
        "给个人排名，属于形式主义负担",
    ),
    (
        "burden.photo",
        r"(必须|须|强制|一律|每次).{0,6}(拍照|照片|截图|录像)|(拍照|截图|留痕)(上传|打卡|佐证|为证)|痕迹(管理|台账)",
        "强制拍照、截图留痕，属于形式主义负担",
    ),
    ("burden.location", r"定位|轨迹|经纬度|GPS|地理位置", "采集位置，属于形式主义负担"),
)
MEASURE_BURDENS = {
    "login": "burden.system_activity",
    "online": "burden.system_activity",
    "clicks": "burden.system_activity",
    "checkin": "burden.check_in",
    "rank": "burden.ranking",
    "location": "burden.location",
    "photos": "burden.photo",
}
"""Words in a measure's name that say it counts a burden."""

ASKING: dict[type[Clause], tuple[str, ...]] = {
    Item: ("text",),
    Indicator: ("name",),
    Task: ("name", "text"),
    TaskGoal: ("name",),
    Target: ("name",),
    Duty: ("name",),
    ActivityKind: ("name",),
    PointsRule: ("name",),
    Step: ("name", "text"),
    Phase: ("work",),
    CataloguePost: ("name", "duties"),
    GroupRules: ("leader_duties",),
    StructurePart: ("duties",),
    Organ: ("text", "duties"),
}
"""The fields in which a clause says what people are to do."""


def check_burdens(pack: Pack) -> Iterator[Finding]:
    """A warning for every clause, and every burden in it."""
    for place, clause in walk(pack):
        where = describe(pack, place)
        if isinstance(clause, MeasureRef):
            yield from measure_burdens(clause, where)
        elif isinstance(clause, ActivityField):
            yield from field_burdens(clause, where)
        elif type(clause) in ASKING:
            for field in ASKING[type(clause)]:
                yield from asked_burdens(getattr(clause, field), where)


def asked_burdens(asked: object, where: str) -> Iterator[Finding]:
    """Burdens in what a field asks: one text, or several, each by itself."""
    for text in asked if isinstance(asked, tuple) else (asked,):
        yield from text_burdens(str(text), where)


def text_burdens(text: str, where: str) -> Iterator[Finding]:
    """Burdens that a text asks for."""
    for code, pattern, message in BURDENS:
        if re.search(pattern, text, re.IGNORECASE):
            yield Finding("warning", where, message, code)


def field_burdens(field: ActivityField, where: str) -> Iterator[Finding]:
    """A required photo, or a field that asks where somebody is."""
    if field.required and re.search(r"照片|拍照|截图", field.name):
        yield Finding("warning", where, "强制拍照、截图留痕，属于形式主义负担", "burden.photo")
    yield from text_burdens(field.name, where)


def measure_burdens(measure: MeasureRef, where: str) -> Iterator[Finding]:
    """A measure that by its name counts logins, check-ins, ranks or places."""
    for word in measure.name.split("_"):
        if word in MEASURE_BURDENS:
            yield Finding("warning", where, f"度量“{measure.name}”统计的是形式主义负担", MEASURE_BURDENS[word])
