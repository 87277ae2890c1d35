"""Addresses of restricted records."""

from django.urls import path

from mulin.restricted import views

app_name = "restricted"
urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("write/", views.write, name="write"),
    path("mine/", views.mine, name="mine"),
    path("<int:pk>/", views.record, name="record"),
    path("<int:pk>/strike/", views.strike, name="strike"),
]
