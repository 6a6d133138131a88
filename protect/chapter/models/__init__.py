"""The chapter of a year: its outline, what was contributed, its texts, who approved it, its editions."""

from protect.chapter.models.approvals import Approval
from protect.chapter.models.chapters import Chapter, Section
from protect.chapter.models.contributions import Contribution
from protect.chapter.models.drafts import Draft
from protect.chapter.models.editions import Edition, EditionFile
from protect.chapter.models.outside import OutsideFigure, OutsideVersion
from protect.chapter.models.pictures import SectionPicture
from protect.chapter.models.texts import LANGUAGES, AcceptedChange, PassageComment, Text, TextVersion

__all__ = [
    "LANGUAGES",
    "AcceptedChange",
    "Approval",
    "Chapter",
    "Contribution",
    "Draft",
    "Edition",
    "EditionFile",
    "OutsideFigure",
    "OutsideVersion",
    "PassageComment",
    "Section",
    "SectionPicture",
    "Text",
    "TextVersion",
]
