"""Addresses of boards."""

from django.urls import path

from mulin.boards.views import keeping, own, public

app_name = "boards"
urlpatterns = [
    path("", keeping.boards, name="boards"),
    path("open/", keeping.open_board, name="open"),
    path("<int:pk>/", keeping.board, name="board"),
    path("<int:pk>/photos/<int:consent>.jpg", keeping.photo, name="photo"),
    path("<int:pk>/publish/", keeping.publish, name="publish"),
    path("<int:pk>/shut/", keeping.shut, name="shut"),
    path("<int:pk>/address/", keeping.new_address, name="new_address"),
    path("<int:pk>/enter/", keeping.enter, name="enter"),
    path("consents/", keeping.consents, name="consents"),
    path("consents/<int:pk>/revoke/", keeping.revoke_for, name="revoke_for"),
    path("consents/<int:pk>/photo/", keeping.add_photo, name="add_photo"),
    path("mine/", own.mine, name="mine"),
    path("mine/<int:place>/", own.give, name="give"),
    path("mine/<int:place>/photo/", own.own_photo, name="own_photo"),
    path("mine/consents/<int:pk>/revoke/", own.revoke, name="revoke"),
    path("public/<str:token>/", public.public, name="public"),
    path("public/<str:token>/photos/<int:consent>.jpg", public.public_photo, name="public_photo"),
]
