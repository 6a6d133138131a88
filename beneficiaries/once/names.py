"""What HTCDS 2.0 and CTDC call what we count; and, as plainly, what they have no name for.

HTCDS describes persons and cases: its names go beside our counts, they do not make a case file of them.
Where neither has a name the gap is named; a broader name is marked.

Where the names come from, and how sure they are:
- `prs_Gender` and `vic_TypeOfExploitation`: the picklists of the XLSForm in the standard's own repository
  (UNMigration/HTCDS, Toolkit/Survey/htcds_xlsform.xml, 260644828a9c), compared value by value. Every field
  of the standard still has the status DRAFT.
- `spl_Type`: from the spreadsheet „HTCDS Field Standards 2.0” only; the XLSForm has no support plan.
- CTDC: the column names in the header of its Global Dataset of 14 April 2020 and its Data Codebook 6
  (November 2017). Its newer synthetic data sets have other columns; these names do not fit them.
  CTDC says of a whole person what was found (several columns may be 1); we count the main form only.
"""

from collections.abc import Iterable

from beneficiaries.models import Category

HTCDS, CTDC = "HTCDS 2.0", "CTDC"
FIELDS = {"sex": "prs_Gender", "exploitation": "vic_TypeOfExploitation"}
# It has no shelter, day centre, repatriation, campaign or counselling.
SERVICES = {"criminal_proceedings": "Legal", "reintegration": "Livelihood"}
BROADER = ("Livelihood", "typeOfLabourIllicitActivities=1", "isSlaveryAndPractices=1", "isOtherExploit=1")
CTDC_NAMES = {
    ("sex", "f"): "gender=Female",
    ("sex", "m"): "gender=Male",
    ("age_group", "minor"): "majorityStatus=Minor",
    ("age_group", "adult"): "majorityStatus=Adult",
    ("exploitation", "sexual"): "isSexualExploit=1",
    ("exploitation", "labour"): "isForcedLabour=1",
    ("exploitation", "begging"): "typeOfLabourBegging=1",
    ("exploitation", "criminality"): "typeOfLabourIllicitActivities=1",
    ("exploitation", "marriage"): "isForcedMarriage=1",
    ("exploitation", "servitude"): "isSlaveryAndPractices=1",
    ("exploitation", "organs"): "isOrganRemoval=1",
    ("exploitation", "other"): "isOtherExploit=1",
}


def of_service(indicator: str) -> tuple[list[str], list[str]]:
    """The name of a line as a service, or the gap."""
    name = SERVICES.get(indicator)
    return ([f"spl_Type={name}{marked(name)}"], []) if name else ([], [f"{HTCDS}: {indicator}"])


def marked(name: str) -> str:
    """„(broader)” after a name that says more than we count."""
    return " (broader)" if name in BROADER else ""


def of_categories(
    categories: Iterable[Category], mappings: dict[int, str]
) -> tuple[list[str], list[str], list[str]]:
    """The names of a cell's categories in HTCDS and in CTDC, and what has none. `mappings`: HTCDS codes."""
    htcds, ctdc, gaps = [], [], []
    for category in categories:
        dimension, code = category.dimension.code, category.code
        if category.pk in mappings and dimension in FIELDS:
            htcds.append(f"{FIELDS[dimension]}={mappings[category.pk]}")
        elif not category.is_unknown:
            gaps.append(f"{HTCDS}: {dimension}={code}")
        name = CTDC_NAMES.get((dimension, code))
        if dimension == "destination" and len(code) == 2:
            name = f"CountryOfExploitation={code}"
        if name:
            ctdc.append(name + marked(name))
        elif not category.is_unknown:
            gaps.append(f"{CTDC}: {dimension}={code}")
    return htcds, ctdc, gaps
