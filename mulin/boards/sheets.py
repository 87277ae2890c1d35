"""The workbooks of boards: signed forms in, the register of consents and the list of boards out."""

from mulin.boards.choices import Origin
from mulin.foundation.spreadsheets import Column, Sheet, register

CONSENTS = Sheet(
    "board_consents",
    "监督台公开同意",
    (
        Column("place", "监督台编码", "code", required=True, max_length=40, width=16, example="SQ0001"),
        Column("place_name", "监督台", width=20, read_only=True),
        Column("name", "姓名", required=True, max_length=60, example="王示例"),
        Column("unit", "单位或编号", max_length=100, width=24, note="同名的党员用它分清；没有同名的可不填"),
        Column("fields", "同意公开", required=True, max_length=60, width=30, example="姓名、单位、岗位"),
        Column("given_on", "同意日期", "date", note="纸质同意书上的日期，空白为今天"),
        Column("until", "到期日期", "date", read_only=True),
        Column("origin", "方式", "choice", choices=Origin.choices, read_only=True),
        Column("entered_by", "录入人", read_only=True),
        Column("ending", "状态", read_only=True),
    ),
    (
        "一行一人一台，登记纸质同意书；“同意公开”写明项目，用顿号分开：照片、姓名、单位、岗位、承诺、联系电话。",
        "已经同意而未到期的项目不变；撤回请在系统里办理。",
    ),
)
BOARDS = Sheet(
    "boards",
    "监督台",
    (
        Column("place", "监督台编码", "code", width=16),
        Column("place_name", "社区、小区或楼栋", width=24),
        Column("kind", "种类"),
        Column("people", "已公开的党员", "integer", width=14),
        Column("is_public", "居民可看", "yes_no"),
        Column("opened_on", "设台日期", "date"),
    ),
)

register(BOARDS, exporter="mulin.boards.actions.exporting.export_boards", page="mulin.boards.pages.BOARDS")
register(
    CONSENTS,
    planner="mulin.boards.actions.importing.plan_consents",
    exporter="mulin.boards.actions.exporting.export_consents",
    page="mulin.boards.pages.CONSENTS",
)
