"""The chapter's workshop."""

from typing import Any

from protect.chapter.actions.contributions import ask_for_contributions
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.models import Contribution
from tests.addresses import ALL_SEEING, OWN, SIGNED_IN

ACCESS = {
    "chapter:list": SIGNED_IN,
    "chapter:contribution": OWN | ALL_SEEING,
    "chapter:outline": ALL_SEEING,
    "chapter:add_section": ALL_SEEING,
    "chapter:section": ALL_SEEING,
    "chapter:contributions": ALL_SEEING,
}
POST = {
    "chapter:decide",
    "chapter:move",
    "chapter:complete",
    "chapter:remove_section",
    "chapter:ask",
}

OF_A_CONTRIBUTION = ("contribution", "decide")
OF_A_CHAPTER = ("outline", "add_section")
OF_A_SECTION = ("section", "move", "complete", "remove_section", "contributions", "ask")


def arguments(walk: Any) -> dict[str, dict]:
    chapter = begin_chapter(2025, by=walk.world.secretariat)
    section = chapter.sections.get(code="practices")
    ask_for_contributions(section, by=walk.world.secretariat)
    ours = Contribution.objects.get(organisation=walk.world.organisation)
    pk = {"pk": ours.pk}
    year, section = {"year": 2025}, {"year": 2025, "code": "practices"}
    of = [(OF_A_CONTRIBUTION, pk), (OF_A_CHAPTER, year), (OF_A_SECTION, section)]
    return {f"chapter:{name}": found for names, found in of for name in names}
