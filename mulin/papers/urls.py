"""Addresses of papers."""

from django.urls import path

from mulin.papers import views

app_name = "papers"
urlpatterns = [
    path("restricted/<int:pk>/", views.restricted, name="restricted"),
    path("reuse/", views.reuse, name="reuse"),
    path("of/<str:about>/<int:pk>/", views.papers, name="papers"),
    path("<str:paper>/batch.pdf", views.batch, {"file": "pdf"}, name="batch"),
    path("<str:paper>/batch.docx", views.batch, {"file": "docx"}, name="batch_word"),
    path("<str:paper>/<int:pk>.pdf", views.download, {"file": "pdf"}, name="pdf"),
    path("<str:paper>/<int:pk>.docx", views.download, {"file": "docx"}, name="word"),
    path("<str:paper>/<int:pk>/blank.pdf", views.download, {"file": "pdf", "blank": True}, name="blank"),
    path("<str:paper>/<int:pk>/blank.docx", views.download, {"file": "docx", "blank": True}, name="blank_word"),
]
