"""Addresses of places, organisations, units, premises and staff."""

from django.urls import path

from mulin.organisations.views import lists, nodes, standing, structure

app_name = "organisations"
ROWS = ("premises", "staff", "brand")
"""What is entered, looked at, corrected and closed in the same way."""
SEEN = (*ROWS, "seat", "life")
urlpatterns = [
    path("places/", lists.places, name="places"),
    path("party/", lists.organisations, name="organisations"),
    path("units/", lists.units, name="units"),
    path("coverage/", lists.coverage, name="coverage"),
    path("premises/", lists.premises, name="premises"),
    path("staff/", lists.staff, name="staff"),
    path("structures/", structure.structures, name="structures"),
    path("structures/<int:pk>/", structure.structure, name="structure"),
    path("organs/", structure.seats, name="seats"),
    path("lives/", structure.lives, name="lives"),
    path("nodes/<int:pk>/organs/", structure.organs, name="organs"),
    path("nodes/<int:pk>/organs/add/", structure.add_seat, name="add_seat"),
    path("nodes/<int:pk>/life/", structure.arrange_life, name="arrange_life"),
    path("found/<str:family>/", nodes.found, name="found"),
    path("nodes/<int:pk>/rename/", nodes.rename, name="rename"),
    path("nodes/<int:pk>/move/", nodes.move, name="move"),
    path("nodes/<int:pk>/merge/", nodes.merge, name="merge"),
    path("nodes/<int:pk>/split/", nodes.split, name="split"),
    path("nodes/<int:pk>/dissolve/", nodes.dissolve, name="dissolve"),
    path("nodes/<int:pk>/describe/", standing.describe, name="describe"),
    path("nodes/<int:pk>/guide/", standing.name_guide, name="name_guide"),
    path("nodes/<int:pk>/population/", standing.count_population, name="count_population"),
    path("nodes/<int:pk>/phone/", standing.unit_phone, name="unit_phone"),
    path("staff/<int:pk>/phone/", standing.staff_phone, name="staff_phone"),
    path("staff/<int:pk>/post/", standing.change_post, name="move_staff"),
    *(path(f"nodes/<int:pk>/{name}/", standing.add, {"name": name}, name=f"add_{name}") for name in ROWS),
    *(path(f"{name}/<int:pk>/", standing.one, {"name": name}, name=f"{name}_one") for name in SEEN),
    *(path(f"{name}/<int:pk>/correct/", standing.correct, {"name": name}, name=f"correct_{name}") for name in SEEN),
    *(path(f"{name}/<int:pk>/close/", standing.close, {"name": name}, name=f"close_{name}") for name in SEEN),
]
