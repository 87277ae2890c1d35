"""Addresses of the workbench."""

from django.urls import path

from mulin.web import views

app_name = "web"
urlpatterns = [path("", views.home, name="home")]
