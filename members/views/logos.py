"""The logo of an organisation: set in a draft, seen by whoever may see the revision, public with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.actions.profiles import set_logo
from members.models import Organisation
from members.views.finding import find_organisation, find_revision
from members.views.profiles import open_revision
from protect.accounts.doors import person
from protect.files.serving import serve


@require_POST
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a picture in, or take it out."""
    revision = open_revision(find_organisation(request, slug))
    upload = request.FILES.get("logo")
    try:
        if upload or "remove" in request.POST:
            set_logo(revision, None if "remove" in request.POST else upload, by=person(request))
            messages.success(request, _("Saved."))
        else:
            messages.error(request, _("Choose a picture first."))
    except PermissionDenied as refusal:
        raise Http404 from refusal
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("members:profile", slug)


@require_safe
def of_revision(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The logo of a revision, for the organisation and the secretariat."""
    revision = find_revision(request, slug, number)
    if revision.logo is None:
        raise Http404
    return serve(revision.logo, as_attachment=False)


@require_safe
@login_not_required
def public(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The logo that everybody may see: of the published revision of a member, asked at every request."""
    shown = Organisation.objects.public().select_related("published_revision__logo")
    organisation = get_object_or_404(shown, slug=slug)
    revision = organisation.published_revision
    if revision is None or revision.logo is None:
        raise Http404
    return serve(revision.logo, as_attachment=False)
