"""What people look for, in plain words, and the kinds of service that answer it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.models import OfferKind


@dataclass(frozen=True)
class Need:
    """A need as somebody would say it, and as the directory says it."""

    code: str
    words: str | Promise
    kinds: tuple[str, ...]
    for_people: bool = True


NEEDS: dict[str, Need] = {
    need.code: need
    for need in (
        Need("home", _("a place to stay"), (OfferKind.RESIDENTIAL,)),
        Need("law", _("a lawyer, support with the police or in court"), (OfferKind.CRIMINAL_PROCEEDINGS,)),
        Need("talk", _("a psychologist, somebody to talk to"), (OfferKind.COUNSELLING,)),
        Need("day", _("a place to go during the day"), (OfferKind.DAY_CENTRE,)),
        Need("back", _("to return to Romania"), (OfferKind.REPATRIATION,)),
        Need("work", _("work or school again"), (OfferKind.REINTEGRATION,)),
        Need("learn", _("information and prevention"), (OfferKind.INFORMED,), for_people=False),
        Need("train", _("training for professionals"), (OfferKind.TRAINED,), for_people=False),
    )
}
PEOPLES_KINDS: tuple[str, ...] = tuple(
    kind for need in NEEDS.values() if need.for_people for kind in need.kinds
)
