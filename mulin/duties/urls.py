"""Addresses of duties."""

from django.urls import path

from mulin.duties import views

app_name = "duties"
urlpatterns = [
    path("", views.duties, name="duties"),
    path("members/", views.member_duties, name="member_duties"),
    path("<int:pk>/", views.duty, name="duty"),
]
