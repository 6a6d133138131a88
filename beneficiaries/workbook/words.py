"""The words of the workbook, in the language of whoever asks."""

from django.utils.translation import gettext as _

from beneficiaries.models import Count
from beneficiaries.queries import SheetLine
from beneficiaries.workbook.layout import STATES


def refusal(code: str) -> str:
    """Why a file was not read, with the way out."""
    return {
        "empty": _("The file is empty. Choose the workbook that you filled in."),
        "too_large": _("The file is larger than 5 MB. Download the workbook again and copy your numbers."),
        "old_or_locked": _(
            "The file is locked with a password or of an old kind (.xls). "
            "Save it as .xlsx without a password."
        ),
        "other_kind": _("This is a document of another program. Save it as .xlsx and choose it again."),
        "not_a_workbook": _("This is no Excel workbook (.xlsx). Choose the workbook that you filled in."),
        "unpacks_too_large": _(
            "The file unpacks to far more than a return. Download the workbook again and copy your numbers."
        ),
        "too_many_cells": _(
            "The workbook holds too many cells. Delete the sheets that are not of the return."
        ),
        "active": _("The workbook holds macros or other embedded objects. Save it as .xlsx without them."),
        "no_identity": _(
            "The hidden sheet that says whose return this is was lost. "
            "Download the workbook again and copy your numbers."
        ),
        "no_table": _(
            "The hidden column with the codes of the rows was lost. "
            "Download the workbook again and copy your numbers."
        ),
        "unfinished": _(
            "Reading this file took too long. Download the workbook again and copy your numbers."
        ),
    }.get(
        code, _("The file is damaged and cannot be read. Download the workbook again and copy your numbers.")
    )


def notice(code: str, sheet: str, tag: str = "") -> str:
    """What is wrong with a whole sheet."""
    if code == "column_twice":
        return _("Sheet %(sheet)s has the column %(tag)s twice. Delete the copy.") % {
            "sheet": sheet,
            "tag": tag,
        }
    return _("Sheet %(sheet)s has lost its column of numbers. Download the workbook again.") % {
        "sheet": sheet
    }


def meanings() -> dict[str, str]:
    """The drop-down of a line: code → words."""
    words = (_("we count"), _("not offered"), _("not known yet"), _("only the total"))
    return dict(zip(STATES, words, strict=True))


def qualifiers() -> dict[str, str]:
    """The drop-down of an estimate: code → words."""
    return {value: str(label) for value, label in Count.Qualifier.choices}


def all_words(of: dict[str, dict[str, str]]) -> dict[str, str]:
    """Every word of a drop-down in every language, folded → code."""
    from protect.romanian.text import fold

    return {fold(word): code for words in of.values() for code, word in words.items()} | {
        fold(code): code for words in of.values() for code in words
    }


def definition(line: SheetLine) -> str:
    """The definition with whom to count and whom not."""
    version = line.version
    parts = [version.definition]
    if version.include:
        parts.append(_("Yes") + ": " + version.include)
    if version.exclude:
        parts.append(_("No") + ": " + version.exclude)
    return "\n".join(parts)


def how_to() -> list[str]:
    """The lines of the first sheet."""
    return [
        _("Write only in the white cells. What you do not touch stays as it is in the portal."),
        _("Write a whole number, 0 if there was nobody."),
        _("Write - where the number does not apply to you."),
        _("Write ? where you do not know the number yet, and why in the column of notes."),
        _("An empty cell changes nothing."),
        _("Do not write names, telephone numbers or anything else that says who somebody is."),
        _(
            "When you have done, upload the workbook on the page of the return. "
            "First you see what would change."
        ),
    ]
