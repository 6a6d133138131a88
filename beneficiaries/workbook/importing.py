"""Taking a filled workbook in: looked at first, then saved in one transaction or not at all.

`look` reads the file in a child process, matches it and tries the very acts of the page in a transaction
that is undone, so that every fault is known before anything changes. `take` does them for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beneficiaries.actions.filling import Conflict, Saved
from beneficiaries.digests import digest_of
from beneficiaries.entering import enter
from beneficiaries.models import Period, Report
from beneficiaries.queries import Sheet, sheet_of
from beneficiaries.rules import may_fill
from beneficiaries.workbook import words
from beneficiaries.workbook.archive import Refused, check
from beneficiaries.workbook.layout import FORMAT
from beneficiaries.workbook.matching import Fault, Matched, Place, all_slots, match
from beneficiaries.workbook.plan import PlannedLine, PlannedRow, Slot, plan
from beneficiaries.workbook.writing import digest
from members.models import Organisation
from protect.accounts.models import User
from protect.audit.actions import record
from protect.files.child import ChildFailed, Limits
from protect.files.prepared import call

READ = "beneficiaries.workbook.reading:read"
LIMITS = Limits(memory=768, processor=20, clock=30)


@dataclass(frozen=True)
class Change:
    """A field that would change, as the preview shows both values."""

    name: str
    where: str
    old: str
    new: str
    conflict: Conflict | None = None


@dataclass
class Preview:
    """What would come of a file. Nothing was saved."""

    report: Report
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    matched: Matched = field(default_factory=Matched)
    file_digest: str = ""

    @property
    def conflicts(self) -> list[Change]:
        """Fields where somebody else wrote meanwhile."""
        return [change for change in self.changes if change.conflict]

    @property
    def may_be_used(self) -> bool:
        return bool(self.changes) and not self.faults

    def marks(self) -> tuple[dict[str, str], dict[str, str]]:
        """What was typed and what is wrong, by field, for the coloured copy."""
        names = {self.matched_name(fault.name): fault for fault in self.faults if fault.name}
        typed = dict(self.matched.read)
        typed |= {name: fault.typed or typed.get(name, "") for name, fault in names.items()}
        return typed, {name: fault.text for name, fault in names.items()}

    def matched_name(self, name: str) -> str:
        """The field of the workbook that stands for a field of the page."""
        return name.replace("state-", "meaning-", 1).replace("only-", "meaning-", 1)


class FileRefused(ValidationError):
    """The file as a whole was not read; the message says why and the way out."""


def read_file(content: bytes) -> dict[str, Any]:
    """The child's answer to an uploaded file; raises `FileRefused` where it is no workbook of ours."""
    try:
        check(content)
        answer = call(READ, content, LIMITS)
    except Refused as refusal:
        raise FileRefused(words.refusal(refusal.code)) from refusal
    except ChildFailed as failure:
        raise FileRefused(words.refusal("unfinished")) from failure
    return accepted(answer)


def accepted(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer of the child, if it speaks of a workbook of ours."""
    if "refused" in answer:
        raise FileRefused(words.refusal(answer["refused"]))
    if answer["identity"].get("format") != FORMAT:
        raise FileRefused(words.refusal("no_identity"))
    if not any(row["code"] for row in answer["rows"]):
        raise FileRefused(words.refusal("no_table"))
    return answer


def owner(answer: dict[str, Any]) -> tuple[Organisation, Period]:
    """Whose workbook it is, by what stands in it."""
    identity = answer["identity"]
    organisation = Organisation.objects.filter(slug=identity.get("organisation", "")).first()
    period = Period.objects.filter(code=identity.get("period", "")).first()
    if not organisation or not period:
        raise FileRefused(words.refusal("no_identity"))
    return organisation, period


def check_identity(answer: dict[str, Any], report: Report) -> list[str]:
    """Refuse the workbook of another return or of an older revision; say what else differs."""
    identity = answer["identity"]
    if identity.get("organisation") != report.organisation.slug:
        raise FileRefused(_("This workbook is of another organisation. Choose the one of this return."))
    if identity.get("period") != report.period.code:
        raise FileRefused(
            _("This workbook is of the period %(theirs)s, but the return is of %(ours)s.")
            % {"theirs": identity.get("period", "")[:20], "ours": report.period.code}
        )
    if identity.get("revision") != str(report.revision):
        raise FileRefused(
            _(
                "This workbook was made for revision %(theirs)s, but the return is at revision %(ours)s. "
                "Download it again."
            )
            % {"theirs": identity.get("revision", "")[:6], "ours": report.revision}
        )
    said = []
    if identity.get("form") != str(report.form.number):
        said.append(_("The form has changed since this workbook was made. Rows are matched by their codes."))
    if identity.get("digest") != digest_of(report):
        said.append(
            _(
                "The return has changed since this workbook was made. "
                "What you did not touch in the workbook stays as it is now."
            )
        )
    return said


class TriedOut(Exception):
    """Takes back what was only tried."""


def look(report: Report, content: bytes, *, by: User) -> Preview:
    """What this file would change in the return, and everything that is wrong with it."""
    allowed = may_fill(by, report)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    return preview(report, read_file(content), by=by, file_digest=digest(content))


def preview(report: Report, answer: dict[str, Any], *, by: User, file_digest: str = "") -> Preview:
    """The same for a file that was read already."""
    notices = check_identity(answer, report)
    sheet = sheet_of(report)
    lines = [line for section in plan(sheet).values() for line in section]
    matched = match(answer, lines)
    found = Preview(report, matched=matched, file_digest=file_digest)
    found.notices = notices + matched.notices
    found.faults = list(matched.faults)
    saved = try_out(report, matched.data, by)
    for name, text in saved.errors.items():
        found.faults.append(fault_of(name, text, matched))
    found.changes = list(changes(matched.data, lines, saved))
    return found


def try_out(report: Report, data: Mapping[str, str], by: User) -> Saved:
    """What the acts of the page say to these fields; nothing of it stays."""
    saved = Saved()
    try:
        with transaction.atomic():
            saved = enter(report, data, by=by, source="workbook")
            raise TriedOut
    except TriedOut:
        return saved


def fault_of(name: str, text: str, matched: Matched) -> Fault:
    """A fault that an act named by its field."""
    place = matched.places.get(name) or matched.places.get(name.replace("state-", "meaning-", 1))
    typed = matched.data.get(name, matched.read.get(name, ""))
    return Fault(text, name, place or Place("", ""), typed)


def changes(data: Mapping[str, str], lines: list[PlannedLine], saved: Saved) -> list[Change]:
    """The fields that differ from what is stored, in the order of the form."""
    found: list[Change] = []
    seen: set[str] = set()
    for line, row, slot in all_slots(lines):
        code = line.line.indicator.code
        names = (f"only-{code}", f"state-{code}") if slot.name.startswith("meaning-") else (slot.name,)
        for name in names:
            if name in seen or (name not in data and f"{name}__base" not in data):
                continue
            seen.add(name)
            change = change_of(name, data, line, row, slot, saved)
            if change:
                found.append(change)
    return found


def change_of(
    name: str, data: Mapping[str, str], line: PlannedLine, row: PlannedRow, slot: Slot, saved: Saved
) -> Change | None:
    """One field, if its value is another than the stored one."""
    new, old = data.get(name, ""), slot.text
    if slot.name.startswith("meaning-"):
        code = {"yes": "only_total", "": "counted"}.get(new, new)
        if code == old or (code == "counted" and old in ("", "counted")):
            return None
        return Change(name, line.line.version.name, words.meanings().get(old, ""), words.meanings()[code])
    conflict = saved.conflicts.get(name)
    stored = conflict.theirs if conflict else old
    if new == stored or (slot.name.startswith("qualifier-") and new == (stored or "exact")):
        return None
    where = line.line.version.name
    label = labels().get(name.split("-", 1)[0], "")
    parts = [where, row.row.cell.name if row.row else "", label]
    if slot.name.startswith("qualifier-"):
        stored, new = words.qualifiers().get(stored, ""), words.qualifiers().get(new, new)
    return Change(name, ": ".join(part for part in parts if part), stored, new, conflict)


def labels() -> dict[str, str]:
    """What the fields other than the number itself are called."""
    return {
        "repeat": _("of these, counted earlier this year"),
        "qualifier": _("How exact is the number?"),
        "note": _("Note"),
        "overlap": _("counted by another member too"),
        "expected": _("known until"),
    }


@transaction.atomic
def take(
    report: Report, data: Mapping[str, str], *, by: User, file_digest: str = "", source: str = "workbook"
) -> Saved:
    """Save what a file asks for: all of it, or nothing where any field is refused or met another's value."""
    saved = enter(report, data, by=by, source=source)
    if saved.errors:
        raise ValidationError(list(saved.errors.values()))
    if saved.conflicts:
        raise ValidationError(_("Somebody wrote in the return meanwhile. Look at the workbook again."))
    if saved.version != report.version:
        record(
            "report.import", report, by=by, organisation_id=report.organisation_id,
            file=file_digest, source=source, cells=saved.changed,
        )  # fmt: skip
    return saved


def with_choices(
    preview_data: Mapping[str, str], choices: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str]:
    """The fields to save after a person chose, in each conflict, their own value or the other's."""
    data = dict(preview_data)
    for name, stored in theirs.items():
        if choices.get(name) == "mine":
            data[f"{name}__base"] = stored
        else:
            data.pop(name, None)
            data.pop(f"{name}__base", None)
    return data


def newest_report(organisation: Organisation, period: Period) -> Report | None:
    """The newest revision of a return."""
    reports = Report.objects.filter(organisation=organisation, period=period).order_by("-revision")
    return reports.select_related("organisation", "period", "form").first()


def sheet_for(organisation: Organisation, period: Period) -> Sheet:
    """The return to write a workbook of; one that was not started is a blank one, and stays so."""
    report = newest_report(organisation, period)
    return sheet_of(report or Report(organisation=organisation, period=period, form=period.form))
