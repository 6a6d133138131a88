"""The pictures of a section: adding, describing, taking away; seen by whoever may read the draft."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from protect.chapter.actions.pictures import MOST_PICTURES, add_picture, describe_picture, remove_picture
from protect.chapter.forms import PictureForm, UploadForm
from protect.chapter.models import Section, SectionPicture
from protect.chapter.rules import may_compile
from protect.chapter.views.doors import compiled, compiled_section, person, readable
from protect.files.serving import serve


def pictures(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What there is, each with its words, and a form for one more."""
    section = compiled_section(request, year, code)
    upload = UploadForm(request.POST or None, request.FILES or None, section=section)
    if request.method == "POST" and upload.is_valid():
        try:
            add_picture(upload.save(commit=False), upload.cleaned_data["file"], by=person(request))
            return redirect("chapter:pictures", year, code)
        except ValidationError as fault:
            upload.add_error(None, fault.messages)
    return listed(request, section, upload=upload)


def listed(
    request: HttpRequest,
    section: Section,
    *,
    upload: UploadForm | None = None,
    mended: PictureForm | None = None,
) -> HttpResponse:
    """The page; `mended` is a form that came back."""
    kept = section.pictures.select_related("file", "section__chapter")
    context = {
        "section": section,
        "chapter": section.chapter,
        "pictures": [
            (p, mended if mended and mended.instance.pk == p.pk else PictureForm(instance=p, prefix=p.code))
            for p in kept
        ],
        "upload": upload or UploadForm(section=section),
        "summary": mended or upload,
        "has_errors": bool(mended or (upload and upload.errors)),
        "room": len(kept) < MOST_PICTURES,
        "compiles": may_compile(person(request)),
    }
    return render(request, "chapter/pictures.html", context)


@require_safe
def picture(request: HttpRequest, year: int, code: str, picture: str) -> HttpResponseBase:
    """The picture itself, for those who may read the draft that it stands in."""
    chapter = readable(request, year)
    rows = SectionPicture.objects.select_related("file")
    found = get_object_or_404(rows, section__chapter=chapter, section__code=code, code=picture)
    return serve(found.file, as_attachment=False)


@require_POST
def change(request: HttpRequest, year: int, code: str, picture: str) -> HttpResponse:
    """Its words, or taking it away."""
    chapter = compiled(request, year)
    rows = SectionPicture.objects.select_related("section__chapter", "file")
    found = get_object_or_404(rows, section__chapter=chapter, section__code=code, code=picture)
    try:
        if request.POST.get("act") == "remove":
            remove_picture(found, by=person(request))
        else:
            form = PictureForm(request.POST, instance=found, prefix=found.code)
            if not form.is_valid():
                return listed(request, found.section, mended=form)
            describe_picture(form.save(commit=False), by=person(request))
            messages.success(request, _("Saved."))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("chapter:pictures", year, code)
