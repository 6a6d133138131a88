"""The addresses that these tests use: the account's, and three that stand for the rest."""

from django.conf import settings
from django.conf.urls.static import static
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the figures")


def download(request: HttpRequest) -> FileResponse:
    return FileResponse([b"the figures"], as_attachment=True, filename="figures.csv")


urlpatterns = [
    path("", include("protect.public.urls")),
    path("home/", page, name="home"),
    path("figures/", page, name="figures"),
    path("files/1/", download, name="download"),
    path("account/", include("protect.accounts.urls")),
    path("demo/", include("protect.accounts.demo_urls")),
    path("", include("members.urls")),  # the frame of every page links to joining, the account to tokens
    path("tokens/", include("protect.api.urls")),
    *static(settings.STATIC_URL),
]
