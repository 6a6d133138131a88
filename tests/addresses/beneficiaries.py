"""Returns and activities, and the secretariat's pages about them."""

from typing import Any

from beneficiaries.models import Obligation
from tests.addresses import ALL_SEEING, OWN, SIGNED_IN

ACCESS = {
    "beneficiaries:returns": SIGNED_IN,
    "beneficiaries:activities": SIGNED_IN,
    "beneficiaries:report": OWN | ALL_SEEING,
    "beneficiaries:services": OWN | ALL_SEEING,
    "beneficiaries:nothing": OWN | ALL_SEEING,
    "beneficiaries:correct": set(),  # the return of this walk is not verified yet
    "beneficiaries:fill": OWN | ALL_SEEING,
    "beneficiaries:paste": set(),  # nor can a sent one be filled
    "beneficiaries:check": OWN | ALL_SEEING,
    "beneficiaries:sent": OWN | ALL_SEEING,
    "beneficiaries:print": OWN | ALL_SEEING,
    "beneficiaries:own_years": OWN | ALL_SEEING,
    "beneficiaries:own_mapped": OWN | ALL_SEEING,
    "beneficiaries:blank": OWN | ALL_SEEING,
    "beneficiaries:workbook": OWN | ALL_SEEING,
    "beneficiaries:workbook_file": OWN | ALL_SEEING,
    "secretariat:periods": ALL_SEEING,
    "secretariat:board": ALL_SEEING,
    "secretariat:deadline": ALL_SEEING,
    "secretariat:close": ALL_SEEING,
    "secretariat:review": ALL_SEEING,
    "secretariat:form": ALL_SEEING,
    "secretariat:indicators": ALL_SEEING,
}
POST = {
    "beneficiaries:start",
    "beneficiaries:autosave",
    "beneficiaries:explain",
    "beneficiaries:ask_signature",
    "beneficiaries:remove_activity",
    "beneficiaries:workbook_use",
    "beneficiaries:workbook_marked",
    "secretariat:remind",
    "secretariat:ask",
    "secretariat:settle",
    "secretariat:verdict",
}
OF_A_REPORT = (
    "beneficiaries:report",
    "beneficiaries:services",
    "beneficiaries:nothing",
    "beneficiaries:correct",
    "beneficiaries:check",
    "beneficiaries:sent",
    "beneficiaries:print",
    "beneficiaries:blank",
    "beneficiaries:workbook",
    "beneficiaries:workbook_file",
    "beneficiaries:workbook_use",
    "beneficiaries:workbook_marked",
    "beneficiaries:autosave",
    "beneficiaries:explain",
    "beneficiaries:ask_signature",
    "secretariat:review",
    "secretariat:ask",
    "secretariat:verdict",
)
OF_A_PERIOD = ("secretariat:board", "secretariat:remind", "secretariat:close", "secretariat:form")


def arguments(walk: Any) -> dict[str, dict]:
    pk, period = {"pk": walk.report.pk}, {"code": walk.report.period.code}
    return {
        **dict.fromkeys(OF_A_REPORT, pk),
        **dict.fromkeys(OF_A_PERIOD, period),
        "beneficiaries:own_years": {"organisation": "ours"},
        "beneficiaries:own_mapped": {"organisation": "ours"},
        "beneficiaries:start": {"organisation": "ours", "period": walk.report.period.code},
        "beneficiaries:fill": pk | {"section": "beneficiaries"},
        "beneficiaries:paste": pk | {"code": "residential"},
        "beneficiaries:remove_activity": {"pk": walk.activity.pk},
        "secretariat:deadline": {"pk": Obligation.objects.first().pk},
        "secretariat:settle": pk | {"query": 1},
    }
