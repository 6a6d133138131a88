"""Discussions."""

from django.urls import path

from workgroups.views import keeping, posts, threads

urlpatterns = [
    path("<slug:slug>/threads/", threads.threads, name="threads"),
    path("<slug:slug>/threads/new/", threads.new_thread, name="new_thread"),
    path("<slug:slug>/threads/new/draft/", keeping.draft_of_thread, name="draft_of_thread"),
    path("<slug:slug>/threads/<int:pk>/", threads.thread, name="thread"),
    path("<slug:slug>/threads/<int:pk>/since/<int:after>/", threads.since, name="since"),
    path("<slug:slug>/threads/<int:pk>/draft/", keeping.draft_of_reply, name="draft_of_reply"),
    path("<slug:slug>/threads/<int:pk>/read/", keeping.read, name="read"),
    path("<slug:slug>/threads/<int:pk>/step/", posts.step, name="step"),
    path("<slug:slug>/threads/<int:pk>/summary/", posts.summary, name="summary"),
    path("<slug:slug>/posts/<int:pk>/edit/", posts.edit, name="edit_post"),
    path("<slug:slug>/posts/<int:pk>/history/", posts.history, name="post_history"),
    path("<slug:slug>/posts/<int:pk>/flag/", posts.flag, name="flag_post"),
    path("<slug:slug>/posts/<int:pk>/take-away/", posts.take_away, name="take_away"),
    path("<slug:slug>/posts/<int:pk>/decide/", posts.decide, name="decide_post"),
    path("files/<uuid:key>/", posts.attachment, name="attachment"),
    path("<slug:slug>/moderation/", posts.moderation, name="moderation"),
]
