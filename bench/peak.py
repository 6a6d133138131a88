"""In a child: a workbook read, and the most memory that it took. No Django here."""

import resource
from typing import Any

from beneficiaries.workbook import reading


def read(content: bytes) -> dict[str, Any]:
    """The answer with the peak in MB."""
    answer = reading.read(content)
    return {"answer": answer, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
