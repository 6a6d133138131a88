"""Counts only. There is no table of people helped, and no field for an identifier of one."""

from beneficiaries.models.activities import Activity
from beneficiaries.models.catalogue import (
    Block,
    BlockDimension,
    Category,
    CategoryMapping,
    Cell,
    CellCategory,
    Dimension,
    Indicator,
    IndicatorVersion,
)
from beneficiaries.models.periods import Form, FormLine, Obligation, Period
from beneficiaries.models.questions import Query, QueryMessage
from beneficiaries.models.reports import Count, CountChange, Explanation, Report, ReportLine

__all__ = [
    "Activity",
    "Block",
    "BlockDimension",
    "Category",
    "CategoryMapping",
    "Cell",
    "CellCategory",
    "Count",
    "CountChange",
    "Dimension",
    "Explanation",
    "Form",
    "FormLine",
    "Indicator",
    "IndicatorVersion",
    "Obligation",
    "Period",
    "Query",
    "QueryMessage",
    "Report",
    "ReportLine",
]
