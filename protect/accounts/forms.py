"""Forms of the account: sign-up by invitation, and the first password of the secretariat."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from protect.accounts.invitations import pending


class InvitedSignupForm(SignupForm):
    """Sign-up with the invited address, which cannot be changed, and a name."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["email", "name", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invitation = pending(context.request)
        self.introduction = invitation.introduction if invitation else ""
        if invitation is not None:
            self.fields["email"].initial = invitation.email
            self.fields["email"].disabled = True
            self.fields["name"].initial = invitation.name
