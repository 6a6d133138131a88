"""The outline that a first chapter begins with: the sections of 2020. Later years copy the year before."""

from dataclasses import dataclass

from protect.chapter.models import Section

Kind, Asks = Section.Kind, Section.Asks


@dataclass(frozen=True)
class Plan:
    """A section of the default outline."""

    code: str
    title_ro: str
    title_en: str
    kind: str = Kind.TEXT
    asks: str = Asks.NOBODY
    prompt_ro: str = ""
    prompt_en: str = ""
    answer_words: int = 120
    most_words: int = 900


DEFAULT: tuple[Plan, ...] = (
    Plan("platform", "Platforma: misiune, viziune, principii", "The platform: mission, vision, principles"),
    Plan("members", "Membrii", "The members", kind=Kind.MEMBERS, most_words=12_000),
    Plan("directions", "Direcții de acțiune", "Directions of action", kind=Kind.GROUPS),
    Plan(
        "beneficiaries",
        "Beneficiari ai serviciilor specializate înregistrați de organizațiile ProTECT",
        "Beneficiaries of specialised services registered by ProTECT organisations",
        kind=Kind.TABLE,
    ),
    Plan(
        "challenges",
        "Principalele provocări ale anului",
        "Main challenges of the year",
        asks=Asks.ORGANISATIONS,
        prompt_ro="Ce v-a îngreunat cel mai mult munca în acest an? Scrieți fără cifre și fără cazuri anume.",
        prompt_en="What made your work hardest this year? Write without figures and without single cases.",
        answer_words=100,
    ),
    Plan(
        "practices",
        "Proiecte și bune practici",
        "Projects and good practices",
        asks=Asks.ORGANISATIONS,
        prompt_ro="De ce proiect sunteți mândri? Ce a schimbat și ce pot prelua alții?",
        prompt_en="Which project are you proud of? What did it change, and what can others take over?",
        most_words=1_500,
    ),
    Plan(
        "policies",
        "Contribuția la politicile publice",
        "Contribution to public policies",
        asks=Asks.GROUPS,
        prompt_ro="Ce lege, standard sau procedură s-a schimbat în acest an și ce ați adus?",
        prompt_en="Which law, standard or procedure changed this year, and what did you bring to it?",
    ),
    Plan(
        "training",
        "Formare și creșterea capacității",
        "Training and capacity building",
        asks=Asks.GROUPS,
        prompt_ro="Pe cine ați format, despre ce, și cum v-ați adaptat?",
        prompt_en="Whom did you train, in what, and how did you adapt?",
    ),
    Plan(
        "changes",
        "Schimbări aduse de acest an",
        "Changes brought by the year",
        asks=Asks.ORGANISATIONS,
        prompt_ro="Ce s-a schimbat în jurul dumneavoastră în acest an, în rău și în bine?",
        prompt_en="What changed around you this year, for worse and for better?",
        answer_words=100,
    ),
)
