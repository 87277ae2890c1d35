"""Addresses of members."""

from django.urls import path

from mulin.members import views

app_name = "members"
urlpatterns = [
    path("", views.members, name="members"),
    path("register/", views.register, name="register"),
    path("<int:pk>/", views.member, name="member"),
    path("<int:pk>/file/", views.member_file, name="file"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/tie/", views.move_tie, name="move_tie"),
    path("<int:pk>/account/", views.link_account, name="link_account"),
    path("<int:pk>/leave/", views.leave, name="leave"),
    path("<int:pk>/clear/<str:field>/", views.read_clear, name="read_clear"),
]
