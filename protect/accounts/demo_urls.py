"""Addresses of the one-click sign-in, under /demo/; they answer 404 where DEMO_SIGN_IN is off."""

from django.urls import path

from protect.accounts import views

urlpatterns = [
    path("", views.demo, name="demo"),
    path("<int:pk>/", views.demo_sign_in, name="demo_sign_in"),
]
