"""Addresses of messages."""

from django.urls import path

from mulin.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/read/", views.read, name="read"),
    path("read/", views.read_all, name="read_all"),
    path("remind/", views.reminders, name="reminders"),
    path("remind/<str:key>/", views.remind, name="remind"),
    path("birthdays/", views.birthdays, name="birthdays"),
    path("birthdays/cards.pdf", views.cards, name="cards"),
    path("birthdays/<int:pk>.pdf", views.card, name="card"),
    path("birthdays/text/", views.greeting_text, name="greeting_text"),
]
