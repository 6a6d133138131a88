"""Forms of the secretariat's pages."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PeriodForm(forms.Form):
    """A year, or one of its quarters."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, localize=False)
    quarter = forms.TypedChoiceField(
        label=_("What is counted"),
        choices=[("", _("the whole year")), ("1", "T1"), ("2", "T2"), ("3", "T3"), ("4", "T4")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    due_on = forms.DateField(label=_("Returns are due on"), help_text=_("For example 15.04.2026"))


class DeadlineForm(forms.Form):
    """Another day, or none at all, with the reason."""

    due_on = forms.DateField(label=_("New deadline"), required=False)
    exempt = forms.BooleanField(label=_("This organisation owes no return for the period"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def clean_due_on(self) -> datetime.date:
        return self.cleaned_data["due_on"] or timezone.localdate()


class ReasonForm(forms.Form):
    """The reason of an act."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
