"""Addresses of programmes."""

from django.urls import path

from mulin.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("adopt/", views.adopt, name="adopt"),
    path("<int:pk>/", views.programme, name="programme"),
    path("<int:pk>/parameters/", views.parameters, name="parameters"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("editions/<int:pk>/", views.edition, name="edition"),
]
