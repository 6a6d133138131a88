"""Periods: the list, planning, the board, reminders, deadlines, closing."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from beneficiaries import board
from beneficiaries.actions import periods as acts
from beneficiaries.models import Form, Obligation, Period, Report
from beneficiaries.secretariat.doors import person, secretariat_only
from beneficiaries.secretariat.forms import DeadlineForm, PeriodForm, ReasonForm
from beneficiaries.tables import STATE_NAMES, BoardTable
from protect.accounts.rules import is_secretariat

A_PAGE = 50
KEY = re.compile(r"[0-9]{1,18}")


@secretariat_only
def periods(request: HttpRequest) -> HttpResponse:
    """All periods, and a form for the next."""
    form = PeriodForm(request.POST or None)
    newest = Form.objects.order_by("-number").first()
    if request.method == "POST" and form.is_valid() and newest:
        data = form.cleaned_data
        try:
            period = acts.plan_period(
                data["year"], data["quarter"], newest, due_on=data["due_on"], by=person(request)
            )
            return redirect("secretariat:board", period.code)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
    context = {
        "periods": Period.objects.select_related("form"),
        "form": form,
        "acts": is_secretariat(request.user),
    }
    return render(request, "beneficiaries/secretariat/periods.html", context)


@secretariat_only
@require_safe
def show_board(request: HttpRequest, code: str) -> HttpResponse:
    """Who sent, who is late, what needs a hand first."""
    period = get_object_or_404(Period, code=code)
    chosen = request.GET.get("state", "")
    table = BoardTable(board.filtered(period, chosen))
    RequestConfig(request, paginate={"per_page": A_PAGE}).configure(table)
    standing = board.standing(period)
    chips = [("", _("all"), sum(standing.by_state.values())), ("late", _("late"), standing.late)]
    chips += [(state, str(STATE_NAMES[state]), standing.by_state.get(state, 0)) for state in board.STATES]
    context = {
        "period": period,
        "table": table,
        "standing": standing,
        "chips": chips,
        "chosen": chosen,
        "acts": is_secretariat(request.user),
    }
    return render(request, "beneficiaries/secretariat/board.html", context)


@secretariat_only
@require_POST
def remind(request: HttpRequest, code: str) -> HttpResponse:
    """First the preview with names, then the sending."""
    period = get_object_or_404(Period, code=code)
    waiting = board.still_owed(period)
    if "all" not in request.POST:
        waiting = waiting.filter(
            pk__in=[pk for pk in request.POST.getlist("obligation") if KEY.fullmatch(pk)]
        )
    obligations = list(waiting)
    if not obligations:
        messages.warning(request, _("Select organisations that still have something to send."))
        return redirect("secretariat:board", code)
    if "send" in request.POST:
        done = acts.remind(obligations, by=person(request))
        messages.success(request, _("Reminded: %(number)d.") % {"number": len(done.reminded)})
        return redirect("secretariat:board", code)
    context = {"period": period, "preview": acts.sort_out(obligations)}
    return render(request, "beneficiaries/secretariat/remind.html", context)


@secretariat_only
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day for one organisation, or an exemption, with the reason."""
    obligation = get_object_or_404(Obligation.objects.select_related("organisation", "period"), pk=pk)
    form = DeadlineForm(request.POST or None, initial={"due_on": obligation.due_on})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if data["exempt"]:
                acts.exempt(obligation, data["reason"], by=person(request))
            else:
                acts.move_deadline(obligation, data["due_on"], data["reason"], by=person(request))
            return redirect("secretariat:board", obligation.period.code)
        except ValidationError as fault:
            form.add_error("reason", fault.messages)
    context = {"obligation": obligation, "form": form}
    return render(request, "beneficiaries/secretariat/deadline.html", context)


@secretariat_only
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close the period, or open it again: the consequences first, then the reason."""
    period = get_object_or_404(Period, code=code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = acts.reopen_period if period.closed_at else acts.close_period
        try:
            act(period, form.cleaned_data["reason"], by=person(request))
            return redirect("secretariat:board", period.code)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
    context = {
        "period": period,
        "form": form,
        "standing": board.standing(period),
        "waiting": Report.objects.filter(period=period, status=Report.Status.SUBMITTED).count(),
    }
    return render(request, "beneficiaries/secretariat/close.html", context)
