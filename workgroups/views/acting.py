"""What the pages of a group's things share: find one for who asks, do an act, show what it refused."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from workgroups.thing_forms import ThingForm
from workgroups.views.finding import person, sit_for

Thing = TypeVar("Thing", bound=Model)


def find(request: HttpRequest, model: type[Thing], key: uuid.UUID) -> Thing:
    """The thing of this key, if it is there for who asks; 404 otherwise."""
    visible = model.objects.visible_to(person(request))  # type: ignore[attr-defined]
    found = get_object_or_404(visible.select_related("workgroup"), key=key)
    sit_for(request, found.workgroup)
    return found


def did(form: ThingForm, act: Callable[[], object]) -> bool:
    """Whether the form was right and the act done; otherwise the form shows why not."""
    if not form.is_valid():
        return False
    try:
        act()
    except (ValidationError, PermissionDenied) as fault:
        form.take(fault)
        return False
    return True


def tried(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do an act of a single button; what it refuses stands on the next page."""
    try:
        act()
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    except PermissionDenied as fault:
        messages.error(request, str(fault))
    else:
        return True
    return False
