"""The filters of the public pages: plain GET forms, whose wrong values narrow nothing."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from members.counties import COUNTIES, COUNTY_CHOICES
from members.models import Audience, Language
from protect.public.needs import NEEDS
from protect.public.queries.directory import Wanted


class DirectoryFilter(forms.Form):
    """What the directory is narrowed to."""

    county = forms.ChoiceField(label=_("County"), choices=[("", _("all")), *COUNTY_CHOICES], required=False)
    need = forms.ChoiceField(
        label=_("What is needed"),
        choices=[("", _("anything")), *((need.code, need.words) for need in NEEDS.values())],
        required=False,
    )
    serves = forms.ChoiceField(
        label=_("For whom"), choices=[("", _("everybody")), *Audience.choices], required=False
    )
    language = forms.ChoiceField(
        label=_("Language spoken"), choices=[("", _("any")), *Language.choices], required=False
    )

    def wanted(self) -> Wanted:
        """The choices that are valid."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    def chips(self, query: QueryDict) -> list[tuple[str, str]]:
        """Each choice in words, with the address of the page without it."""
        found = []
        for name, value in vars(self.wanted()).items():
            if value:
                rest: Any = query.copy()
                rest.pop(name, None)
                rest.pop("page", None)
                label = dict(self.fields[name].choices)[value]  # type: ignore[attr-defined]
                found.append((str(label), f"?{rest.urlencode()}"))
        return found


class FindForm(forms.Form):
    """Where somebody is, and what they need."""

    county = forms.ChoiceField(
        label=_("Where are you?"),
        choices=[("", _("Choose the county")), *((county.slug, county.name) for county in COUNTIES.values())],
        required=False,
    )
    need = forms.ChoiceField(
        label=_("What do you need?"),
        choices=[
            ("", _("I do not know, or something else")),
            *((need.code, need.words) for need in NEEDS.values() if need.for_people),
        ],
        required=False,
    )
