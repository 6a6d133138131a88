"""A release as files: CSV, JSON, XLSX, SDMX; each names licence, digest, release and policy.

The same bytes for everybody, whatever the language of the page: names stand in both.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from services.models import Release
from services.releases.files import plain, sdmx, sdmx_ml


@dataclass(frozen=True)
class Kind:
    """What a file is called on the page, its media type, and who writes it."""

    label: str | Promise
    content_type: str
    write: Callable[[Release], bytes]


FILES: dict[str, Kind] = {
    "figures.csv": Kind("CSV", "text/csv; charset=utf-8", plain.as_csv),
    "figures.xlsx": Kind(
        "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", plain.as_xlsx
    ),
    "figures.json": Kind("JSON", "application/json", plain.as_json),
    "dictionary.json": Kind(_("data dictionary"), "application/json", plain.dictionary_file),
    "sdmx-data.csv": Kind("SDMX-CSV", "application/vnd.sdmx.data+csv; version=2.0.0", sdmx.data_csv),
    "sdmx-data.xml": Kind(
        "SDMX-ML", "application/vnd.sdmx.structurespecificdata+xml; version=2.1", sdmx_ml.data_xml
    ),
    "sdmx-structure.xml": Kind(
        _("SDMX structure"), "application/vnd.sdmx.structure+xml; version=2.1", sdmx_ml.structure_xml
    ),
}
