"""Addresses of the workbench."""

from django.urls import path

from mulin.web.views import dashboard, exchange, governance, home, node, own, privacy, search

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", own.mine, name="mine"),
    path("mine/export/", own.own_export, name="own_export"),
    path("mine/readings/", own.own_readings, name="readings"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("search/", search.search, name="search"),
    path("nodes/<int:pk>/", node.node, name="node"),
    path("sheets/<str:kind>/template/", exchange.template, name="template"),
    path("sheets/<str:kind>/import/", exchange.bring_in, name="import"),
    path("sheets/<str:kind>/import/confirm/", exchange.confirm, name="import_confirm"),
    path("sheets/<str:kind>/import/<str:workbook>/", exchange.look, name="import_preview"),
    path("sheets/<str:kind>/import/<str:workbook_name>/marked/", exchange.marked, name="import_marked"),
    path("sheets/<str:kind>/export/", exchange.take_out, name="export"),
    path("roles/", governance.roles, name="roles"),
    path("roles/held/", governance.holdings, name="holdings"),
    path("roles/held/give/", governance.give_role, name="give_role"),
    path("roles/held/<int:pk>/take/", governance.take_role, name="take_role"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("audit/", governance.audit, name="audit"),
    path("accounts/", governance.accounts, name="accounts"),
    path("accounts/open/", governance.open_account, name="open_account"),
    path("accounts/<int:pk>/", governance.account, name="account"),
    path("accounts/<int:pk>/close/", governance.close_account, name="close_account"),
    path("workdays/", governance.workdays, name="workdays"),
    path("workdays/set/", governance.set_workday, name="set_workday"),
    path("style-guide/", governance.style_guide, name="style_guide"),
]
