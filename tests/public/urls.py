"""The public pages in both languages, a start page, and a page with every component."""

from django import forms
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from protect.public.urls import untranslated

handler400 = "protect.public.errors.bad_request"
handler403 = "protect.public.errors.forbidden"
handler404 = "protect.public.errors.not_found"
handler500 = "protect.public.errors.server_error"


class EveryField(forms.Form):
    name = forms.CharField(label="Numele organizației", help_text="Cum apare în acte")
    people = forms.IntegerField(label="Persoane din centrele de zi")
    day = forms.DateField(label="Data activității", required=False)
    text = forms.CharField(label="Ce ați făcut", widget=forms.Textarea, max_length=200, required=False)
    county = forms.ChoiceField(label="Județul", choices=[("CJ", "Cluj"), ("IS", "Iași")])
    offered = forms.ChoiceField(
        label="Ați avut beneficiari?", choices=[("yes", "Da"), ("no", "Nu")], widget=forms.RadioSelect
    )
    services = forms.MultipleChoiceField(
        label="Ce servicii ați oferit?",
        choices=[("a", "Adăpost"), ("b", "Consiliere")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Alegeți toate care se potrivesc",
    )
    file = forms.FileField(label="Document", required=False)
    right = forms.BooleanField(label="Cifrele sunt corecte și nu conțin date personale")


@login_not_required
def sample(request: HttpRequest) -> HttpResponse:
    form = EveryField({"people": "1.5"} if "errors" in request.GET else None)
    return render(request, "sample.html", {"form": form})


@login_not_required
def grid(request: HttpRequest) -> HttpResponse:
    return render(request, "grid.html", {"autosave_url": "/autosave/"})


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    *i18n_patterns(
        path("", include("protect.public.urls")),
        path("home/", sample, name="home"),
        path("sample/", sample, name="sample"),
        path("grid/", grid, name="grid"),
        path("broken/", broken),
        path("account/", include("protect.accounts.urls")),
        path("", include("members.urls")),
        prefix_default_language=False,
    ),
    *untranslated,
    *static(settings.STATIC_URL),
]
