"""Addresses of registration."""

from django.urls import path

from mulin.registration.views import changing, organising, reading, regions

app_name = "registration"
urlpatterns = [
    path("", reading.registrations, name="registrations"),
    path("missing/", reading.missing, name="missing"),
    path("outbox/", organising.batch, {"name": "outbox"}, name="outbox"),
    path("slips/", organising.batch, {"name": "slips"}, name="slips"),
    path("inbox/", organising.batch, {"name": "inbox"}, name="inbox"),
    path("inbox/names/", organising.names, name="names"),
    path("campaigns/", reading.campaigns, name="campaigns"),
    path("campaigns/open/", organising.open_campaign, name="open_campaign"),
    path("campaigns/<int:pk>/", reading.campaign, name="campaign"),
    path("campaigns/<int:pk>/end/", organising.end_campaign, name="end_campaign"),
    path("members/<int:member>/", changing.list_one, name="list_one"),
    path("regions/", reading.regions, name="regions"),
    path("regions/register/", regions.register_region, name="register_region"),
    path("regions/<int:pk>/", reading.region, name="region"),
    path("regions/<int:pk>/badge/", regions.badge, name="badge"),
    path("regions/<int:pk>/demonstration/", regions.demonstration, name="demonstration"),
    path("regions/<int:pk>/end/", regions.end_region, name="end_region"),
    path("<int:pk>/", reading.registration, name="registration"),
    path("<int:pk>/send/", changing.send, name="send"),
    path("<int:pk>/receive/", changing.receive, name="receive"),
    path("<int:pk>/refuse/", changing.refuse, name="refuse"),
    path("<int:pk>/slip/", changing.slip, name="slip"),
    path("<int:pk>/correct/", changing.correct, name="correct"),
    path("<int:pk>/withdraw/", changing.withdraw, name="withdraw"),
    path("<int:pk>/leave/", changing.leave, name="leave"),
    path("<int:pk>/stay/", changing.stay, name="stay"),
    path("<int:pk>/anew/", changing.anew, name="anew"),
    path("<int:pk>/close/", changing.close, name="close"),
]
