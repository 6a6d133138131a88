"""CSV, JSON and XLSX: the same rows in all three, explained by one dictionary."""

import io
import json
from collections.abc import Iterator

import xlsxwriter
from django.utils import translation

from protect.files.cells import TEXT_STAYS_TEXT, csv_file, safe_cell, safe_text
from services.models import Release
from services.releases.digests import content_of, stored_rows
from services.releases.queries import SYMBOLS, Figure, figures

LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
# Name of a column → what stands in it.
COLUMNS = {
    "year": "the year that the figure is about",
    "period": "a quarter, such as 2026-T1; empty for the whole year",
    "indicator": "code of what is counted; the codes are listed under `indicators`",
    "indicator_version": "the version of its definition",
    "name_ro": "its name in Romanian",
    "name_en": "its name in English",
    "block": "the breakdown: total, age_sex, county…",
    "key": "the categories, dimension=code joined by |; empty for the total, `rest` where not broken down",
    "label_ro": "the categories in Romanian",
    "label_en": "the categories in English",
    "value": "the number; empty where a sign stands instead",
    "sign": "c withheld, z not applicable, x not available; empty where there is a number",
    "revised": "1 where another number was printed in the release before",
    "provisional": "1 where a period of the year is not closed yet",
    "qualifier": "exact, about or more_than",
    "organisations": "how many organisations counted people; only beside totals",
    "overlap": "people whom more than one member counts; only beside totals, where it betrays nobody",
    "release": "the release, such as 2020 r1",
    "licence": "how it may be used",
    "sha256": "digest of the public content of the release; figures.json says how it is reckoned",
    "policy": "the rules of disclosure control, as JSON",
}
Row = dict[str, str | int]


def in_both(release: Release) -> Iterator[tuple[Figure, Figure]]:
    """Every figure in Romanian and in English."""
    with translation.override("ro"):
        romanian = figures(release)
    with translation.override("en"):
        english = figures(release)
    yield from zip(romanian, english, strict=True)


def rows_of(release: Release) -> list[Row]:
    """A row a figure, its columns those of `COLUMNS`."""
    about = about_release(release)
    return [
        {
            "year": release.year,
            "period": ro.period.code if ro.period else (release.period.code if release.period else ""),
            "indicator": ro.indicator.code,
            "indicator_version": ro.version.number,
            "name_ro": ro.version.name_ro,
            "name_en": ro.version.name_en,
            "block": ro.block.code,
            "key": ro.key,
            "label_ro": ro.name,
            "label_en": en.name,
            "value": "" if ro.value is None else ro.value,
            "sign": SYMBOLS[ro.why][0] if ro.why else "",
            "revised": int(ro.revised),
            "provisional": int(ro.provisional),
            "qualifier": ro.qualifier,
            "organisations": "" if ro.organisations is None else ro.organisations,
            "overlap": "" if ro.overlap is None else ro.overlap,
            **about,
        }
        for ro, en in in_both(release)
    ]


def about_release(release: Release) -> Row:
    """What every file says of its release."""
    return {
        "release": str(release),
        "licence": LICENCE,
        "sha256": release.content_digest,
        "policy": json.dumps(release.policy, sort_keys=True),
    }


def as_csv(release: Release) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read the letters; one heading, no other lines."""
    rows = ([row[name] for name in COLUMNS] for row in rows_of(release))
    return csv_file([list(COLUMNS), *rows])


def dictionary(release: Release) -> dict[str, object]:
    """Columns, indicators with their definitions, signs."""
    pairs = list(in_both(release))
    totals = [(ro, en) for ro, en in pairs if ro.is_total]
    with translation.override("en"):
        signs = {sign: str(meaning) for sign, meaning in SYMBOLS.values()}
    return {
        **about_release(release),
        "policy": release.policy,
        "columns": COLUMNS,
        "signs": signs,
        "indicators": [
            {
                "code": ro.indicator.code,
                "version": ro.version.number,
                "name": {"ro": ro.version.name_ro, "en": ro.version.name_en},
                "definition": {"ro": ro.version.definition_ro, "en": ro.version.definition_en},
                "include": {"ro": ro.version.include_ro, "en": ro.version.include_en},
                "exclude": {"ro": ro.version.exclude_ro, "en": ro.version.exclude_en},
                "count_basis": ro.version.count_basis,
            }
            for ro, _en in totals
        ],
    }


def dictionary_file(release: Release) -> bytes:
    return json.dumps(dictionary(release), ensure_ascii=False, indent=1).encode()


def as_json(release: Release) -> bytes:
    """The rows and the dictionary; and under `content` exactly what the digest covers.

    sha256 is over `content` as JSON with sorted keys, no spaces after , and :, in UTF-8.
    """
    about = set(about_release(release))
    rows = [{name: value for name, value in row.items() if name not in about} for row in rows_of(release)]
    content = {
        **dictionary(release),
        "provisional": release.provisional,
        "synthetic": release.synthetic,
        "organisations": {"owed": release.owed, "verified": release.verified},
        "published": release.published_at.isoformat() if release.published_at else None,
        "figures": [{**row, "value": None if row["value"] == "" else row["value"]} for row in rows],
        "content": content_of(release, stored_rows(release)),
        "sha256_is_over": "`content` as JSON: sorted keys, separators , and : without spaces, UTF-8",
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_xlsx(release: Release) -> bytes:
    """A sheet of figures, a sheet that says what they are; numbers are numbers, nothing is a formula."""
    target = io.BytesIO()
    rows = rows_of(release)
    about = about_release(release)
    columns = [name for name in COLUMNS if name not in about]
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd", **TEXT_STAYS_TEXT}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {
                "title": f"ProTECT {release}",
                "author": "ProTECT",
                "created": release.cut_at.replace(tzinfo=None),
            }
        )
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        number = book.add_format({"num_format": "#,##0"})
        sheet = book.add_worksheet(release.slug)
        sheet.write_row(0, 0, columns, bold)
        for line, row in enumerate(rows, 1):
            for column, name in enumerate(columns):
                shown = f"[{row['sign']}]" if name == "value" and row["sign"] else row[name]
                sheet.write(
                    line, column, safe_cell(shown), number if name == "value" and not row["sign"] else None
                )
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.autofit()
        notes = book.add_worksheet("about")
        notes.set_column(0, 0, 22)
        notes.set_column(1, 1, 100, wrap)
        with translation.override("en"):
            signs = {f"[{sign}]": str(meaning) for sign, meaning in SYMBOLS.values()}
        for line, (name, said) in enumerate([*about.items(), *signs.items(), *COLUMNS.items()]):
            notes.write_string(line, 0, name, bold)
            notes.write_string(line, 1, safe_text(str(said)), wrap)
    return target.getvalue()
