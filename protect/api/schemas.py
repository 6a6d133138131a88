"""What the API takes and gives, as its document says it."""

import datetime
import uuid
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Text = Annotated[str, Field(max_length=5_000)]
Whole = Annotated[int, Field(ge=0, le=999_999_999, strict=True)]
Code = Annotated[str, Field(max_length=200)]
Meaning = Literal["", "counted", "not_offered", "not_known"]


class Strict(Schema):
    """What is sent holds nothing that nobody asked for."""

    model_config = ConfigDict(extra="forbid")


class Fault(Schema):
    """Where it is (a JSON pointer into the request), and the way out."""

    pointer: str | None = None
    detail: str


class ProblemDetails(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None


class CategoryOut(Schema):
    code: str
    name: str
    maps_to: dict[str, str] = Field(description="what outside code lists call it, e.g. HTCDS 2.0")


class BlockOut(Schema):
    code: str
    kind: Literal["total", "crossed", "one_way"]
    name: str
    cells: list[str] = Field(description="the codes of its cells, as returns use them")


class IndicatorOut(Schema):
    code: str
    number: int = Field(description="the version of its words and rules")
    name: str
    definition: str
    include: str
    exclude: str
    unit: Literal["people", "contacts", "reach"]
    blocks: list[BlockOut]


class FormOut(Schema):
    number: int
    lines: list[IndicatorOut]


class PeriodOut(Schema):
    code: str
    title: str
    kind: Literal["year", "quarter"]
    starts_on: datetime.date
    ends_on: datetime.date
    due_on: datetime.date
    state: Literal["planned", "open", "closed"]
    form: int
    asks_repeat: bool
    synthetic: bool


class CellOut(Schema):
    cell: str = Field(description="indicator/block/key, e.g. residential/age_sex/age=minor|sex=f")
    name: str
    state: Literal["", "reported", "unavailable", "not_applicable"] = Field(description="'' is not answered")
    served: int | None
    repeat: int | None
    qualifier: Literal["exact", "about", "more_than"]
    computed: bool
    previous: int | None = Field(description="the period before")


class ReturnBlock(Schema):
    code: str
    kind: Literal["total", "crossed", "one_way"]
    cells: list[CellOut]


class LineOut(Schema):
    indicator: str
    name: str
    state: Meaning
    only_total: bool
    overlap: int | None
    expected_on: datetime.date | None
    note: str
    complete: bool
    blocks: list[ReturnBlock]


class ReturnBrief(Schema):
    id: uuid.UUID
    organisation: str
    period: str
    form: int
    revision: int
    status: Literal["draft", "submitted", "returned", "verified", "superseded"]
    version: int
    reference: str
    may_fill: bool
    why_not: str = Field(description="why it cannot be filled, in words; '' where it can")


class ReturnOut(ReturnBrief):
    lines: list[LineOut]


class ReturnsOut(Schema):
    returns: list[ReturnBrief]


class StartIn(Strict):
    period: Annotated[str, Field(max_length=10)]


class CellIn(Strict):
    """Only what is sent changes. `served`: a number, `-` (not applicable), null (not answered)."""

    cell: Code
    served: Whole | Literal["-"] | None = None
    repeat: Whole | None = None
    qualifier: Literal["exact", "about", "more_than"] | None = None


class LineIn(Strict):
    """Only what is sent changes."""

    indicator: Code
    state: Meaning | None = None
    only_total: bool | None = None
    overlap: Whole | None = None
    expected_on: datetime.date | None = None
    note: Text | None = None


class CellsIn(Strict):
    cells: Annotated[list[CellIn], Field(max_length=5_000)] = []
    lines: Annotated[list[LineIn], Field(max_length=200)] = []


class SubmitIn(Strict):
    declared: bool = Field(description="the numbers are right and hold no personal data")


class ReasonIn(Strict):
    reason: Text


class TextIn(Strict):
    text: Text


class ExplanationIn(Strict):
    indicator: Code
    check: Annotated[str, Field(max_length=40)]
    inputs: Annotated[str, Field(max_length=120)]
    text: Text


class FindingOut(Schema):
    indicator: str
    check: str
    blocks: bool = Field(description="true: it must be corrected before the return is sent")
    message: str
    inputs: str
    explanation: str


class FindingsOut(Schema):
    findings: list[FindingOut]


class MessageOut(Schema):
    by: str
    at: datetime.datetime
    text: str


class QuestionOut(Schema):
    id: int
    indicator: str
    cells: list[str]
    state: Literal["open", "answered", "settled"]
    messages: list[MessageOut]


class QuestionsOut(Schema):
    questions: list[QuestionOut]


class StandingOut(Schema):
    organisation: str
    state: Literal["not_started", "draft", "submitted", "returned", "verified", "exempt"]
    due_on: datetime.date
    signals: int
    report: uuid.UUID | None


class BoardOut(Schema):
    period: str
    owed: int
    sent: int
    late: int
    organisations: list[StandingOut]


class FigureOut(Schema):
    indicator: str
    block: str
    key: str
    name: str
    people: int
    served: int
    repeat: int
    organisations: int


class TotalsOut(Schema):
    year: int
    periods: list[str]
    synthetic: bool
    owed: int
    verified: int
    figures: list[FigureOut]


class ReleaseBrief(Schema):
    scope: str
    number: int
    title: str
    published_at: datetime.datetime
    provisional: bool
    synthetic: bool
    digest: str = Field(description="SHA-256 of what is published")


class ReleasedOut(Schema):
    indicator: str
    block: str
    key: str
    period: str | None
    name: str
    value: int | None
    why: str = Field(description="why there is no number: withheld, not_applicable, unavailable")
    qualifier: str
    revised: bool
    provisional: bool


class ReleaseOut(ReleaseBrief):
    figures: list[ReleasedOut]


class ReleasesOut(Schema):
    releases: list[ReleaseBrief]


class WhoOut(Schema):
    person: str
    organisation: str | None
    scopes: list[Literal["read", "write", "submit"]]
    expires_at: datetime.datetime
