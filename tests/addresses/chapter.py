"""The chapter's workshop."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from protect.chapter.actions.contributions import ask_for_contributions
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.actions.outside import note_outside_figure
from protect.chapter.actions.pictures import add_picture
from protect.chapter.actions.publishing import PAGE, Made, keep
from protect.chapter.actions.writing import comment, save_text
from protect.chapter.models import Contribution, OutsideFigure, SectionPicture
from tests.addresses import ALL_SEEING, EVERYBODY, OWN, SIGNED_IN
from tests.chapter.releases import publish
from tests.files.made import picture as made_picture

ACCESS = {
    "chapter:list": SIGNED_IN,
    "chapter:contribution": OWN | ALL_SEEING,
    "chapter:outline": ALL_SEEING,
    "chapter:add_section": ALL_SEEING,
    "chapter:section": ALL_SEEING,
    "chapter:contributions": ALL_SEEING,
    "chapter:write": ALL_SEEING,
    "chapter:versions": ALL_SEEING,
    "chapter:checks": ALL_SEEING,
    "chapter:numbers": ALL_SEEING,
    "chapter:outside": ALL_SEEING,
    "chapter:pictures": ALL_SEEING,
    "chapter:picture": ALL_SEEING,
    "chapter:annex": ALL_SEEING,
    "chapter:editions": ALL_SEEING,
    "chapter:preview": ALL_SEEING,  # the coordinators were not asked for their word yet
    "chapter:approval": set(),
    "reports:list": EVERYBODY,
    "reports:chapter": EVERYBODY,
    "reports:edition": EVERYBODY,
    "reports:file": EVERYBODY,
}
POST = {
    "chapter:contribution_draft",
    "chapter:text_draft",
    "chapter:decide",
    "chapter:move",
    "chapter:complete",
    "chapter:remove_section",
    "chapter:ask",
    "chapter:opened",
    "chapter:change_picture",
    "chapter:comment",
    "chapter:answer",
}

FIGURE = {"code": "meals", "value": 500, "source_ro": "x", "source_en": "x", "dated": "2025-05-01"}
OF_A_CONTRIBUTION = ("contribution", "contribution_draft", "decide")
OF_A_CHAPTER = ("outline", "add_section", "checks", "numbers", "annex", "editions")
OF_A_SECTION = ("section", "move", "complete", "remove_section", "contributions", "ask", "pictures")
OF_A_PICTURE = ("picture", "change_picture")
OF_A_TEXT = ("write", "text_draft", "opened", "versions", "comment")


def arguments(walk: Any) -> dict[str, dict]:
    by = walk.world.secretariat
    chapter = begin_chapter(2025, by=by)
    section = chapter.sections.get(code="practices")
    ask_for_contributions(section, by=by)
    ours = Contribution.objects.get(organisation=walk.world.organisation)
    text = save_text(section.texts.get(language="ro"), "Un text.", 0, by=by).text
    remark = comment(text, "Un text", "De ce?", by=by)
    chapter.release = publish(walk.world, 2025, {"residential": 41})
    note_outside_figure(OutsideFigure(chapter=chapter, **FIGURE), by=by)
    picture = SectionPicture(section=section, code="centre")
    add_picture(picture, SimpleUploadedFile("x.png", made_picture()), by=by)
    made = [Made(code, PAGE, "text/html", b"<p>1</p>") for code in ("ro", "en")]
    edition = keep(chapter, made, "", "", by=by)
    pk, year = {"pk": ours.pk}, {"year": 2025}
    of_section = year | {"code": "practices"}
    of_text, of_edition = of_section | {"language": "ro"}, year | {"number": edition.number}
    of = [(OF_A_CONTRIBUTION, pk), (OF_A_CHAPTER, year), (OF_A_SECTION, of_section), (OF_A_TEXT, of_text)]
    of += [(OF_A_PICTURE, of_section | {"picture": "centre"})]
    return {f"chapter:{name}": found for names, found in of for name in names} | {
        "chapter:preview": year | {"language": "ro"},
        "chapter:approval": year | {"group": "policy"},
        "chapter:outside": year | {"code": FIGURE["code"]},
        "chapter:answer": year | {"pk": remark.pk},
        "reports:chapter": year,
        "reports:edition": of_edition,
        "reports:file": of_edition | {"language": "ro", "name": PAGE},
    }
