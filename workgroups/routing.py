"""The address of the live channel."""

from django.urls import path

from workgroups.consumers import Live

urlpatterns = [path("live/", Live.as_asgi())]
