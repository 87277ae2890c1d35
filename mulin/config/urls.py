"""Every address of the product, by domain."""

from django.urls import include, path

from mulin.foundation.display import switch_large_print

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("large-print/", switch_large_print, name="large_print"),
    path("duties/", include("mulin.duties.urls")),
    path("points/", include("mulin.points.urls")),
    path("assessments/", include("mulin.assessments.urls")),
    path("organisations/", include("mulin.organisations.urls")),
    path("members/", include("mulin.members.urls")),
    path("registration/", include("mulin.registration.urls")),
    path("restricted/", include("mulin.restricted.urls")),
    path("records/", include("mulin.records.urls")),
    path("appraisals/", include("mulin.appraisals.urls")),
    path("feedback/", include("mulin.feedback.urls")),
    path("deliberation/", include("mulin.deliberation.urls")),
    path("relations/", include("mulin.relations.urls")),
    path("boards/", include("mulin.boards.urls")),
    path("service/", include("mulin.service.urls")),
    path("notices/", include("mulin.notices.urls")),
    path("papers/", include("mulin.papers.urls")),
    path("programmes/", include("mulin.programmes.urls")),
    path("", include("mulin.web.urls")),
]
