"""SDMX: a structure definition with its code lists (SDMX-ML 2.1), and the data as SDMX-ML and SDMX-CSV 2.0.

Codes of categories: `=` is written `$` and `|` is written `@`, since an SDMX identifier allows neither.
Observation status after the SDMX code list: A normal, P provisional, Q suppressed, M cannot exist, O missing.
"""

import json

from protect.files.cells import csv_file
from services.models import Release, ReleasedFigure
from services.releases.files.plain import LICENCE, in_both
from services.releases.queries import Figure

AGENCY, STRUCTURE, FLOW, VERSION = "PROTECT", "TOTALS", "TOTALS_FLOW", "1.0"
BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/"
MES, STR, COM = f"{BASE}message", f"{BASE}structure", f"{BASE}common"
SPECIFIC = f"{BASE}data/structurespecific"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{STRUCTURE}({VERSION})"
DIMENSIONS = ["FREQ", "INDICATOR", "BREAKDOWN", "CATEGORY"]
ATTRIBUTES = ["OBS_STATUS", "CONF_STATUS", "REVISED", "QUALIFIER"]
ABOUT = ["RELEASE", "LICENCE", "SHA256", "POLICY"]
CONCEPTS = {
    "FREQ": "Frequency", "INDICATOR": "What is counted", "BREAKDOWN": "Breakdown",
    "CATEGORY": "Categories of the breakdown", "TIME_PERIOD": "Time period", "OBS_VALUE": "Number",
    "OBS_STATUS": "Observation status", "CONF_STATUS": "Confidentiality status",
    "REVISED": "Revised since the release before", "QUALIFIER": "Exact, about, more than",
    "RELEASE": "Release", "LICENCE": "Licence", "SHA256": "Digest of the public content",
    "POLICY": "Rules of disclosure control",
}  # fmt: skip
FIXED_LISTS = {
    "FREQ": {"A": ("anual", "annual"), "Q": ("trimestrial", "quarterly")},
    "OBS_STATUS": {
        "A": ("normală", "normal"), "P": ("provizorie", "provisional"), "Q": ("ascunsă", "suppressed"),
        "M": ("nu se aplică", "cannot exist"), "O": ("nu este disponibilă", "missing"),
    },
    "CONF_STATUS": {"F": ("liberă", "free"), "C": ("confidențială", "confidential")},
    "REVISED": {"Y": ("da", "yes"), "N": ("nu", "no")},
    "QUALIFIER": {
        "exact": ("exact", "exact"), "about": ("aproximativ", "about"), "more_than": ("peste", "more than"),
    },
}  # fmt: skip
STATUS = {"withheld": "Q", "not_applicable": "M", "unavailable": "O"}
Names = tuple[str, str]


def category_of(figure: Figure) -> str:
    """`age_group$minor@sex$f`; `_T` for the total, `_R` for what has no breakdown."""
    if not figure.key:
        return "_T"
    return "_R" if figure.key == ReleasedFigure.REST else figure.key.replace("=", "$").replace("|", "@")


def time_of(figure: Figure, release: Release) -> tuple[str, str]:
    """Frequency and time: A 2026, Q 2026-Q1."""
    period = figure.period or release.period
    if period is None or not period.quarter:
        return "A", str(release.year)
    return "Q", f"{period.year}-Q{period.quarter}"


def observations(release: Release) -> list[dict[str, str]]:
    """An observation a figure: its dimensions, its attributes, its number where there is one."""
    found = []
    for figure, _english in in_both(release):
        frequency, time = time_of(figure, release)
        observation = {
            "FREQ": frequency,
            "INDICATOR": figure.indicator.code,
            "BREAKDOWN": figure.block.code,
            "CATEGORY": category_of(figure),
            "TIME_PERIOD": time,
            "OBS_VALUE": "" if figure.value is None else str(figure.value),
            "OBS_STATUS": STATUS.get(figure.why, "P" if figure.provisional else "A"),
            "CONF_STATUS": "C" if figure.why == "withheld" else "F",
            "REVISED": "Y" if figure.revised else "N",
            "QUALIFIER": figure.qualifier,
        }
        found.append(observation)
    return found


def about(release: Release) -> dict[str, str]:
    """What is said once of the whole data set."""
    policy = json.dumps(release.policy, sort_keys=True)
    return {"RELEASE": str(release), "LICENCE": LICENCE, "SHA256": release.content_digest, "POLICY": policy}


def data_csv(release: Release) -> bytes:
    """SDMX-CSV 2.0: one heading, then a line an observation."""
    flow = {"STRUCTURE": "dataflow", "STRUCTURE_ID": f"{AGENCY}:{FLOW}({VERSION})", "ACTION": "I"}
    heading = [*flow, *DIMENSIONS, "TIME_PERIOD", "OBS_VALUE", *ATTRIBUTES, *ABOUT]
    said = {**flow, **about(release)}
    rows = ([{**said, **found}.get(name, "") for name in heading] for found in observations(release))
    return csv_file([heading, *rows], mark=False)


def code_lists(release: Release) -> dict[str, dict[str, Names]]:
    """For each coded concept its codes with their names in Romanian and English."""
    found: dict[str, dict[str, Names]] = {"INDICATOR": {}, "BREAKDOWN": {}, "CATEGORY": {}}
    for ro, en in in_both(release):
        found["INDICATOR"][ro.indicator.code] = (ro.version.name_ro, ro.version.name_en)
        found["BREAKDOWN"][ro.block.code] = (ro.block.code, en.block.code)
        found["CATEGORY"][category_of(ro)] = (ro.name, en.name)
    return {**FIXED_LISTS, **found}
