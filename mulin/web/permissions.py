"""Who may take lists out and bring them in, read the log, and see who may do what."""

from mulin.tree.permissions import Permission

import_sheets = Permission("sheets.import", "导入表格")
export_sheets = Permission("sheets.export", "导出表格")
view_audit = Permission("audit.view", "查看审计日志")
manage_accounts = Permission("accounts.manage", "管理账号")
manage_workdays = Permission("workdays.manage", "维护工作日")
