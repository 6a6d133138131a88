"""Making a token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.api.queries import organisations_of

ALL = "*"
SCOPES = [
    ("read", _("read")),
    ("write", _("read and write numbers")),
    ("submit", _("read, write, sign and send")),
]
DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("a year"))]


class TokenForm(forms.Form):
    """What for, where, how much, how long."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("For example: our case programme")
    )
    organisation = forms.ChoiceField(label=_("For which organisation?"))
    scope = forms.ChoiceField(label=_("What may it do?"), choices=SCOPES, initial="read")
    days = forms.ChoiceField(label=_("How long does it hold?"), choices=DAYS, initial="90")

    def __init__(self, user: User, acting: Organisation | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {o.slug: o for o in organisations_of(user)}
        shown = self.places.values() if self.is_bound else [acting] if acting else []
        choices: list[tuple[str, Any]] = [(o.slug, o.name) for o in shown]
        if may_see_all(user):
            choices.append((ALL, _("all organisations, only to read")))
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ChoiceField)
        organisation.choices = choices

    @property
    def has_places(self) -> bool:
        """Whether there is anything to make a token for."""
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ChoiceField)
        return bool(organisation.choices)
