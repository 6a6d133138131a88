"""Every address of the portal: Romanian at /, English at /en/ (no cookie chooses the language)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from protect.api.v1 import addresses
from protect.public.hsds.api import urls as hsds_urls
from protect.public.urls import signed_in, untranslated

urlpatterns = [
    *untranslated,
    path("api/v1/", addresses()),
    path("api/hsds/", hsds_urls()),
    *i18n_patterns(
        path("", include("protect.public.urls")),
        *signed_in,
        path("account/", include("protect.accounts.urls")),
        path("demo/", include("protect.accounts.demo_urls")),
        path("", include("members.urls")),
        path("tokens/", include("protect.api.urls")),
        path("returns/", include("beneficiaries.urls")),
        path("secretariat/", include("beneficiaries.secretariat_urls")),
        path("totals/", include("services.urls")),
        path("groups/", include("workgroups.urls")),
        path("chapter/", include("protect.chapter.urls")),
        path("rapoarte/", include("protect.chapter.public_urls")),
        prefix_default_language=False,
    ),
]

handler400 = "protect.public.errors.bad_request"
handler403 = "protect.public.errors.forbidden"
handler404 = "protect.public.errors.not_found"
handler500 = "protect.public.errors.server_error"
