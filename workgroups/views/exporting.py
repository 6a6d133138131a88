"""A group's content to take along."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from protect.audit.actions import record
from workgroups.export import export_of
from workgroups.views.finding import find_group, person


@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """What the archive holds, before it is made."""
    return render(request, "workgroups/export.html", {"group": find_group(request, slug)})


@require_POST
def make_export(request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    """The archive, with what the person may see; that it was made is noted."""
    group = find_group(request, slug)
    if request.POST.get("export") != "yes":
        return redirect("workgroups:export", slug)
    archive = export_of(group, person(request))
    record("workgroup.export", group, by=person(request))
    name = f"{group.slug}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
