"""SDMX-ML 2.1: the structure (code lists, concepts, data structure, flow) and the data, written with it."""

from xml.etree import ElementTree as Xml

from services.models import Release
from services.releases.files.sdmx import (
    ABOUT,
    AGENCY,
    ATTRIBUTES,
    CONCEPTS,
    DIMENSIONS,
    FLOW,
    STRUCTURE,
    VERSION,
    Names,
    about,
    code_lists,
    observations,
)  # fmt: skip

BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/"
MES, STR, COM = f"{BASE}message", f"{BASE}structure", f"{BASE}common"
SPECIFIC = f"{BASE}data/structurespecific"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
OURS = (
    f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{STRUCTURE}({VERSION})"
    ":ObsLevelDim:AllDimensions"
)
PREFIXES = {"mes": MES, "str": STR, "com": COM, "ss": SPECIFIC, "xsi": XSI, "our": OURS}
TITLE = ("Cifrele ProTECT", "ProTECT totals")
TEXT_TYPES = {"TIME_PERIOD": "ObservationalTimePeriod", "OBS_VALUE": "Long", **dict.fromkeys(ABOUT, "String")}
DATA_STRUCTURE = {"class": "DataStructure", "package": "datastructure"}


def tag(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def named(parent: Xml.Element, name: str, identifier: str, names: Names, **more: str) -> Xml.Element:
    """A structure element with an identifier and its names in both languages."""
    made = Xml.SubElement(parent, tag(STR, name), {"id": identifier, **more})
    for language, text in zip(("ro", "en"), names, strict=True):
        Xml.SubElement(made, tag(COM, "Name"), {LANGUAGE: language}).text = text
    return made


def reference(parent: Xml.Element, wrapper: str, **attributes: str) -> None:
    """A reference to another artefact, in its wrapper."""
    Xml.SubElement(Xml.SubElement(parent, wrapper), "Ref", attributes)


def ours(**more: str) -> dict[str, str]:
    """What identifies an artefact of ours."""
    return {"agencyID": AGENCY, "version": VERSION, **more}


def maintained() -> dict[str, str]:
    return ours(isFinal="true")


def header(root: Xml.Element, release: Release) -> Xml.Element:
    """The header of a message. It was prepared when the release was cut: the same bytes every time."""
    head = Xml.SubElement(root, tag(MES, "Header"))
    Xml.SubElement(head, tag(MES, "ID")).text = f"PROTECT_{release.slug.replace('-', '_')}"
    Xml.SubElement(head, tag(MES, "Test")).text = "false"
    Xml.SubElement(head, tag(MES, "Prepared")).text = release.cut_at.strftime("%Y-%m-%dT%H:%M:%S")
    Xml.SubElement(head, tag(MES, "Sender"), {"id": AGENCY})
    return head


def written(root: Xml.Element) -> bytes:
    for prefix, space in PREFIXES.items():
        Xml.register_namespace(prefix, space)
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True)


def structure_xml(release: Release) -> bytes:
    """Code lists, concepts, the data structure and its flow."""
    root = Xml.Element(tag(MES, "Structure"))
    header(root, release)
    structures = Xml.SubElement(root, tag(MES, "Structures"))
    flows = Xml.SubElement(structures, tag(STR, "Dataflows"))
    flow = named(flows, "Dataflow", FLOW, TITLE, **maintained())
    reference(flow, tag(STR, "Structure"), **ours(id=STRUCTURE, **DATA_STRUCTURE))
    lists = Xml.SubElement(structures, tag(STR, "Codelists"))
    for concept, codes in code_lists(release).items():
        made = named(lists, "Codelist", f"CL_{concept}", (CONCEPTS[concept],) * 2, **maintained())
        for code, names in codes.items():
            named(made, "Code", code, names)
    schemes = Xml.SubElement(structures, tag(STR, "Concepts"))
    scheme = named(schemes, "ConceptScheme", "CONCEPTS", ("Concepte", "Concepts"), **maintained())
    for concept, title in CONCEPTS.items():
        represent(named(scheme, "Concept", concept, (title, title)), "CoreRepresentation", concept)
    data_structure(structures)
    return written(root)


def data_structure(structures: Xml.Element) -> None:
    """Dimensions, the measure, and the attributes of observations and of the data set."""
    listed = Xml.SubElement(structures, tag(STR, "DataStructures"))
    structure = named(listed, "DataStructure", STRUCTURE, TITLE, **maintained())
    components = Xml.SubElement(structure, tag(STR, "DataStructureComponents"))
    dimensions = Xml.SubElement(components, tag(STR, "DimensionList"), {"id": "DimensionDescriptor"})
    for place, concept in enumerate([*DIMENSIONS, "TIME_PERIOD"], 1):
        kind = "TimeDimension" if concept == "TIME_PERIOD" else "Dimension"
        component(dimensions, kind, concept, position=str(place))
    attributes = Xml.SubElement(components, tag(STR, "AttributeList"), {"id": "AttributeDescriptor"})
    for concept in [*ATTRIBUTES, *ABOUT]:
        made = component(attributes, "Attribute", concept, assignmentStatus="Mandatory")
        relation = Xml.SubElement(made, tag(STR, "AttributeRelationship"))
        if concept in ATTRIBUTES:
            reference(relation, tag(STR, "PrimaryMeasure"), id="OBS_VALUE")
        else:
            Xml.SubElement(relation, tag(STR, "None"))
    measures = Xml.SubElement(components, tag(STR, "MeasureList"), {"id": "MeasureDescriptor"})
    component(measures, "PrimaryMeasure", "OBS_VALUE")


def component(parent: Xml.Element, kind: str, concept: str, **more: str) -> Xml.Element:
    """A component with the concept that it stands for, and its code list or its type."""
    made = Xml.SubElement(parent, tag(STR, kind), {"id": concept, **more})
    reference(
        made, tag(STR, "ConceptIdentity"), id=concept, agencyID=AGENCY, maintainableParentID="CONCEPTS",
        maintainableParentVersion=VERSION, package="conceptscheme", **{"class": "Concept"},
    )  # fmt: skip
    represent(made, "LocalRepresentation", concept)
    return made


def represent(parent: Xml.Element, name: str, concept: str) -> None:
    """A code list, or a type of text."""
    representation = Xml.SubElement(parent, tag(STR, name))
    if concept in TEXT_TYPES:
        Xml.SubElement(representation, tag(STR, "TextFormat"), {"textType": TEXT_TYPES[concept]})
    else:
        code_list = ours(id=f"CL_{concept}", package="codelist", **{"class": "Codelist"})
        reference(representation, tag(STR, "Enumeration"), **code_list)


def data_xml(release: Release) -> bytes:
    """Structure-specific data, all dimensions at the observation; a withheld one has no value."""
    root = Xml.Element(tag(MES, "StructureSpecificData"))
    told = Xml.SubElement(
        header(root, release),
        tag(MES, "Structure"),
        {"structureID": STRUCTURE, "namespace": OURS, "dimensionAtObservation": "AllDimensions"},
    )
    reference(told, tag(COM, "Structure"), **ours(id=STRUCTURE, **DATA_STRUCTURE))
    attributes = {
        tag(SPECIFIC, "structureRef"): STRUCTURE,
        tag(SPECIFIC, "dataScope"): "DataStructure",
        tag(XSI, "type"): "our:DataSetType",
        tag(SPECIFIC, "action"): "Information",
    }
    data = Xml.SubElement(root, tag(MES, "DataSet"), {**attributes, **about(release)})
    for observation in observations(release):
        Xml.SubElement(data, "Obs", {name: value for name, value in observation.items() if value})
    return written(root)
