"""The board's table."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.board import NOT_STARTED, WAITING
from beneficiaries.models import Obligation, Report
from protect.romanian.dates import date_time, short_date
from protect.romanian.plurals import counted

STATE_NAMES = {NOT_STARTED: gettext_lazy("not started"), "exempt": gettext_lazy("exempt")} | dict(
    Report.Status.choices
)


class BoardTable(tables.Table):
    """A row an organisation; the order is the board's own, by what needs a hand first."""

    select = tables.Column(empty_values=(), orderable=False, verbose_name=gettext_lazy("Select"))
    organisation = tables.Column(verbose_name=gettext_lazy("Organisation"), orderable=False)
    state = tables.Column(verbose_name=gettext_lazy("State"), orderable=False)
    signals = tables.Column(verbose_name=gettext_lazy("What looks unusual"), orderable=False)
    due_on = tables.Column(verbose_name=gettext_lazy("Due"), orderable=False)
    changed_at = tables.Column(verbose_name=gettext_lazy("Last activity"), orderable=False)
    reminded_at = tables.Column(verbose_name=gettext_lazy("Last reminder"), orderable=False)

    class Meta:
        sequence = ("organisation", "state", "signals", "due_on", "changed_at", "reminded_at", "select")

    def render_select(self, record: Obligation) -> SafeString | str:
        if getattr(record, "state", "") not in WAITING:
            return ""
        return format_html(
            '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
            '<input class="govuk-checkboxes__input" type="checkbox" name="obligation" value="{}" id="o{}">'
            '<label class="govuk-label govuk-checkboxes__label" for="o{}">'
            '<span class="govuk-visually-hidden">{}</span></label></div></div>',
            record.pk,
            record.pk,
            record.pk,
            record.organisation,
        )

    def render_organisation(self, record: Obligation) -> SafeString | str:
        report = getattr(record, "report_id", None)
        if report is None:
            return str(record.organisation)
        return format_html(
            '<a class="govuk-link" href="{}">{}</a>',
            reverse("secretariat:review", args=[report]),
            record.organisation,
        )

    def render_state(self, record: Obligation, value: str) -> SafeString:
        note = _("past the deadline") if getattr(record, "risk", 9) < 2 else ""
        if (getattr(record, "revision", None) or 1) > 1 and value != Report.Status.VERIFIED:
            note = _("correction; the verified revision counts until then")
        return format_html(
            '<strong class="govuk-tag app-tag--{}">{}</strong> {}', value, STATE_NAMES[value], note
        )

    def render_signals(self, value: int) -> str:
        return counted(value, "signal") if value else ""

    def render_due_on(self, record: Obligation) -> SafeString:
        return format_html(
            '{} <a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
            short_date(record.due_on),
            reverse("secretariat:deadline", args=[record.pk]),
            _("change"),
            record.organisation,
        )

    def render_changed_at(self, value: object) -> str:
        return date_time(value)  # type: ignore[arg-type]

    def render_reminded_at(self, value: object) -> str:
        return date_time(value)  # type: ignore[arg-type]
