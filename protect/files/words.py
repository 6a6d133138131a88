"""Why a file is not taken, in words that say the way out."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protect.files.kinds import KINDS
from protect.romanian.sizes import format_size

WORDS = {
    "empty": gettext_lazy("The file is empty. Choose another one."),
    "unknown_type": gettext_lazy("Files of this type are not taken. Save it as PDF, DOCX, XLSX or ODT, then choose it again."),
    "wrong_kind": gettext_lazy("This place takes only: %(detail)s."),
    "markup": gettext_lazy("Web pages, SVG pictures and scripts are not taken. Save it as PDF, then choose it again."),
    "archive": gettext_lazy("Archives are not taken. Unpack it and choose the documents one by one."),
    "old_office": gettext_lazy("The file is in an old format or locked by a password. Save it as DOCX, XLSX or PDF, without a password."),
    "password": gettext_lazy("The file is locked by a password. Save it without one, then choose it again."),
    "archive_broken": gettext_lazy("The file is damaged. Open it, save it anew, then choose it again."),
    "archive_too_big": gettext_lazy("The file unpacks to too much. Split it, or save it as PDF."),
    "macros": gettext_lazy("The file holds macros. Save it without them (DOCX, XLSX or PDF), then choose it again."),
    "embedded": gettext_lazy("Another file is packed into this one. Take it out, or save the document as PDF."),
    "hidden_data": gettext_lazy("The workbook holds a pivot table, and behind it all the rows that it was made from. Copy the table, paste it as values into a new workbook, then choose that one."),
    "external": gettext_lazy("The file fetches pictures, data or a template from elsewhere. Break these links, or save it as PDF."),
    "dtd": gettext_lazy("The file is not written as office programs write. Open it, save it anew, then choose it again."),
    "active": gettext_lazy("The PDF holds a script, a form that acts, or another file. Print it to PDF, then choose the copy."),
    "too_many_pages": gettext_lazy("The PDF has more than 1,000 pages. Split it."),
    "pdf_broken": gettext_lazy("The PDF is damaged. Print it to PDF, then choose the copy."),
    "too_many_pixels": gettext_lazy("The picture is larger than 25 megapixels. Make it smaller, then choose it again."),
    "image_broken": gettext_lazy("The picture is damaged. Save it anew, then choose it again."),
    "formulas": gettext_lazy("The table holds formulas. Save it as XLSX, then choose it again."),
    "cnp": gettext_lazy("The file holds a personal numeric code (%(detail)s). Delete it: the portal keeps no personal data."),
    "unchecked": gettext_lazy("The file could not be checked, so it was not kept. Save it as PDF, or try again later."),
    "virus": gettext_lazy("The virus scanner found something in the file. Do not open it; tell whoever looks after your computer."),
    "no_scanner": gettext_lazy("The virus scanner does not answer, so the file was not kept. Try again later."),
}  # fmt: skip


def refusal(code: str, detail: str = "") -> ValidationError:
    """The error of a form for a file that is not taken."""
    return ValidationError(WORDS[code], code=code, params={"detail": detail})


def too_big(most: int) -> ValidationError:
    """The error for a file beyond the limit."""
    text = _("The file is larger than %(most)s. Make it smaller, or split it.")
    return ValidationError(text, code="too_big", params={"most": format_size(most)})


def taken(kinds: frozenset[str], most: int) -> str:
    """What a field takes, said before anybody chooses: „PDF, DOCX; at most 20 MB”."""
    names = ", ".join(code.upper() for code in KINDS if code in kinds)
    return _("%(kinds)s; at most %(most)s.") % {"kinds": names, "most": format_size(most)}
