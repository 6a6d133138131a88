"""Finding a chapter, a section, a text for the person who asks: 404 where it is not theirs to see."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.chapter.models import Chapter, Section, Text
from protect.chapter.rules import may_compile, may_read_drafts


def person(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user


def readable(request: HttpRequest, year: int) -> Chapter:
    """The chapter, for those who may read its drafts."""
    chapter = get_object_or_404(Chapter, year=year)
    if not may_read_drafts(person(request), chapter):
        raise Http404
    return chapter


def compiled(request: HttpRequest, year: int) -> Chapter:
    """The chapter, for the secretariat; auditors may look."""
    looks = request.method in ("GET", "HEAD")
    if not (may_see_all(person(request)) if looks else may_compile(person(request))):
        raise Http404
    return get_object_or_404(Chapter, year=year)


def compiled_section(request: HttpRequest, year: int, code: str) -> Section:
    """A section, for those who compile."""
    chapter = compiled(request, year)
    return get_object_or_404(Section.objects.select_related("chapter"), chapter=chapter, code=code)


def compiled_text(request: HttpRequest, year: int, code: str, language: str) -> Text:
    """A section's text in one language, for those who compile."""
    section = compiled_section(request, year, code)
    texts = Text.objects.select_related("section__chapter", "held_by")
    return get_object_or_404(texts, section=section, language=language)


def said(*faults: Exception) -> dict[str, Any]:
    """What went wrong, as the page's error summary wants it."""
    words = [
        text
        for fault in faults
        for text in (fault.messages if isinstance(fault, ValidationError) else [str(fault)])
    ]
    return {"errors": [("", text) for text in words], "has_errors": bool(words)}
