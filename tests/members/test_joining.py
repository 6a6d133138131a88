"""An organisation applies, confirms, is vouched for and decided upon; a stranger cannot flood us."""

import datetime
import re

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members.actions import accept_invitation, begin_membership
from members.actions.joining import (
    accept_application,
    answer_more,
    ask_more,
    begin_evaluation,
    confirm_application,
    decline_application,
    forget_unconfirmed,
    give_reference,
    withdraw_application,
)
from members.models import Application, Invitation, Organisation, Role
from members.named_member import NamedMember
from members.rules import holds
from protect.audit.models import Entry
from protect.files.models import StoredFile
from protect.notices.models import Notice
from tests.files.made import pdf
from tests.members.applying import FIELDS, KEY, applied, written
from tests.published import organisation, publish
from tests.world import World, person

Status = Application.Status


@pytest.fixture(autouse=True)
def no_limits_from_before() -> None:
    cache.clear()


def vouch(application: Application, world: World) -> None:
    for by, reference in zip(
        (world.coordinator, world.stranger), application.references.order_by("pk"), strict=True
    ):
        give_reference(reference, "vouches", "Ne știm de ani.", False, by=by)


def evaluated(world: World) -> Application:
    application = begin_evaluation(applied(world), by=world.secretariat)
    vouch(application, world)
    return application


@pytest.mark.once
def test_every_step_is_one_of_the_table_and_a_decision_is_the_end() -> None:
    assert set(Application.NEXT) == set(Status.values)
    for nexts in Application.NEXT.values():
        assert set(nexts) <= set(Status.values)
    for end in (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN):
        assert Application.NEXT[end] == ()


def data(world: World, **changed: object) -> dict[str, object]:
    """What the public form sends."""
    file = SimpleUploadedFile("statut.pdf", pdf("Statut"), "application/pdf")
    form = {"counties": ["CJ"], "reference1": world.organisation.pk, "reference2": world.other.pk}
    return FIELDS | form | {"statutes": file} | changed


def test_an_organisation_applies_by_the_page_and_confirms_by_the_link(world: World, client) -> None:
    page = client.post("/en/aderare/", data(world))
    assert page.status_code == 302 and not client.cookies
    application = Application.objects.get()
    assert application.status == Status.UNCONFIRMED and application.statutes.kind == "pdf"
    notice = Notice.objects.get(kind="application.confirm")
    assert notice.address == "noi@example.org" and application.token_digest not in notice.path
    assert not Notice.objects.filter(kind="application.sent").exists()
    assert b"Confirm and send" in client.get(notice.path).content
    application.refresh_from_db()
    assert application.status == Status.UNCONFIRMED  # looking changes nothing
    client.post(notice.path, {"act": "confirm"})
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    assert Notice.objects.filter(kind="application.reference").count() == 2


def test_what_is_wrong_is_said_beside_its_field(world: World, client) -> None:
    for changed in (
        {"fiscal_code": "18547291"},
        {"fiscal_code": "1800101221144"},
        {"name": "ours"},
        {"reference2": world.organisation.pk},
        {"email": "nu"},
        {"statutes": SimpleUploadedFile("statut.pdf", b"MZ not a pdf")},
    ):
        page = client.post("/en/aderare/", data(world, **changed))
        assert page.status_code == 200 and b"govuk-error-summary" in page.content, changed
    assert not Application.objects.exists() and not StoredFile.objects.exists()


def test_a_filled_trap_looks_like_success_and_stores_nothing(world: World, client) -> None:
    assert client.post("/en/aderare/", data(world, fax="1")).status_code == 302
    assert not Application.objects.exists()


def test_one_place_cannot_flood_us(world: World, client) -> None:
    from members.limits import AN_HOUR_AND_PLACE, within

    for _time in range(AN_HOUR_AND_PLACE):
        assert within("apply:place:x", AN_HOUR_AND_PLACE, 3600)
    assert not within("apply:place:x", AN_HOUR_AND_PLACE, 3600)
    assert within("apply:place:y", AN_HOUR_AND_PLACE, 3600)


def test_an_address_is_not_written_to_again_and_again(world: World, client, settings) -> None:
    for number in range(4):
        client.post("/en/aderare/", data(world, name=f"Asociația {number}"))
    assert Application.objects.count() == 3


def test_a_link_works_for_seven_days_and_then_the_application_is_forgotten(world: World) -> None:
    application = written(world)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, seconds=1)):
        with pytest.raises(PermissionDenied):
            confirm_application(application)
        assert forget_unconfirmed() == 1
    assert not Application.objects.exists() and not StoredFile.objects.exists()


def test_only_the_newest_link_opens_the_door(world: World, client) -> None:
    application = applied(world)
    assert client.get(f"/en/aderare/{KEY}/").status_code == 200
    ask_more(application, "Din ce trăiți?", by=world.secretariat)
    assert client.get(f"/en/aderare/{KEY}/").status_code == 404
    newest = Notice.objects.get(kind="application.asked").path
    assert "Din ce trăiți?" in client.get(newest).content.decode()
    client.post(newest, {"act": "answer", "text": "Din donații."})
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED and application.messages.count() == 2


def test_the_applicant_answers_only_what_was_asked(world: World) -> None:
    application = applied(world)
    with pytest.raises(PermissionDenied):
        answer_more(application, "Ceva.")
    ask_more(application, "Ce?", by=world.secretariat)
    with pytest.raises(ValidationError):
        answer_more(application, " ")


def test_only_the_secretariat_handles_an_application(world: World) -> None:
    application = applied(world)
    for somebody in (world.coordinator, world.stranger):
        with pytest.raises(PermissionDenied):
            ask_more(application, "Ce?", by=somebody)
        with pytest.raises(PermissionDenied):
            begin_evaluation(application, by=somebody)


def test_a_coordinator_of_the_named_member_vouches_and_nobody_else(world: World) -> None:
    reference = applied(world).references.get(organisation=world.organisation)
    for somebody in (world.reporter, world.stranger):
        with pytest.raises(PermissionDenied):
            give_reference(reference, "vouches", "", False, by=somebody)
    give_reference(reference, "vouches", "Lucrăm împreună.", True, by=world.coordinator)
    reference.refresh_from_db()
    assert reference.has_interest and reference.answered_by == world.coordinator


def test_two_members_must_vouch_before_one_is_accepted(world: World) -> None:
    application = begin_evaluation(applied(world), by=world.secretariat)
    with pytest.raises(PermissionDenied):
        accept_application(application, "Da.", by=world.secretariat)
    vouch(application, world)
    assert accept_application(application, "Da.", by=world.secretariat).name == FIELDS["name"]


def test_nobody_of_a_member_that_vouched_decides(world: World) -> None:
    begin_membership(world.colleague, world.other, Role.READER, by=None)
    application = evaluated(world)
    with pytest.raises(PermissionDenied):
        accept_application(application, "Da.", by=world.colleague)


def test_acceptance_makes_the_organisation_and_invites_its_coordinator(world: World) -> None:
    organisation = accept_application(evaluated(world), "Lucrează bine.", by=world.secretariat)
    assert organisation.slug == "asociatia-noua" and organisation.fiscal_code == "18547290"
    invitation = Invitation.objects.get(organisation=organisation)
    assert (invitation.email, invitation.role) == ("noi@example.org", Role.COORDINATOR)
    new = person("noi")
    accept_invitation(invitation, by=new)
    assert holds(new, "manage_staff", organisation)


def test_a_decision_has_its_reason_and_the_applicant_reads_it(world: World, client) -> None:
    application = evaluated(world)
    with pytest.raises(ValidationError):
        decline_application(application, " ", by=world.secretariat)
    application.refresh_from_db()
    assert application.status == Status.IN_EVALUATION
    decline_application(application, "Încă nu lucrați în domeniu.", by=world.secretariat)
    page = client.get(Notice.objects.get(kind="application.declined").path)
    assert "Încă nu lucrați în domeniu." in page.content.decode()
    assert not Organisation.objects.filter(name=FIELDS["name"]).exists()


def test_the_applicant_may_withdraw_and_then_nothing_more_happens(world: World) -> None:
    application = withdraw_application(applied(world))
    with pytest.raises(PermissionDenied):
        begin_evaluation(application, by=world.secretariat)


def test_an_address_of_ours_or_of_another_is_never_given_twice(world: World) -> None:
    Organisation.objects.create(slug="asociatia-noua", name="Alta", joined_on="2020-01-01")
    assert accept_application(evaluated(world), "Da.", by=world.secretariat).slug == "asociatia-noua-2"


def test_the_secretariat_works_on_one_page(world: World, as_) -> None:
    application = applied(world)
    address = f"/en/organisation/application/{application.pk}/"
    as_(world.secretariat).post(address + "act/", {"act": "evaluate"})
    reference = application.references.get(organisation=world.organisation)
    page = as_(world.coordinator).post(
        f"/en/organisation/reference/{reference.pk}/", {"answer": "vouches", "note": "Da."}
    )
    assert page.status_code == 302
    give_reference(
        application.references.get(organisation=world.other), "vouches", "", False, by=world.stranger
    )
    as_(world.secretariat).post(address + "act/", {"act": "accept", "text": "Da."})
    application.refresh_from_db()
    assert application.status == Status.ACCEPTED
    acts = Entry.objects.filter(action__startswith="application.").values_list("action", flat=True)
    assert {"application.confirm", "application.reference", "application.accept"} <= set(acts)


def test_a_member_is_chosen_from_a_list_and_named_where_the_list_would_be_long(
    world: World, client, monkeypatch
) -> None:
    page = client.get("/en/aderare/").content.decode()
    assert re.search(r'<select[^>]*name="reference1"', page) and ">Ours<" in page
    monkeypatch.setattr("members.forms.MOST_IN_A_LIST", 1)
    page = client.get("/en/aderare/").content.decode()
    assert re.search(r'<input[^>]*name="reference1"', page) and "Ours" not in page


def test_a_named_member_is_found_without_diacritics_and_by_a_part_that_only_it_has(db) -> None:
    for name, slug in (("Șansa la viață", "sansa"), ("Șansa Nouă", "noua"), ("Casa", "casa")):
        publish(organisation(name, slug))
    field = NamedMember()
    assert (
        field.clean("șansa nouă").slug == field.clean("sansa noua").slug == field.clean("noua").slug == "noua"
    )
    with pytest.raises(ValidationError, match="Șansa la viață; Șansa Nouă"):
        field.clean("sansa")
    for unknown in ("Altcineva", "", "noua casa"):
        with pytest.raises(ValidationError):
            field.clean(unknown)
