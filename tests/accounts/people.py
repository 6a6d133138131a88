"""People of these tests, and what an authenticator app would show."""

import re
import time

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from protect.accounts.models import User

PASSWORD = "patru cuvinte fara rost"


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def make_user(email: str = "ana@ong.example", **fields) -> User:
    user = User.objects.create_user(email, PASSWORD, name=fields.pop("name", "Ana Pop"), **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def enrol(user: User) -> str:
    """Give `user` an authenticator app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def sign_in(client: Client, user: User, secret: str = "", **headers):
    """Sign in with the password and, where there is a secret, with the code."""
    answer = client.post("/account/login/", {"login": user.email, "password": PASSWORD}, **headers)
    if secret:
        assert answer.url == "/account/2fa/authenticate/"
        answer = client.post("/account/2fa/authenticate/", {"code": totp_code(secret)}, **headers)
    return answer


def secret_on(html: str) -> str:
    return re.search(r"<code>([A-Z2-7]{32})</code>", html).group(1)
