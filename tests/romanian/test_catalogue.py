"""The Romanian texts of the portal are complete."""

from django.conf import settings

from protect.romanian import catalogue


def test_every_text_is_translated_without_cedillas_and_with_its_placeholders() -> None:
    assert catalogue.faults(settings.BASE_DIR) == []


def test_a_wrong_placeholder_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import polib

    entry = polib.POEntry(msgid="%(n)d people", msgstr="%(n)s persoane")
    assert list(catalogue.faults_of(entry.msgid, entry))
    cedilla = polib.POEntry(msgid="so", msgstr="aşa")
    assert list(catalogue.faults_of(cedilla.msgid, cedilla))


def test_a_text_that_two_parts_say_differently_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "locale" / "ro"
    folder.mkdir(parents=True)
    for name, words in (("one", "primită"), ("two", "acceptată")):
        (folder / f"{name}.po").write_text(f'msgid "accepted"\nmsgstr "{words}"\n', encoding="utf-8")
    assert [fault for fault in catalogue.said_twice(tmp_path) if "accepted" in fault]
