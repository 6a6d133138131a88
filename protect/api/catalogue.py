"""What is counted, by which forms, in which periods; and whose token this is."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Router

from beneficiaries.models import Category, Dimension, FormLine, Indicator, IndicatorVersion, Period
from beneficiaries.queries import form_lines
from beneficiaries.workbook.layout import cell_code
from protect.api.responses import reads
from protect.api.schemas import CategoryOut, FormOut, IndicatorOut, PeriodOut, WhoOut

router = Router(tags=["catalogue"])


@router.get("/me", response=reads(WhoOut), operation_id="who_am_i")
def who_am_i(request: HttpRequest) -> Any:
    """The person, the organisation and the scopes of this token."""
    token = request.auth  # type: ignore[attr-defined]
    return {
        "person": token.user.name,
        "organisation": token.organisation.slug if token.organisation else None,
        "scopes": token.scopes,
        "expires_at": token.expires_at,
    }


@router.get("/indicators", response=reads(list[IndicatorOut]), operation_id="list_indicators")
def indicators(request: HttpRequest) -> Any:
    """The indicators as the newest form asks for them, or as they were last asked for."""
    newest: dict[int, FormLine] = {}
    for form in sorted({p.form_id for p in Period.objects.all()}):
        for line in form_lines(form):
            newest[line.version.indicator_id] = line
    order = {pk: place for place, pk in enumerate(Indicator.objects.values_list("pk", flat=True))}
    return [line_of(line) for _pk, line in sorted(newest.items(), key=lambda pair: order[pair[0]])]


@router.get("/dimensions", response=reads(dict[str, list[CategoryOut]]), operation_id="list_dimensions")
def dimensions(request: HttpRequest) -> Any:
    """The categories of each dimension, with what outside code lists call them."""
    categories = Category.objects.prefetch_related("mappings")
    found: dict[str, list[dict]] = {d.code: [] for d in Dimension.objects.order_by("code")}
    codes = dict(Dimension.objects.values_list("pk", "code"))
    for category in categories:
        maps_to = {f"{m.scheme} {m.version}".strip(): m.code for m in category.mappings.all()}
        found[codes[category.dimension_id]].append(
            {"code": category.code, "name": category.name, "maps_to": maps_to}
        )
    return found


@router.get("/forms/{number}", response=reads(FormOut), operation_id="read_form")
def form(request: HttpRequest, number: int = Path(ge=0, le=1_000_000)) -> Any:
    """The lines of a form, with their blocks and cells."""
    lines = list(form_lines_of(number))
    if not lines:
        raise Http404
    return {"number": number, "lines": [line_of(line) for line in lines]}


def form_lines_of(number: int) -> Any:
    """The lines of the form of that number."""
    period_form = FormLine.objects.filter(form__number=number).values_list("form_id", flat=True).first()
    return form_lines(period_form) if period_form else []


@router.get("/periods", response=reads(list[PeriodOut]), operation_id="list_periods")
def periods(request: HttpRequest) -> Any:
    """The periods that have opened, newest first."""
    opened = Period.objects.filter(opens_on__lte=timezone.localdate()).select_related("form")
    return [period_of(period) for period in opened.order_by("-starts_on")]


def period_of(period: Period) -> dict[str, Any]:
    """A period as the API says it."""
    return {
        "code": period.code, "title": period.title, "kind": period.kind, "starts_on": period.starts_on,
        "ends_on": period.ends_on, "due_on": period.due_on, "state": period.state,
        "form": period.form.number, "asks_repeat": period.asks_repeat, "synthetic": period.synthetic,
    }  # fmt: skip


def line_of(line: FormLine) -> dict[str, Any]:
    """A line of a form with its words."""
    version: IndicatorVersion = line.version
    return {
        "code": version.indicator.code, "number": version.number, "name": version.name,
        "definition": version.definition, "include": version.include, "exclude": version.exclude,
        "unit": version.count_basis,
        "blocks": [
            {
                "code": block.code, "kind": block.kind, "name": block.name,
                "cells": [cell_code(version.indicator.code, block.code, c.key) for c in block.cells.all()],
            }
            for block in line.blocks.all()
        ],
    }  # fmt: skip
