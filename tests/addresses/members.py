"""Organisations, staff, invitations, profiles."""

from typing import Any

from members.actions.profiles import begin_profile
from members.actions.services import save_offer
from tests.addresses import ALL_SEEING, EVERYBODY, OWN, SIGNED_IN
from tests.members.applying import KEY, applied
from tests.members.writing import with_logo

EDITORS = {"reporter", "coordinator"}
ACCESS = {
    "members:public_logo": EVERYBODY,
    "members:revision_logo": {"stranger", "secretariat", "auditor"},
    "members:leaving": {"coordinator"} | ALL_SEEING,
    "members:join": EVERYBODY,
    "members:join_sent": EVERYBODY,
    "members:application_door": EVERYBODY,
    "members:application": ALL_SEEING,
    "members:application_statutes": ALL_SEEING,
    "members:reference": {"coordinator"},
    "members:organisations": SIGNED_IN,
    "members:waiting": ALL_SEEING,
    "members:invitation": EVERYBODY,
    "members:organisation": OWN | ALL_SEEING,
    "members:profile": OWN | ALL_SEEING,
    "members:profile_edit": EDITORS,
    "members:profile_check": OWN | ALL_SEEING,
    "members:revision": OWN | ALL_SEEING,
    "members:review": ALL_SEEING,
    "members:offers": OWN | ALL_SEEING,
    "members:offer": OWN | ALL_SEEING,
    "members:offer_new": EDITORS,
    "members:offer_edit": EDITORS,
}
POST = {
    "members:profile_logo",
    "members:act_for",
    "members:leaving_act",
    "members:export",
    "members:application_act",
    "members:end",
    "members:revoke",
    "members:profile_begin",
    "members:profile_autosave",
    "members:profile_submit",
    "members:review_ask",
    "members:verdict",
    "members:offer_confirm",
    "members:offer_end",
}


def arguments(walk: Any) -> dict[str, dict]:
    ours = {"slug": "ours"}
    revision = ours | {"number": begin_profile(walk.world.organisation, by=walk.world.reporter).number}
    made = save_offer(
        walk.world.organisation, {"kind": "counselling", "name_ro": "Consiliere", "nationwide": True},
        {"counties": [], "audiences": ["women"], "languages": ["ro"]}, by=walk.world.reporter,
    )  # fmt: skip
    offer = ours | {"pk": made.pk}
    application = applied(walk.world)
    asked = application.references.get(organisation=walk.world.organisation)
    return {
        "members:application_door": {"token": KEY},
        "members:application": {"pk": application.pk},
        "members:application_act": {"pk": application.pk},
        "members:application_statutes": {"pk": application.pk},
        "members:reference": {"pk": asked.pk},
        "members:invitation": {"token": walk.token},
        "members:organisation": ours,
        "members:end": ours | {"pk": walk.membership.pk},
        "members:revoke": ours | {"pk": walk.invitation.pk},
        "members:act_for": ours,
        "members:leaving": ours,
        "members:leaving_act": ours,
        "members:export": ours,
        "members:profile_logo": ours,
        "members:public_logo": {"slug": "other"},
        "members:revision_logo": {"slug": "other", "number": with_logo(walk.world).number},
        "members:profile": ours,
        "members:profile_begin": ours,
        "members:profile_edit": ours,
        "members:profile_autosave": ours,
        "members:profile_check": ours,
        "members:profile_submit": ours,
        "members:revision": revision,
        "members:review": revision,
        "members:review_ask": revision,
        "members:verdict": revision,
        "members:offers": ours,
        "members:offer_new": ours,
        "members:offer": offer,
        "members:offer_edit": offer,
        "members:offer_confirm": offer,
        "members:offer_end": offer,
    }
