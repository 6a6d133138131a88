"""The chapters, and the outline of one as a task list."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from members.acting import acting_with
from protect.accounts.rules import may_see_all
from protect.chapter.actions import outline as acts
from protect.chapter.forms import ChapterForm, SectionForm
from protect.chapter.models import Chapter, Section
from protect.chapter.queries import asked_of, outline_of
from protect.chapter.rules import may_compile, may_read_drafts
from protect.chapter.views.doors import compiled, compiled_section, person, readable, said


def chapters(request: HttpRequest) -> HttpResponse:
    """The chapters that one may read, the questions that wait for an answer, a form for the next year."""
    user = person(request)
    form = ChapterForm(request.POST or None)
    if request.method == "POST":
        if not may_compile(user):
            raise Http404
        if form.is_valid():
            chapter = acts.begin_chapter(form.cleaned_data["year"], by=user)
            return redirect("chapter:outline", chapter.year)
    context = {
        "chapters": [chapter for chapter in Chapter.objects.all() if may_read_drafts(user, chapter)],
        "asked": asked_of(user, acting_with(request, "edit_profile"))[:100],
        "sees_all": may_see_all(user),
        "compiles": may_compile(user),
        "form": form,
    }
    return render(request, "chapter/list.html", context)


@require_safe
def outline(request: HttpRequest, year: int) -> HttpResponse:
    """The task list: each section with where it stands."""
    chapter = readable(request, year)
    context = {
        "chapter": chapter,
        "outline": outline_of(chapter),
        "compiles": may_compile(person(request)),
        "sees_all": may_see_all(person(request)),
    }
    return render(request, "chapter/outline.html", context)


def section(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What a section is called and asks."""
    return edit(request, compiled_section(request, year, code), acts.change_section)


def add(request: HttpRequest, year: int) -> HttpResponse:
    """A section more."""
    return edit(request, Section(chapter=compiled(request, year)), acts.add_section)


def edit(request: HttpRequest, found: Section, act) -> HttpResponse:  # type: ignore[no-untyped-def]
    """The form of a section, and keeping it by `act`."""
    form = SectionForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.save(commit=False), by=person(request))
            return redirect("chapter:outline", found.chapter.year)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
    context = {
        "section": Section.objects.filter(pk=found.pk).first() or found,
        "chapter": found.chapter,
        "form": form,
        "compiles": may_compile(person(request)),
    }
    return render(request, "chapter/section.html", context)


@require_POST
def move(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One place up or down."""
    found = compiled_section(request, year, code)
    acts.move_section(found, request.POST.get("to") == "up", by=person(request))
    return redirect("chapter:outline", year)


@require_POST
def complete(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Finished, or not."""
    found = compiled_section(request, year, code)
    acts.complete_section(found, request.POST.get("done") == "yes", by=person(request))
    return redirect("chapter:outline", year)


@require_POST
def remove(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Out of the outline, if nobody wrote in it."""
    found = get_object_or_404(Section, chapter=compiled(request, year), code=code)
    try:
        acts.remove_section(found, by=person(request))
    except ValidationError as fault:
        context = {"section": found, "chapter": found.chapter, "form": SectionForm(instance=found)}
        return render(request, "chapter/section.html", context | {"compiles": True} | said(fault))
    return redirect("chapter:outline", year)
