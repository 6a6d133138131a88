"""A member named by whoever applies, where the members are too many for a list."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation
from protect.search.queries import found_keys
from protect.search.words import words_of

MOST_IN_A_LIST = 100


class NamedMember(forms.CharField):
    """A member, by its name as one remembers it; where several fit, the fault names them."""

    def to_python(self, value: Any) -> Organisation | None:  # type: ignore[override]
        text = str(super().to_python(value) or "")
        if not text:
            return None
        members = Organisation.objects.members_on(timezone.localdate())
        exact = members.filter(name__iexact=text).first()
        if exact:
            return exact
        found = members.filter(pk__in=found_keys(text, user=AnonymousUser(), kind="organisation", most=6))
        fitting = [one for one in found if set(words_of(text)) <= set(words_of(one.name))]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            names = "; ".join(one.name for one in fitting)
            raise ValidationError(_("Write the whole name. These fit: %(names)s.") % {"names": names})
        raise ValidationError(_("No member has this name. Look it up in the list of organisations."))

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organisation) else value

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"])

    def run_validators(self, value: Any) -> None:
        """The name itself is not kept."""
