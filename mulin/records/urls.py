"""Addresses of records."""

from django.urls import path

from mulin.records import views

app_name = "records"
urlpatterns = [
    path("", views.activities, name="activities"),
    path("note/", views.note, name="note"),
    path("note/<str:kind>/", views.note_kind, name="note_kind"),
    path("<int:pk>/", views.activity, name="activity"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/void/", views.void, name="void"),
    path("<int:pk>/names/", views.names, name="names"),
    path("<int:pk>/evidence/", views.attach, name="attach"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("evidence/<int:pk>/withdraw/", views.withdraw_evidence, name="withdraw_evidence"),
    path("evidence/<int:pk>/small/", views.small_picture, name="small_picture"),
]
