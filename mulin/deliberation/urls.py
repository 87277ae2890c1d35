"""Addresses of deliberation."""

from django.urls import path

from mulin.deliberation.views import matters, polls

app_name = "deliberation"
urlpatterns = [
    path("polls/", polls.polls, name="polls"),
    path("polls/open/", polls.open_poll, name="open_poll"),
    path("polls/<int:pk>/", polls.poll, name="poll"),
    path("polls/<int:pk>/vote/", polls.vote, name="vote"),
    path("polls/<int:pk>/paper/hand/", polls.hand_paper, name="hand_paper"),
    path("polls/<int:pk>/paper/", polls.enter_paper, name="enter_paper"),
    path("polls/<int:pk>/paper/confirm/", polls.confirm_paper, name="confirm_paper"),
    path("polls/<int:pk>/close/", polls.close, name="close"),
    path("polls/<int:pk>/cancel/", polls.cancel, name="cancel"),
    path("matters/", matters.matters, name="matters"),
    path("matters/open/<int:node_pk>/", matters.open_matter, name="open_matter"),
    path("matters/<int:pk>/", matters.matter, name="matter"),
    path("matters/<int:pk>/ballot/", matters.open_step_poll, name="open_step_poll"),
    path("matters/<int:pk>/disclose/", matters.disclose, name="disclose"),
    path("matters/<int:pk>/finish/", matters.finish_step, name="finish_step"),
    path("matters/<int:pk>/withdraw/", matters.withdraw, name="withdraw"),
    path("matters/<int:pk>/object/", matters.object_to, name="object_to"),
    path("objections/<int:pk>/answer/", matters.answer_objection, name="answer_objection"),
]
