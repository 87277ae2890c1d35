"""Addresses of appraisals."""

from django.urls import path

from mulin.appraisals.views import conducting, examining, reading

app_name = "appraisals"
urlpatterns = [
    path("", reading.appraisals, name="appraisals"),
    path("open/", conducting.open_appraisal, name="open"),
    path("<int:pk>/", reading.appraisal, name="appraisal"),
    path("<int:pk>/self/", conducting.self_reviews, name="self_reviews"),
    path("<int:pk>/mutual/", conducting.mutual, name="mutual"),
    path("<int:pk>/public/", conducting.public, name="public"),
    path("<int:pk>/grades/", conducting.grades, name="grades"),
    path("<int:pk>/submit/", conducting.submit, name="submit"),
    path("<int:pk>/cancel/", conducting.cancel, name="cancel"),
    path("<int:pk>/approve/", examining.approve, name="approve"),
    path("<int:pk>/return/", examining.send_back, name="send_back"),
    path("own/<int:pk>/", reading.own, name="own"),
    path("own/<int:pk>/review/", reading.own_review, name="own_review"),
]
