"""The workbooks of this domain: places, organisations, units, premises, staff."""

from collections.abc import Callable
from decimal import Decimal

from mulin.foundation.spreadsheets import Column, Sheet, register
from mulin.organisations import queries
from mulin.organisations.choices import (
    FIRST_GRADE,
    LAST_GRADE,
    CommunityType,
    FoundingMode,
    PremisesKind,
    PremisesStatus,
    Standard,
    UnitRelation,
)
from mulin.tree.choices import BEGINNING, Family
from mulin.tree.models import Kind

PLANNERS = "mulin.organisations.actions.importing"
EXPORTERS = "mulin.organisations.actions.exporting"
EMPTY_CELLS = "空白单元格表示“不改”：已有的内容保持原样。"
SAME_FILE = "“上级编码”“坐落编码”可以填同一文件中另一行的编码。"
CHANGES = "名称、上级、坐落与系统不同时，按“生效日期”（空白为今天）更名或调整，原来的情况保留在沿革中。"

CODE = Column("code", "编码", "code", unique=True, max_length=40, note="留空由系统编码", example="SQ9001")
NAME = Column("name", "名称", required=True, max_length=100, width=28, example="示例社区")
BELONGS = Column("belongs_to", "上级编码", "code", max_length=40, note="隶属的上级组织的编码", example="JD0001")
LOCATED = Column("located_in", "坐落编码", "code", max_length=40, note="坐落处（社区、楼宇、单位等）的编码")
AREA_CODE = Column("area_code", "统计用区划代码", "area_code", width=16)
SINCE = Column("since", "成立日期", "date", month_allowed=True, minimum=BEGINNING, note="空白表示一直就有")
EFFECTIVE = Column("effective", "生效日期", "date", note="本行的变更从哪一天起算，空白为今天", minimum=BEGINNING)
GUIDE = Column("guide", "党建指导员", max_length=60)


def kinds_of(family: str) -> Callable[[], list[tuple[str, str]]]:
    """The kinds of nodes of one family, as they are when a file is read."""
    return lambda: list(Kind.objects.filter(family=family).values_list("code", "name"))


def organ_choices() -> list[tuple[str, str]]:
    """The organs that installed packs name."""
    names = sorted(set(queries.organ_names().values()))
    return [(name, name) for name in names]


def position_choices() -> list[tuple[str, str]]:
    """The positions of these organs."""
    names = sorted(set(queries.position_names().values()))
    return [(name, name) for name in names]


def kind_column(family: str, example: str) -> Column:
    """Which kind of node a row is."""
    return Column("kind", "种类", "choice", required=True, choices=kinds_of(family), example=example)


PLACES = Sheet(
    "places",
    "区域",
    (
        CODE,
        kind_column(Family.TERRITORY, "社区"),
        NAME,
        BELONGS,
        LOCATED,
        AREA_CODE,
        Column("community_type", "社区类型", "choice", choices=CommunityType.choices),
        Column("area", "面积（平方公里）", "decimal", minimum=Decimal("0.001"), maximum=Decimal(99999)),
        Column("address", "地址", width=30),
        Column("registered_households", "户籍户数", "integer", minimum=0, maximum=9_999_999),
        Column("registered_persons", "户籍人数", "integer", minimum=0, maximum=9_999_999),
        Column("resident_households", "常住户数", "integer", minimum=0, maximum=9_999_999),
        Column("resident_persons", "常住人数", "integer", minimum=0, maximum=9_999_999),
        GUIDE,
        SINCE,
        EFFECTIVE,
    ),
    (SAME_FILE, CHANGES, EMPTY_CELLS),
)
ORGANISATIONS = Sheet(
    "organisations",
    "党组织",
    (
        CODE,
        kind_column(Family.PARTY, "党支部"),
        NAME,
        BELONGS,
        LOCATED,
        Column("founding_mode", "组建方式", "choice", choices=FoundingMode.choices),
        Column("unit_relation", "与单位关系", "choice", choices=UnitRelation.choices, width=18),
        Column("term_ends_on", "任期届满日", "date", minimum=BEGINNING),
        SINCE,
        EFFECTIVE,
    ),
    (SAME_FILE, CHANGES, EMPTY_CELLS),
)
UNITS = Sheet(
    "units",
    "单位",
    (
        CODE,
        kind_column(Family.UNIT, "企业"),
        NAME,
        Column("credit_code", "统一社会信用代码", "credit_code", unique=True, width=22),
        BELONGS,
        LOCATED,
        Column("is_two_new", "两新组织", "yes_no"),
        Column("organisation_due", "应建党组织", "yes_no"),
        Column("employees", "从业人数", "integer", minimum=0, maximum=9_999_999),
        Column("address", "地址", width=30),
        Column("contact", "联系人", max_length=60),
        Column("phone", "联系电话", "phone", width=16, note="导出时为空，不会覆盖已有号码"),
        Column("phone_masked", "已登记电话", width=16, read_only=True),
        GUIDE,
        SINCE,
        EFFECTIVE,
    ),
    (SAME_FILE, CHANGES, EMPTY_CELLS),
)
NODE = Column("node", "组织编码", "code", required=True, max_length=40, note="所在组织或区域的编码", example="SQ0001")
NODE_NAME = Column("node_name", "组织名称", width=24, read_only=True)
PREMISES = Sheet(
    "premises",
    "阵地",
    (
        NODE,
        NODE_NAME,
        Column("kind", "种类", "choice", required=True, choices=PremisesKind.choices, width=16, example="党群服务中心"),
        Column("name", "名称", required=True, max_length=100, width=28, example="示例社区党群服务中心"),
        Column("standard", "等级", "choice", choices=Standard.choices),
        Column("status", "状态", "choice", choices=PremisesStatus.choices, note="空白表示已启用"),
        Column("address", "地址", width=30),
        Column("area", "面积（平方米）", "decimal", minimum=Decimal("0.01"), maximum=Decimal(9999999)),
        Column("since", "启用日期", "date", month_allowed=True, minimum=BEGINNING),
    ),
    ("同一组织内，种类和名称相同的视为同一处阵地。", EMPTY_CELLS),
    (("node", "kind", "name"),),
)
STAFF = Sheet(
    "staff",
    "工作人员",
    (
        NODE,
        NODE_NAME,
        Column("name", "姓名", required=True, max_length=60, example="王示例"),
        Column(
            "post",
            "岗位",
            "choice",
            required=True,
            choices=lambda: list(queries.post_names().items()),
            width=18,
            example="专职社区工作者",
        ),
        Column("grade", "等级", "integer", minimum=FIRST_GRADE, maximum=LAST_GRADE, note="三岗十八级的级别"),
        Column("full_time", "专职", "yes_no", note="空白表示是"),
        Column("phone", "电话", "phone", width=16, note="导出时为空，不会覆盖已有号码"),
        Column("phone_masked", "已登记电话", width=16, read_only=True),
        Column("since", "任职日期", "date", month_allowed=True, minimum=BEGINNING),
        EFFECTIVE,
    ),
    ("同一组织内姓名相同的视为同一人。岗位与系统不同时，按“生效日期”调整岗位，原岗位保留在履历中。", EMPTY_CELLS),
    (("node", "name"),),
)


SEATS = Sheet(
    "seats",
    "机构名单",
    (
        NODE,
        NODE_NAME,
        Column("organ", "机构", "choice", required=True, choices=organ_choices, width=24),
        Column("number", "第几个", "integer", minimum=1, maximum=99, note="同一种机构有几个时填写，空白为 1"),
        Column("position", "位置", "choice", required=True, choices=position_choices, width=20),
        Column("name", "姓名", required=True, max_length=60, example="王示例"),
        Column("title", "单位和职务", max_length=100, width=24),
        Column("hours", "值班时间", max_length=100, width=24, note="需要值班的位置必填"),
        Column("since", "起始日期", "date", month_allowed=True, minimum=BEGINNING),
    ),
    ("同一机构的同一位置上姓名相同的视为同一人。", EMPTY_CELLS),
    (("node", "organ", "number", "position", "name"),),
)
LIVES = Sheet(
    "lives",
    "组织生活安排",
    (
        Column("node", "党组织编码", "code", required=True, unique=True, max_length=40, example="DZB0001"),
        NODE_NAME,
        Column("time", "固定时间", max_length=60, width=20, example="每月5日 19:00"),
        Column("place", "固定地点", max_length=100, width=24),
        Column("content", "固定内容", max_length=200, width=36),
        Column("since", "起始日期", "date", month_allowed=True, minimum=BEGINNING),
    ),
    ("每个党组织一行。改用新的安排、保留原来的，请在组织页面登记。", EMPTY_CELLS),
)
STRUCTURES = Sheet(
    "structures",
    "组织架构缺口",
    (
        Column("code", "区域编码", "code"),
        Column("name", "区域", width=24),
        Column("structure", "架构", width=18),
        Column("part", "应有", width=26),
        Column("at", "缺在哪里", width=26),
        Column("gap", "缺口", width=36),
    ),
)


COVERAGE = Sheet(
    "coverage",
    "两新双覆盖",
    (
        Column("code", "单位编码", "code"),
        Column("name", "单位", width=28),
        Column("kind", "种类"),
        Column("is_two_new", "两新组织", "yes_no"),
        Column("organisation_due", "应建党组织", "yes_no"),
        Column("has_guide", "有指导员", "yes_no"),
        Column("has_organisation", "有党组织", "yes_no"),
    ),
)
PAGES = {
    "places": "lists.places_page",
    "organisations": "lists.organisations_page",
    "units": "lists.units_page",
    "coverage": "lists.coverage_page",
    "premises": "lists.PREMISES",
    "staff": "lists.staff_page",
    "seats": "structure.seats_page",
    "lives": "structure.LIVES",
    "structures": "structure.structures_asked",
}
"""Which page of ``pages`` each workbook follows."""


def register_all() -> None:
    """Make the workbooks known, each with its planner, its exporter and its page."""
    for sheet in (PLACES, ORGANISATIONS, UNITS, PREMISES, STAFF, SEATS, LIVES, STRUCTURES, COVERAGE):
        is_derived = sheet in (STRUCTURES, COVERAGE)
        register(
            sheet,
            planner=None if is_derived else f"{PLANNERS}.plan_{sheet.kind}",
            exporter=f"{EXPORTERS}.export_{sheet.kind}",
            page=f"mulin.organisations.pages.{PAGES[sheet.kind]}",
        )
