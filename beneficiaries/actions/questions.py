"""Questions pinned to a line and its cells: asked by the secretariat, answered by the organisation."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beneficiaries.actions.handing_in import locked
from beneficiaries.checks import CHECKS
from beneficiaries.models import Cell, Indicator, Query, QueryMessage, Report
from beneficiaries.rules import may_fill, may_review
from protect.accounts.models import User
from protect.audit.actions import record


def say(query: Query, text: str, by: User) -> QueryMessage:
    """Add a message to the conversation."""
    return write(QueryMessage(query=query, by=by), text)


def write(message: QueryMessage, text: str) -> QueryMessage:
    """Give a message its text; no identifier of a person gets in."""
    if not text.strip():
        raise ValidationError(_("Write the question or the answer."))
    message.text = text.strip()
    message.full_clean(exclude=["query", "by"])
    message.save()
    return message


@transaction.atomic
def ask(
    report: Report, indicator: Indicator, text: str, *, by: User, cells: Sequence[Cell] = (), check: str = ""
) -> Query:
    """Pin a question to a line, and to cells of it where it is about those."""
    report = locked(report)
    allowed = may_review(by, report)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if check and check not in {name for name, _is_hard, _check in CHECKS}:
        raise ValidationError(_("There is no such check. Ask without it."))
    query = Query.objects.create(report=report, indicator=indicator, asked_by=by, check_name=check)
    query.cells.set(cells)
    say(query, text, by)
    record("query.ask", query, by=by, organisation_id=report.organisation_id, indicator=indicator.code)
    return query


@transaction.atomic
def answer(query: Query, text: str, *, by: User) -> QueryMessage:
    """Answer a question of a returned report; until it is sent again, one's own answer can be changed."""
    query = Query.objects.select_for_update(of=("self",)).select_related("report").get(pk=query.pk)
    allowed = may_fill(by, query.report)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    unsent = query.unsent_answer
    if unsent and unsent.by_id == by.pk:
        if unsent.text == text.strip():
            return unsent
        message = write(unsent, text)
    else:
        message = say(query, text, by)
    query.state = Query.State.ANSWERED
    query.save(update_fields=["state"])
    record("query.answer", query, by=by, organisation_id=query.report.organisation_id)
    return message


@transaction.atomic
def settle(query: Query, *, by: User) -> Query:
    """Close a question for good: the same check is not asked about again in the next period."""
    allowed = may_review(by, locked(query.report))
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    query.state = Query.State.SETTLED
    query.save(update_fields=["state"])
    record("query.settle", query, by=by, organisation_id=query.report.organisation_id)
    return query
