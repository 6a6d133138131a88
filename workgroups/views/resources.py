"""The library of a group, and what all members and the public may see of the libraries."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from protect.accounts.models import User
from protect.files.actions import PREVIEWED_PAGES
from protect.files.serving import serve, serve_page
from workgroups.actions.resources import (
    add_resource,
    add_version,
    describe,
    note_download,
    remove_resource,
)
from workgroups.ledger import downloads_of
from workgroups.library import filtered, tags_of
from workgroups.models import Resource, ResourceVersion
from workgroups.thing_forms import ResourceForm, VersionForm
from workgroups.thing_rules import may_add, may_change_resource, may_open_up
from workgroups.views.acting import did, find, tried
from workgroups.views.finding import find_group, person

FORMS = {form.value for form in Resource.Form}


@require_safe
def resources(request: HttpRequest, slug: str) -> HttpResponse:
    """The resources of a group, by tag and by words."""
    group = find_group(request, slug)
    seen = Resource.objects.visible_to(person(request)).filter(workgroup=group)
    found = filtered(seen, request.GET.get("tag", ""), request.GET.get("q", ""), person(request))
    context = {
        "group": group,
        "page": Paginator(found, 30).get_page(request.GET.get("page")),
        "tags": tags_of(seen),
        "tag": request.GET.get("tag", ""),
        "q": request.GET.get("q", ""),
        "may_add": may_add(person(request), group),
    }
    return render(request, "workgroups/resources.html", context)


@login_not_required
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """What the groups show to all members and to the public."""
    seen = Resource.objects.visible_to(request.user).exclude(audience=Resource.Audience.GROUP)
    page = Paginator(seen.with_newest(), 30).get_page(request.GET.get("page"))
    return render(request, "workgroups/library.html", {"page": page})


@login_not_required
@require_safe
def resource(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A resource with its versions; for the public too, where it is the public's."""
    visible = Resource.objects.visible_to(request.user).with_newest()
    found = visible.filter(key=key).first()
    if found is None:
        return nothing_here(request)
    newest = found.newest
    pages = newest.file.pages if newest and newest.file else 0
    context = {
        "resource": found,
        "group": found.workgroup,
        "versions": found.versions.all(),
        "preview_pages": range(1, min(pages, PREVIEWED_PAGES) + 1),
    }
    if isinstance(request.user, User):
        context |= {
            "may_change": may_change_resource(request.user, found),
            "may_open_up": may_open_up(request.user, found),
            "downloads": downloads_of(found, request.user),
        }
    return render(request, "workgroups/resource.html", context)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """404; who has not signed in is asked to, whether the thing exists or not."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())


def find_version(request: HttpRequest, key: uuid.UUID, number: int) -> ResourceVersion | None:
    """A version of a resource that the person may see at this moment, with its file."""
    visible = Resource.objects.visible_to(request.user).filter(key=key)
    return ResourceVersion.objects.with_file().filter(resource__in=visible, number=number).first()


@login_not_required
@require_safe
def download(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponseBase:
    """The file of a version. Who takes it is noted."""
    version = find_version(request, key, number)
    if version is None:
        return nothing_here(request)
    if version.file is None:
        raise Http404
    if isinstance(request.user, User):
        note_download(version, by=request.user)
    return serve(version.file)


@login_not_required
@require_safe
def preview(request: HttpRequest, key: uuid.UUID, number: int, page: int) -> HttpResponseBase:
    """A picture, or a page of a PDF as one (pages count from 1)."""
    version = find_version(request, key, number)
    if version is None:
        return nothing_here(request)
    if version.file is None or not version.file.can_be_previewed:
        raise Http404
    if version.file.type.is_image:
        return serve(version.file, as_attachment=False)
    return serve_page(version.file, page - 1)


def add(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Add a file, a link or a note."""
    group = find_group(request, slug)
    if form not in FORMS or not may_add(person(request), group):
        raise Http404
    filled = ResourceForm(
        request.POST or None, request.FILES or None, group=group, user=person(request), content=form
    )
    if request.method == "POST":

        def act() -> None:
            add_resource(
                group, filled.about, filled.content, by=person(request), key=filled.cleaned_data["key"]
            )

        if did(filled, act):
            messages.success(request, _("Added to the group's resources."))
            return redirect("workgroups:resources", slug)
    context = {"group": group, "form": filled, "content": form}
    return render(request, "workgroups/resource_add.html", context)


def edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what is said of a resource, and who sees it."""
    found = find(request, Resource, key)
    if not may_change_resource(person(request), found):
        raise Http404
    initial = {
        "title": found.title, "description": found.description, "language": found.language,
        "licence": found.licence, "source": found.source, "audience": found.audience,
        "tags": ", ".join(tag.name for tag in found.tags.all()),
    }  # fmt: skip
    form = ResourceForm(request.POST or None, initial=initial, group=found.workgroup, user=person(request))
    if request.method == "POST" and did(form, lambda: describe(found, form.about, by=person(request))):
        messages.success(request, _("Changed."))
        return redirect(found)
    return render(request, "workgroups/resource_edit.html", {"resource": found, "form": form})


def new_version(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put a new version in the place of the one before."""
    found = find(request, Resource, key)
    if not may_change_resource(person(request), found):
        raise Http404
    newest = found.newest
    initial = {"text": newest.text, "url": newest.url} if newest else {}
    form = VersionForm(request.POST or None, request.FILES or None, content=found.form, initial=initial)
    if request.method == "POST" and did(form, lambda: add_version(found, form.content, by=person(request))):
        messages.success(request, _("The new version is here."))
        return redirect(found)
    return render(request, "workgroups/resource_version.html", {"resource": found, "form": form})


def remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask once, then take a resource away for good."""
    found = find(request, Resource, key)
    if not may_open_up(person(request), found):
        raise Http404
    slug = found.workgroup.slug
    if request.POST.get("sure") and tried(request, lambda: remove_resource(found, by=person(request))):
        messages.success(request, _("Taken away. Its files were deleted."))
        return redirect("workgroups:resources", slug)
    return render(request, "workgroups/resource_remove.html", {"resource": found})
