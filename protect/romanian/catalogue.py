"""The message catalogue: extracted from the code, merged from its parts, checked, compiled.

GNU gettext is not needed: Babel extracts, polib reads and compiles. Each part of the portal
keeps its Romanian in `locale/ro/NAME.po`; together they become `locale/ro/LC_MESSAGES/django.mo`.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation import templatize

SOURCES = ("protect", "members", "beneficiaries", "services", "workgroups", "templates")
KEYWORDS = (
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
)
PLURALS = {
    "ro": "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100 > 0 && n%100 < 20) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
}
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?([sdf])|\{(\w*)\}")
CEDILLAS = re.compile("[şţŞŢ]")
Key = tuple[str, str]  # context, msgid


def extracted(root: Path) -> dict[Key, tuple[str, str]]:
    """Every message of our code and templates: (context, msgid) → (msgid_plural, first place)."""
    found: dict[Key, tuple[str, str]] = {}
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                place = str(path.relative_to(root))
                for context, msgid, plural in messages_in(path):
                    known = found.get((context, msgid))
                    found[context, msgid] = (
                        plural or (known[0] if known else ""),
                        known[1] if known else place,
                    )
    return found


def messages_in(path: Path) -> Iterator[tuple[str, str, str]]:
    """The messages of one file: context, msgid, plural."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    for _line, function, messages, _comments in extract_python(
        io.BytesIO(text.encode()), dict.fromkeys(KEYWORDS), [], {"encoding": "utf-8"}
    ):
        texts = [m for m in (messages if isinstance(messages, (tuple, list)) else (messages,)) if m]
        if not texts:
            continue
        context = texts.pop(0) if "pgettext" in str(function) else ""
        plural = texts[1] if str(function).startswith(("ngettext", "npgettext")) and len(texts) > 1 else ""
        yield context, texts[0], plural


def parts(root: Path) -> dict[Key, polib.POEntry]:
    """The Romanian of all parts; `libraries.po` translates what Django and allauth say."""
    found: dict[Key, polib.POEntry] = {}
    for path in sorted((root / "locale" / "ro").glob("*.po")):
        for entry in polib.pofile(str(path)):
            if entry.obsolete:
                continue
            translated = entry.msgstr or any(entry.msgstr_plural.values())
            if translated or (entry.msgctxt or "", entry.msgid) not in found:
                found[entry.msgctxt or "", entry.msgid] = entry
    return found


def merged(root: Path) -> polib.POFile:
    """The Romanian catalogue made of the parts, sorted."""
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = metadata("ro")
    for (context, msgid), entry in sorted(parts(root).items()):
        catalogue.append(
            polib.POEntry(
                msgctxt=context or None,
                msgid=msgid,
                msgid_plural=entry.msgid_plural,
                msgstr=entry.msgstr,
                msgstr_plural=entry.msgstr_plural,
            )
        )
    return catalogue


def metadata(language: str) -> dict[str, str]:
    """The header of a catalogue."""
    return {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURALS[language],
    }


def compile_all(root: Path) -> int:
    """Write the .mo files, which nobody keeps; returns how many Romanian texts there are.

    English is the language of the code: its catalogue stays empty.
    """
    romanian, english = merged(root), polib.POFile()
    english.metadata = metadata("en")
    for language, catalogue in (("ro", romanian), ("en", english)):
        folder = root / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        catalogue.save_as_mofile(str(folder / "django.mo"))
    return len(romanian)


def placeholders(text: str) -> list[str]:
    """The placeholders of a message, sorted."""
    return sorted(match.group() for match in PLACEHOLDER.finditer(text.replace("%%", "")))


def faults(root: Path) -> list[str]:
    """What is wrong with the Romanian catalogue, a line each; nothing when it is complete."""
    catalogue = parts(root)
    found = []
    for (context, msgid), (plural, place) in sorted(extracted(root).items()):
        entry = catalogue.get((context, msgid))
        if entry is None or not (entry.msgstr or any(entry.msgstr_plural.values())):
            found.append(f"not translated ({place}): {msgid!r}")
        elif plural and not all(entry.msgstr_plural.get(form) for form in range(3)):
            found.append(f"not all three plural forms ({place}): {msgid!r}")
    for (_context, msgid), entry in catalogue.items():
        found += faults_of(msgid, entry)
    return [*found, *said_twice(root)]


def said_twice(root: Path) -> Iterator[str]:
    """Texts that two parts translate differently: one of them would win in silence."""
    known: dict[Key, tuple[str, polib.POEntry]] = {}
    for path in sorted((root / "locale" / "ro").glob("*.po")):
        for entry in polib.pofile(str(path)):
            name, before = known.setdefault((entry.msgctxt or "", entry.msgid), (path.name, entry))
            if (before.msgstr, before.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                yield f"{name} and {path.name} say {entry.msgid!r} differently: give one a context"


def faults_of(msgid: str, entry: polib.POEntry) -> Iterator[str]:
    """The faults of one translation: letters and placeholders."""
    for text in [entry.msgstr, *entry.msgstr_plural.values()]:
        if CEDILLAS.search(text):
            yield f"cedilla letters: {text!r}"
        allowed = {tuple(placeholders(msgid)), tuple(placeholders(entry.msgid_plural or msgid))}
        if text and tuple(placeholders(text)) not in allowed:
            yield f"other placeholders than {msgid!r}: {text!r}"
