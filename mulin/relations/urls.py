"""Addresses of organisational relations and floating members."""

app_name = "relations"
urlpatterns: list = []
