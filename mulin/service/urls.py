"""Addresses of service."""

from django.urls import path

from mulin.service.views import claims, communities, mine, posts

app_name = "service"
urlpatterns = [
    path("", communities.communities, name="communities"),
    path("mine/", mine.mine, name="mine"),
    path("mine/posts/<int:pk>/", claims.take, name="take"),
    path("communities/<int:pk>/", communities.community, name="community"),
    path("communities/<int:pk>/posts/", posts.switch_on, name="switch_on"),
    path("communities/<int:pk>/own-post/", posts.add_own, name="add_own"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/change/", posts.change_post, name="change_post"),
    path("posts/<int:pk>/close/", posts.close_post, name="close_post"),
    path("posts/<int:pk>/assign/", posts.assign, name="assign"),
    path("posts/<int:pk>/paper/", posts.enter_paper, name="enter_paper"),
    path("claims/", posts.claims, name="claims"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/accept/", claims.answer, {"accepts": True}, name="accept"),
    path("claims/<int:pk>/decline/", claims.answer, {"accepts": False}, name="decline"),
    path("claims/<int:pk>/give-up/", claims.give_up, name="give_up"),
    path("claims/<int:pk>/hand-over/", claims.hand_over, name="hand_over"),
    path("claims/<int:pk>/adjust/", claims.adjust, name="adjust"),
    path("adjustments/<int:pk>/", claims.decide, name="decide"),
]
