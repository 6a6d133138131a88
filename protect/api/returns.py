"""An organisation's returns: read, started, filled, sent, corrected; the acts are those of the pages."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Invalid
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Header, Path, Query, Router

from beneficiaries.actions.declaring import explain
from beneficiaries.actions.handing_in import correct_report, start_report, submit_report
from beneficiaries.actions.questions import answer
from beneficiaries.actions.reading import note_reading
from beneficiaries.checks import findings
from beneficiaries.entering import enter
from beneficiaries.models import Period, Report
from beneficiaries.queries import questions_of, read_again, sheet_of
from beneficiaries.rules import may_fill
from members.queries import organisations_with
from protect.api.fields import Fields
from protect.api.models import Token
from protect.api.responses import reads, writes
from protect.api.schemas import (
    CellsIn,
    ExplanationIn,
    FindingsOut,
    QuestionsOut,
    ReasonIn,
    ReturnOut,
    ReturnsOut,
    StartIn,
    SubmitIn,
    TextIn,
)
from protect.api.shapes import brief, finding_of, question_of, whole
from protect.api.writes import Made, etag_of, locked, once, refused_fields

router = Router(tags=["returns"])
KEY = Header(..., alias="Idempotency-Key", description="8 to 100 signs, a new one for each act")
SEEN = Header("", alias="If-Match", description="the ETag of the return as it was read")


def visible(request: HttpRequest) -> QuerySet[Report]:
    """The returns that this token's person may see, within its organisation."""
    token: Token = request.auth  # type: ignore[attr-defined]
    reports = Report.objects.visible_to(token.user)
    if token.organisation_id:
        reports = reports.filter(organisation=token.organisation_id)
    return reports.select_related("organisation", "period", "form")


def find(request: HttpRequest, pk: uuid.UUID) -> Report:
    """The return, if it may be seen; otherwise there is none."""
    found = get_object_or_404(visible(request), pk=pk)
    if request.method == "GET":
        note_reading(found, by=request.auth.user)  # type: ignore[attr-defined]
    return found


@router.get("/returns", response=reads(ReturnsOut), operation_id="list_returns")
def returns(request: HttpRequest, period: str = Query("", max_length=10)) -> Any:
    """The returns that you may see, newest period first; of one period where it is named."""
    reports = visible(request).order_by("-period__starts_on", "organisation__name", "-revision")
    if period:
        reports = reports.filter(period__code=period)
    return {"returns": [brief(report, request.user) for report in reports[:1_000]]}


@router.post("/returns", response=writes(ReturnOut), operation_id="start_return")
def start(request: HttpRequest, body: StartIn, key: str = KEY) -> HttpResponse:
    """Start the return of your organisation for a period, or get the one that is there."""
    token: Token = request.auth  # type: ignore[attr-defined]

    def act() -> Made:
        mine = organisations_with(token.user, "fill_reports").filter(pk=token.organisation_id or 0).first()
        if mine is None:
            raise PermissionDenied(_("You do not fill the returns of this organisation."))
        report = start_report(mine, get_object_or_404(Period, code=body.period), by=token.user)
        return made(request, report)

    return once(request, key, "write", act)


def made(request: HttpRequest, report: Report) -> Made:
    """The return as it is after an act, with its ETag."""
    report = visible(request).get(pk=report.pk)
    return whole(sheet_of(report), request.user), etag_of(report)


@router.get("/returns/{uuid:pk}", response=reads(ReturnOut), operation_id="read_return")
def read(request: HttpRequest, response: HttpResponse, pk: uuid.UUID) -> Any:
    """A whole return. Its ETag goes into If-Match of what you write."""
    report = find(request, pk)
    response["ETag"] = etag_of(report)
    return whole(sheet_of(report), request.user)


@router.patch("/returns/{uuid:pk}", response=writes(ReturnOut), operation_id="write_return")
def write(
    request: HttpRequest, pk: uuid.UUID, body: CellsIn, key: str = KEY, seen: str = SEEN
) -> HttpResponse:
    """Write numbers and what lines mean: all that you send, or nothing of it."""
    report = find(request, pk)

    def act() -> Made:
        now = locked(report, seen)
        allowed = may_fill(request.user, now)  # type: ignore[arg-type]
        if not allowed:
            raise PermissionDenied(allowed.why_not)
        fields = Fields(sheet_of(now))
        data = fields.data_of(body)
        saved = enter(now, data, by=request.user, source="api")  # type: ignore[arg-type]
        if saved.errors:
            raise refused_fields(saved.errors, fields.pointers)
        now.refresh_from_db(fields=["version", "status", "changed_at"])
        return whole(read_again(fields.sheet, now), request.user, allowed), etag_of(now)

    return once(request, key, "write", act)


@router.post("/returns/{uuid:pk}/submission", response=writes(ReturnOut), operation_id="submit_return")
def submit(
    request: HttpRequest, pk: uuid.UUID, body: SubmitIn, key: str = KEY, seen: str = SEEN
) -> HttpResponse:
    """Sign and send, as the coordinator does on the page."""
    report = find(request, pk)

    def act() -> Made:
        now = locked(report, seen)
        if not body.declared:
            raise Invalid(_("Confirm that the numbers are right and hold no personal data."))
        return made(request, submit_report(now, by=request.user))  # type: ignore[arg-type]

    return once(request, key, "submit", act)


@router.post("/returns/{uuid:pk}/corrections", response=writes(ReturnOut), operation_id="correct_return")
def correct(
    request: HttpRequest, pk: uuid.UUID, body: ReasonIn, key: str = KEY, seen: str = SEEN
) -> HttpResponse:
    """Open the next revision of a verified return, with its reason."""
    report = find(request, pk)

    def act() -> Made:
        return made(request, correct_report(locked(report, seen), body.reason, by=request.user))  # type: ignore[arg-type]

    return once(request, key, "write", act)


@router.get("/returns/{uuid:pk}/findings", response=reads(FindingsOut), operation_id="list_findings")
def list_findings(request: HttpRequest, pk: uuid.UUID) -> Any:
    """What the checks see in a return."""
    return {"findings": [finding_of(found) for found in findings(sheet_of(find(request, pk)))]}


@router.post("/returns/{uuid:pk}/explanations", response=writes(FindingsOut), operation_id="explain_finding")
def explain_finding(
    request: HttpRequest, pk: uuid.UUID, body: ExplanationIn, key: str = KEY, seen: str = SEEN
) -> HttpResponse:
    """Answer a finding that does not block, in one sentence."""
    report = find(request, pk)

    def act() -> Made:
        now = locked(report, seen)
        line = sheet_of(now).line(body.indicator)
        if line is None:
            raise Http404
        explain(now, line.indicator, body.check, body.inputs, body.text, by=request.user)  # type: ignore[arg-type]
        return {"findings": [finding_of(found) for found in findings(sheet_of(now))]}, etag_of(now)

    return once(request, key, "write", act)


@router.get("/returns/{uuid:pk}/questions", response=reads(QuestionsOut), operation_id="list_questions")
def questions(request: HttpRequest, pk: uuid.UUID) -> Any:
    """The secretariat's questions with their answers."""
    return {"questions": [question_of(query) for query in questions_of(find(request, pk))]}


@router.post(
    "/returns/{uuid:pk}/questions/{number}/answers",
    response=writes(QuestionsOut),
    operation_id="answer_question",
)
def answer_question(
    request: HttpRequest, pk: uuid.UUID, body: TextIn, number: int = Path(ge=1, le=10**15), key: str = KEY
) -> HttpResponse:
    """Answer a question of a returned return."""
    report = find(request, pk)

    def act() -> Made:
        query = get_object_or_404(questions_of(report).exclude(state="settled"), pk=number)
        answer(query, body.text, by=request.user)  # type: ignore[arg-type]
        return {"questions": [question_of(q) for q in questions_of(report)]}, etag_of(report)

    return once(request, key, "write", act)
