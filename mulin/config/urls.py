"""Every address of the product, by domain."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("duties/", include("mulin.duties.urls")),
    path("programmes/", include("mulin.programmes.urls")),
    path("", include("mulin.web.urls")),
]
