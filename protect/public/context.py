"""What the frame around every page needs: the menu, the other language, the demonstration's mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from members.acting import acting_for, ones_organisations
from members.models import Organisation
from protect.accounts.models import User
from protect.accounts.rules import may_see_all

Menu = Sequence[tuple[str | Promise, str]]

# (label, name of the page). A page that does not exist yet is left out.
STAFF_MENU: Menu = [
    (_("Home"), "home"),
    (_("Returns"), "beneficiaries:returns"),
    (_("Working groups"), "workgroups:list"),
    (_("Totals"), "services:totals"),
    (_("Organisation"), "members:organisations"),
    (_("Report"), "chapter:list"),
    (_("Site search"), "public:search"),
]
SECRETARIAT_MENU: Menu = [
    (_("Home"), "home"),
    (_("Board"), "secretariat:periods"),
    (_("Totals"), "services:totals"),
    (_("Indicators and forms"), "secretariat:indicators"),
    (_("Organisations"), "members:organisations"),
    (_("Working groups"), "workgroups:list"),
    (_("Report"), "chapter:list"),
    (_("Site search"), "public:search"),
]
PUBLIC_MENU: Menu = [
    (_("Find help"), "public:find"),
    (_("Organisations"), "public:directory"),
    (_("Working groups"), "public:groups"),
    (_("Totals"), "public:totals"),
    (_("Yearly reports"), "reports:list"),
    (_("Site search"), "public:search"),
]
LANGUAGE_NAMES = {"ro": "Română", "en": "English"}


class NavigationLink(NamedTuple):
    label: str | Promise
    url: str
    current: bool


class OtherLanguage(NamedTuple):
    code: str
    name: str
    url: str


def url_or_none(name: str) -> str | None:
    """The address of a page by its name, None where no such page exists."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@dataclass
class Portal:
    """Computed only when a template asks: an error page or a partial costs no query."""

    request: HttpRequest

    @cached_property
    def signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def navigation(self) -> list[NavigationLink]:
        """The menu of the person who looks."""
        pages = [(label, url_or_none(name)) for label, name in self._menu()]
        found = [(label, url) for label, url in pages if url]
        here = max((u for _l, u in found if self.request.path.startswith(u)), key=len, default="")
        return [NavigationLink(label, url, url == here) for label, url in found]

    def _menu(self) -> Menu:
        if not self.signed_in:
            return PUBLIC_MENU
        return SECRETARIAT_MENU if may_see_all(self.request.user) else STAFF_MENU

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Where the person works: who has several chooses in the header for which one they act."""
        return ones_organisations(self.request) if self.signed_in else []

    @property
    def acting(self) -> Organisation | None:
        """The organisation for which the person acts."""
        return acting_for(self.request) if self.organisations else None

    @cached_property
    def demo(self) -> bool:
        """Whether the database holds the demonstration. Not cached: the cache is in the database too."""
        return User.objects.filter(is_demo=True).exists()

    @property
    def host(self) -> str:
        """Our own name, for the foot of a printed page; the request may name any other."""
        return urlsplit(settings.SITE_URL).netloc

    @cached_property
    def start_url(self) -> str:
        return (self.signed_in and url_or_none("home")) or reverse("public:home")

    @cached_property
    def account_url(self) -> str | None:
        return url_or_none("account")

    @cached_property
    def sign_in_url(self) -> str | None:
        return url_or_none("account_login")

    @cached_property
    def sign_out_url(self) -> str | None:
        return url_or_none("account_logout")

    @cached_property
    def other_language(self) -> OtherLanguage | None:
        """The same page in the next language; its start page where this one cannot be translated."""
        codes = [code for code, _name in settings.LANGUAGES]
        current = get_language() or codes[0]
        code = next((c for c in codes if c != current), None)
        if code is None:
            return None
        here = self.request.get_full_path()
        url = translate_url(here, code)
        if url == here:
            with override(code):
                url = reverse("public:home")
        return OtherLanguage(code, LANGUAGE_NAMES.get(code, code), url)


def portal(request: HttpRequest) -> dict[str, Portal]:
    """Context processor: `portal` in every template."""
    return {"portal": Portal(request)}
