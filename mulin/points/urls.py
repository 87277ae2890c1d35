"""Addresses of points."""

from django.urls import path

from mulin.points.views import branches, exchange, reading

app_name = "points"
urlpatterns = [
    path("", branches.branches, name="branches"),
    path("mine/", reading.mine, name="mine"),
    path("branches/<int:pk>/", branches.branch, name="branch"),
    path("branches/<int:pk>/<slug:scheme>/<int:year>/<int:month>/", branches.register, name="register"),
    path("branches/<int:pk>/<slug:scheme>/<int:year>/<int:month>/publish/", branches.publish, name="publish"),
    path("branches/<int:pk>/<slug:scheme>/<int:year>/review/", branches.draw_up, name="draw_up"),
    path("branches/<int:pk>/<slug:scheme>/ranking/", branches.ranking_on, name="ranking_on"),
    path("branches/<int:pk>/<slug:scheme>/ranking/off/", branches.ranking_off, name="ranking_off"),
    path("members/<int:pk>/", reading.account, name="account"),
    path("entries/", reading.entries, name="entries"),
    path("entries/<int:pk>/", reading.entry, name="entry"),
    path("entries/<int:pk>/reverse/", reading.reverse_entry, name="reverse"),
    path("sheets/", reading.sheets, name="sheets"),
    path("sheets/<int:pk>/", reading.sheet, name="sheet"),
    path("sheets/<int:pk>/object/", reading.object_to, name="object"),
    path("objections/", reading.objections, name="objections"),
    path("objections/<int:pk>/", reading.objection, name="objection"),
    path("objections/<int:pk>/answer/", reading.answer, name="answer"),
    path("reviews/<int:pk>/", branches.review, name="review"),
    path("reviews/<int:pk>/examine/", branches.examine, name="examine"),
    path("exchange/", exchange.items, name="items"),
    path("exchange/<int:pk>/", exchange.item, name="item"),
    path("exchange/<int:pk>/take/", exchange.take, name="take"),
    path("exchange/<int:pk>/for-member/", exchange.exchange, name="exchange"),
    path("exchange/<int:pk>/stock/", exchange.restock, name="restock"),
    path("exchange/<int:pk>/withdraw/", exchange.withdraw, name="withdraw"),
    path("communities/<int:pk>/offer/", exchange.offer, name="offer"),
    path("redemptions/", exchange.redemptions, name="redemptions"),
    path("redemptions/<int:pk>/", exchange.redemption, name="redemption"),
    path("redemptions/<int:pk>/give-back/", exchange.give_back, name="give_back"),
]
