"""The page of tokens, under /tokens/. The API's own addresses are in `v1`."""

from django.urls import path

from protect.api import views

app_name = "tokens"
urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<int:pk>/revoke/", views.revoke, name="revoke"),
]
