"""What Django's fields become: labels, hints, errors tied to their field."""

import pytest
from django.utils.translation import override

from tests.public.urls import EveryField

pytestmark = pytest.mark.django_db


@pytest.fixture
def html() -> str:
    with override("ro"):
        return str(EveryField({"people": "1.5"})["name"].as_field_group())


def test_a_field_has_label_hint_and_error_tied_together(html):
    assert '<label class="govuk-label" for="id_name">' in html
    assert 'class="govuk-hint" id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'class="govuk-input"' in html


def test_choices_sit_in_a_fieldset_with_a_legend():
    html = str(EveryField()["services"].as_field_group())
    assert "<fieldset" in html and "<legend" in html
    assert html.count('class="govuk-checkboxes__input"') == 2


def test_optional_fields_are_marked_and_required_ones_have_no_asterisk():
    with override("en"):
        assert "(optional)" in str(EveryField()["day"].as_field_group())
        required = str(EveryField()["name"].as_field_group())
    assert "(optional)" not in required and "*" not in required


def test_a_filter_form_does_not_mark_its_fields():
    form = EveryField()
    form.mark_optional = False
    with override("en"):
        assert "(optional)" not in str(form["day"].as_field_group())


def test_the_summary_leads_to_each_wrong_field_and_the_title_says_error(client):
    html = client.get("/en/sample/?errors").content.decode()
    assert "<title>Error: " in html
    for anchor in ("id_name", "id_people", "id_county", "id_offered_0", "id_services_0", "id_right"):
        assert f'href="#{anchor}"' in html
        assert f'id="{anchor}"' in html


def test_a_form_without_errors_has_no_summary(client):
    html = client.get("/en/sample/").content.decode()
    assert "govuk-error-summary" not in html
    assert "<title>Error" not in html
