"""Addresses under /account/, and those of the demonstration under /demo/ (`demo_urls.py`).

Only what we want of allauth: no social accounts, no sign-in by mailed code.
"""

from allauth.account import views as account
from django.urls import include, path

from protect.accounts import views

urlpatterns = [
    path("", views.home, name="account"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", account.email, name="account_email"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/confirm/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("password/reset/complete/", account.complete_password_reset, name="account_complete_password_reset"),
    path(
        "password/reset/done/", account.password_reset_from_key_done, name="account_password_reset_completed"
    ),
    path("second-factor/", views.second_factor_needed, name="second_factor_needed"),
    path("first-password/<str:uid>/<str:token>/", views.first_password, name="first_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
