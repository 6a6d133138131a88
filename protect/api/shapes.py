"""Returns, findings and questions as the API gives them."""

from typing import Any

from beneficiaries.checks import Finding
from beneficiaries.models import Query, Report
from beneficiaries.queries import Row, Sheet, SheetLine
from beneficiaries.rules import may_fill
from beneficiaries.workbook.layout import cell_code
from protect.accounts.rules import Answer


def brief(report: Report, user: Any, allowed: Answer | None = None) -> dict[str, Any]:
    """A return in a list. `allowed`: whether it may be filled, where that was asked just now."""
    allowed = may_fill(user, report) if allowed is None else allowed
    return {
        "id": report.pk, "organisation": report.organisation.slug, "period": report.period.code,
        "form": report.form.number, "revision": report.revision, "status": report.status,
        "version": report.version, "reference": report.reference, "may_fill": bool(allowed),
        "why_not": allowed.why_not,
    }  # fmt: skip


def whole(sheet: Sheet, user: Any, allowed: Answer | None = None) -> dict[str, Any]:
    """A return with its lines and cells."""
    return {**brief(sheet.report, user, allowed), "lines": [line_of(line) for line in sheet.lines]}


def line_of(line: SheetLine) -> dict[str, Any]:
    """A line with its blocks."""
    code = line.indicator.code
    return {
        "indicator": code, "name": line.version.name, "state": line.line.state,
        "only_total": line.line.block_unavailable, "overlap": line.line.overlap,
        "expected_on": line.line.expected_on, "note": line.line.note, "complete": line.is_complete,
        "blocks": [
            {
                "code": block.block.code, "kind": block.block.kind,
                "cells": [
                    cell_of(row, cell_code(code, block.block.code, row.cell.key)) for row in block.rows
                ],
            }
            for block in line.blocks
        ],
    }  # fmt: skip


def cell_of(row: Row, code: str) -> dict[str, Any]:
    """A cell with its number and the one of before."""
    count = row.count
    return {
        "cell": code, "name": row.cell.name, "state": count.state if count else "",
        "served": count.served if count else None,
        "repeat": count.repeat if count and count.served is not None else None,
        "qualifier": count.qualifier if count else "exact", "computed": bool(count and count.computed),
        "previous": row.previous.served if row.previous else None,
    }  # fmt: skip


def finding_of(found: Finding) -> dict[str, Any]:
    """Something that a check saw."""
    return {
        "indicator": found.line.indicator.code, "check": found.check, "blocks": found.is_hard,
        "message": found.message, "inputs": found.inputs,
        "explanation": found.explanation.text if found.explanation else "",
    }  # fmt: skip


def question_of(query: Query) -> dict[str, Any]:
    """A question with its conversation."""
    code = query.indicator.code
    return {
        "id": query.pk, "indicator": code, "state": query.state,
        "cells": [cell_code(code, cell.block.code, cell.key) for cell in query.cells.all()],
        "messages": [{"by": m.by.name, "at": m.at, "text": m.text} for m in query.messages.all()],
    }  # fmt: skip
