"""Who may do what in an organisation: one function a question, the same for view, page and test."""

from django.utils.translation import gettext as _

from members.models import (
    REFERENCES_WANTED,
    Application,
    ApplicationReference,
    Departure,
    Membership,
    Organisation,
    ProfileRevision,
    ServiceOffer,
)
from members.queries import organisations_with
from protect.accounts.models import User
from protect.accounts.rules import YES, Answer, is_secretariat, no


def holds(user: User, permission: str, organisation: Organisation) -> bool:
    """Whether `user` holds `permission` on `organisation` now."""
    return organisations_with(user, permission).filter(pk=organisation.pk).exists()


def may_manage_staff(user: User, organisation: Organisation) -> bool:
    """The organisation's coordinators and the secretariat."""
    return is_secretariat(user) or holds(user, "manage_staff", organisation)


def may_end(user: User, membership: Membership) -> bool:
    """Whoever manages the staff; and everybody may leave by themselves."""
    return membership.user_id == user.pk or may_manage_staff(user, membership.organisation)


def may_edit_profile(user: User, organisation: Organisation) -> Answer:
    """Whoever edits the profile of the organisation, while nobody reads it and it still belongs."""
    if not holds(user, "edit_profile", organisation):
        return no(_("You do not edit the profile of this organisation."))
    if organisation.has_left:
        return no(_("This organisation has left the platform."))
    return YES


def may_change_revision(user: User, revision: ProfileRevision) -> Answer:
    """Whoever edits the profile, as long as the revision is a draft or came back."""
    edit = may_edit_profile(user, revision.organisation)
    if not edit:
        return edit
    if revision.status not in ProfileRevision.EDITABLE:
        return no(_("This profile was sent. It changes again when the secretariat has answered."))
    return YES


def may_review_profile(user: User, revision: ProfileRevision) -> Answer:
    """The secretariat, on a profile that was sent."""
    if not is_secretariat(user):
        return no(_("Only the secretariat reads profiles for approval."))
    if revision.status != ProfileRevision.Status.SUBMITTED:
        return no(_("This profile does not wait for the secretariat."))
    return YES


def may_approve_profile(user: User, revision: ProfileRevision) -> Answer:
    """The secretariat, but nobody who wrote it, sent it or works there; and only on what is public now."""
    review = may_review_profile(user, revision)
    if not review:
        return review
    own = (
        revision.submitted_by_id == user.pk
        or revision.authors.filter(pk=user.pk).exists()
        or Membership.objects.live().filter(user=user, organisation=revision.organisation).exists()
    )
    if own:
        return no(_("This profile is your own work or of your own organisation. Somebody else approves it."))
    if revision.based_on_id != revision.organisation.published_revision_id:
        return no(_("Another profile became public after this one was begun. Return this one."))
    if revision.new_questions.exists():
        return no(_("You asked questions. Return the profile with them, or settle them."))
    return YES


def may_publish_earlier(user: User, revision: ProfileRevision) -> bool:
    """The secretariat, of an approved revision that is not the public one, of a member."""
    return (
        is_secretariat(user)
        and revision.status == ProfileRevision.Status.APPROVED
        and revision.organisation.published_revision_id != revision.pk
        and not revision.organisation.has_left
    )


def may_confirm_offer(user: User, offer: ServiceOffer) -> Answer:
    """The secretariat, but not whoever wrote it or works there."""
    if not is_secretariat(user):
        return no(_("Only the secretariat confirms services."))
    if offer.confirmed_at or offer.ended_at:
        return no(_("This service does not wait for the secretariat."))
    if offer.created_by_id == user.pk:
        return no(_("You wrote this yourself. Somebody else confirms it."))
    if Membership.objects.live().filter(user=user, organisation=offer.organisation).exists():
        return no(_("You work in this organisation. Somebody else confirms it."))
    return YES


def may_handle_application(user: User, application: Application) -> Answer:
    """The secretariat, while nothing is decided."""
    if not is_secretariat(user):
        return no(_("Only the secretariat handles applications."))
    if not application.NEXT[application.status] or application.status == Application.Status.UNCONFIRMED:
        return no(_("Nothing more is to be done with this application."))
    return YES


def may_decide(user: User, application: Application, *, accept: bool) -> Answer:
    """The secretariat, after the evaluation; nobody of a member that vouched; two vouch for a new member."""
    handle = may_handle_application(user, application)
    if not handle:
        return handle
    if application.status != Application.Status.IN_EVALUATION:
        return no(_("Begin the evaluation first."))
    references = application.references.all()
    vouching = Membership.objects.live().filter(organisation__in=references.values("organisation"))
    if references.filter(answered_by=user).exists() or vouching.filter(user=user).exists():
        return no(_("You belong to a member that was named as a reference. Somebody else decides."))
    if accept:
        vouch = references.filter(answer=ApplicationReference.Answer.VOUCHES).count()
        if vouch < REFERENCES_WANTED:
            return no(_("Two members must recommend the organisation before it is accepted."))
    return YES


def may_give_reference(user: User, reference: ApplicationReference) -> Answer:
    """A coordinator of the member that was named, until it is decided."""
    if not holds(user, "manage_staff", reference.organisation):
        return no(_("A coordinator of the named member answers."))
    application = reference.application
    if not application.confirmed_at or not application.NEXT[application.status]:
        return no(_("Nothing more is to be done with this application."))
    return YES


def may_propose_departure(user: User, organisation: Organisation, *, again: bool = False) -> Answer:
    """A coordinator or the secretariat; once at a time (`again`: of what is proposed already)."""
    if not may_manage_staff(user, organisation):
        return no(_("A coordinator or the secretariat proposes it."))
    if organisation.has_left:
        return no(_("This organisation has left the platform."))
    if not again and organisation.departures.filter(carried_out_at=None, called_off_at=None).exists():
        return no(_("It is proposed already."))
    return YES


def may_carry_out_departure(user: User, departure: Departure) -> Answer:
    """Somebody of the secretariat who did not propose it."""
    if not is_secretariat(user):
        return no(_("Somebody of the secretariat carries it out."))
    if not departure.is_open:
        return no(_("It was carried out or called off."))
    if departure.proposed_by_id == user.pk:
        return no(_("You proposed it. A second person carries it out."))
    return YES


def may_export(user: User, organisation: Organisation) -> bool:
    """Whoever leads the organisation, and the secretariat, which hands it over after a departure."""
    return may_manage_staff(user, organisation)
