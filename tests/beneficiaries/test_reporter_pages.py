"""The reporter's pages, without JavaScript; and the answers that autosave gets."""

import pytest
from django.urls import reverse

from beneficiaries.actions.declaring import declare_line
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.handing_in import return_report, submit_report
from beneficiaries.actions.questions import ask
from beneficiaries.models import Count, Query, Report, ReportLine
from tests.world import World


def address(name: str, report: Report, *more: str) -> str:
    return reverse(f"beneficiaries:{name}", args=[report.pk, *more])


def whole_form(world: World, number: str = "2") -> dict[str, str]:
    return {f"served-{cell.pk}": number for cell in world.people_cells}


def test_a_return_is_filled_and_sent_by_ordinary_forms(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    period = world.period()
    client = as_(world.coordinator)
    client.post(reverse("beneficiaries:start", args=["ours", period.code]))
    report = Report.objects.get()
    client.post(address("fill", report, "beneficiaries"), whole_form(world))
    client.post(address("fill", report, "activities"), {f"served-{world.cell('informed').pk}": "1.200"})
    page = client.post(address("check", report), {})
    assert Report.objects.get().status == Report.Status.DRAFT and page.status_code == 200
    page = client.post(address("check", report), {"declared": "yes"}, follow=True)
    assert "PT-2025-001" in page.content.decode()


def test_autosave_answers_what_was_saved_refused_and_met(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    one, two, *_rest = world.people_cells
    answer = (
        as_(world.reporter)
        .post(
            address("autosave", report),
            {f"served-{one.pk}": "14", f"served-{one.pk}__base": "", f"served-{two.pk}": "x"},
        )
        .json()
    )
    assert list(answer["errors"]) == [f"served-{two.pk}"] and answer["version"] == 2
    answer = (
        as_(world.coordinator)
        .post(address("autosave", report), {f"served-{one.pk}": "12", f"served-{one.pk}__base": ""})
        .json()
    )
    assert answer["conflicts"][f"served-{one.pk}"]["theirs"] == "14"
    assert answer["conflicts"][f"served-{one.pk}"]["who"] == "reporter"


def test_autosave_after_sending_saves_nothing_and_does_not_say_so(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([1, 0, 0, 0, 0])
    cell = world.people_cells[0]
    response = as_(world.reporter).post(address("autosave", report), {f"served-{cell.pk}": "99"})
    assert response.status_code == 409
    assert Count.objects.get(cell=cell).served == 1


def test_without_javascript_both_values_of_a_conflict_are_shown(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    name = f"served-{world.people_cells[0].pk}"
    as_(world.reporter).post(address("fill", report, "beneficiaries"), {name: "14", f"{name}__base": ""})
    page = (
        as_(world.coordinator)
        .post(address("fill", report, "beneficiaries"), {name: "12", f"{name}__base": ""})
        .content.decode()
    )
    assert "14" in page and 'value="12"' in page and "reporter" in page
    as_(world.coordinator).post(address("fill", report, "beneficiaries"), {name: "12", f"{name}__base": "14"})
    assert Count.objects.get(cell=world.people_cells[0]).served == 12


def test_services_that_are_not_ticked_are_not_offered(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    as_(world.reporter).post(address("services", report), {"offered": ["residential"]})
    assert ReportLine.objects.get(indicator=world.reach).state == ReportLine.State.NOT_OFFERED


def test_a_nil_return_takes_three_pages(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    client = as_(world.coordinator)
    assert client.get(address("nothing", report)).status_code == 200
    client.post(address("nothing", report))
    client.post(address("check", report), {"declared": "yes"})
    report.refresh_from_db()
    assert report.status == Report.Status.SUBMITTED
    assert set(Count.objects.values_list("served", flat=True)) == {0}


def test_a_pasted_block_is_shown_first_and_saved_by_its_button(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    client = as_(world.reporter)
    pasted = "minor, f\t5\nadult, m\t1.200\nnobody\t7\nminor, m\tabc"
    page = client.post(address("paste", report, "residential"), {"pasted": pasted})
    rows = page.context["rows"]
    assert [bool(row.field) for row in rows] == [True, True, False, True]
    assert rows[3].fault and not Count.objects.exists()
    after = client.post(
        address("paste", report, "residential"), {"use": "yes", "pasted": pasted}, follow=True
    )
    assert sorted(Count.objects.values_list("served", flat=True)) == [5, 1200]
    said = " ".join(str(message) for message in after.context["messages"])
    assert "nobody" in said and "abc" in said


def test_two_columns_of_numbers_are_served_and_counted_before(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started(2025, 2)
    pasted = "4\t1\n5\t2\n0\n0\n0\n"
    as_(world.reporter).post(address("paste", report, "residential"), {"use": "yes", "pasted": pasted})
    asked = Count.objects.filter(line__report=report, computed=False).order_by("cell__position")
    assert list(asked.values_list("served", "repeat")) == [(4, 1), (5, 2), (0, 0), (0, 0), (0, 0)]


def test_where_nothing_can_be_used_no_button_says_so(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_(world.reporter).post(address("paste", world.started(), "residential"), {"pasted": "nobody\t7"})
    assert 'name="use"' not in page.content.decode()


@pytest.mark.parametrize("text", ["=1+1\t2", "\x00\x1f", "9" * 5_000, "\t".join("1" * 400), "<script>\t1"])
def test_a_hostile_paste_changes_nothing(world: World, as_, text: str) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    response = as_(world.reporter).post(address("paste", report, "residential"), {"pasted": text})
    assert response.status_code == 200 and "<script>\t" not in response.content.decode()
    assert not Count.objects.exists()


def test_an_identifier_in_a_note_is_refused_with_the_way_out(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    page = as_(world.reporter).post(
        "/en" + address("fill", report, "beneficiaries"),
        {"state-residential": "not_known", "note-residential": "Sunați la 0722 123 456"},
    )
    assert "telephone number" in page.content.decode()
    assert not ReportLine.objects.exclude(note="").exists()


def test_an_answer_is_written_above_the_line_it_is_about(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([1, 0, 0, 0, 0])
    query = ask(report, world.people, "De ce una?", by=world.secretariat)
    return_report(report, by=world.secretariat)
    client = as_(world.reporter)
    assert "De ce una?" in client.get(address("fill", report, "beneficiaries")).content.decode()
    client.post(address("fill", report, "beneficiaries"), {f"answer-{query.pk}": "Am verificat."})
    query.refresh_from_db()
    assert query.state == Query.State.ANSWERED


def test_a_correction_is_opened_by_its_page(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.verified([1, 0, 0, 0, 0])
    client = as_(world.reporter)
    assert client.post(address("correct", report), {"reason": ""}).status_code == 200
    client.post(address("correct", report), {"reason": "Greșeală."})
    assert Report.objects.filter(revision=2, status=Report.Status.DRAFT).exists()


def test_an_expired_session_leads_back_to_the_page(world: World, client) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    response = client.get(address("fill", report, "beneficiaries"))
    assert response.status_code == 302 and str(report.pk) in response["Location"]


def test_the_services_of_the_last_return_are_ticked_again(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    earlier = world.started(2024)
    declare_line(earlier, world.people, ReportLine.State.NOT_OFFERED, by=world.reporter)
    save_entries(earlier, [Entry(world.cell("informed").pk, "served", "5")], by=world.reporter)
    submit_report(earlier, by=world.coordinator)
    report = world.started(2025)
    page = as_(world.reporter).get(address("services", report)).content.decode()
    assert 'value="informed" checked' in page and 'value="residential" checked' not in page
    as_(world.reporter).post(address("services", report), {"offered": ["informed"]})
    assert report.lines.get(indicator=world.people).state == ReportLine.State.NOT_OFFERED
