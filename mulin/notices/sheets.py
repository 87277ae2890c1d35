"""The workbook of political birthdays, out only."""

from mulin.foundation.spreadsheets import Column, Sheet, register

BIRTHDAYS = Sheet(
    "birthdays",
    "政治生日",
    (
        Column("name", "姓名"),
        Column("home_name", "所在党组织", width=26),
        Column("admitted_on", "入党日期", "date"),
        Column("birthday", "今年的政治生日", "date"),
        Column("years", "周年", "integer"),
    ),
)

register(
    BIRTHDAYS,
    planner=None,
    exporter="mulin.notices.actions.exporting.export_birthdays",
    page="mulin.notices.pages.BIRTHDAYS",
)
