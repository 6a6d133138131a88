"""An organisation's verified figures in other shapes."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beneficiaries.once.mapped import as_csv, counted_in
from beneficiaries.once.own import verified_reports, write_own
from beneficiaries.views.workbooks import as_file
from members.views.finding import find_organisation


@require_safe
def years(request: HttpRequest, organisation: str) -> HttpResponse:
    """The sheet over the years."""
    found = find_organisation(request, organisation)
    return as_file(write_own(found), f"{found.slug}.xlsx")


@require_safe
def mapped(request: HttpRequest, organisation: str) -> HttpResponse:
    """The same with the names of HTCDS and CTDC."""
    found = find_organisation(request, organisation)
    reports = verified_reports(found)
    synthetic = any(report.period.synthetic for report in reports)
    note = _("Synthetic figures: a demonstration") if synthetic else ""
    response = HttpResponse(as_csv(counted_in(reports), note), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-htcds.csv"'
    return response
