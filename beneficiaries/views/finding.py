"""Find a report for the person who asks: what one may not see does not exist."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from beneficiaries.actions.reading import note_reading
from beneficiaries.models import Report
from members.acting import on_behalf
from protect.accounts.models import User


def person(request: HttpRequest) -> User:
    """Who is signed in; the middleware has seen to it that somebody is."""
    assert isinstance(request.user, User)
    return request.user


def find_report(request: HttpRequest, pk: uuid.UUID) -> Report:
    """The report, if this person may see it."""
    reports = Report.objects.visible_to(person(request)).select_related("organisation", "period", "form")
    found = get_object_or_404(reports, pk=pk)
    if request.method == "GET":
        note_reading(found, by=person(request))
    on_behalf(request, found.organisation)
    return found
