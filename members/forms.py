"""Forms of the staff pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Role


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.REPORTER)
