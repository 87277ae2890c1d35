"""Addresses of service."""

app_name = "service"
urlpatterns: list = []
