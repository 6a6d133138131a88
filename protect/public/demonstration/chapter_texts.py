"""What the demonstration's chapter of 2020 is compiled from: texts of the platform, and answers of its members.

In our own words, from the facts of the printed chapter. Where an answer types a number, what was taken of it
binds the number to its source.
"""

from typing import NamedTuple

TEXTS: dict[str, tuple[str, str]] = {
    "platform": (
        """ProTECT reunește organizații neguvernamentale care lucrează împotriva traficului de persoane. \
Platforma s-a format în 2020, când {{outside:founders}} dintre cele mai active din țară au hotărât să lucreze împreună. \
Pentru membrii ei este un loc de întâlnire și un centru de resurse. Cine vrea să se alăture, să colaboreze sau să se documenteze scrie secretariatului.

## Viziunea

Traficul de persoane și sclavia modernă dispar, în România și dincolo de ea.

## Misiunea

Aducem la aceeași masă organizațiile care protejează, previn, cercetează și schimbă legi, ca fiecare să poată face mai mult.

## Principiile noastre

1. Sclavia și traficul încalcă grav drepturile omului și au multe cauze.
2. Ca să înceteze, e nevoie de statul de drept întreg: justiție, legi, politici, putere economică, prevenirea cauzelor. Condamnările nu ajung.
3. Vinovații răspund în fața legii, iar cine a trecut prin trafic este protejat și respectat.
4. O victimă nu este tratată niciodată ca infractor și nu este trimisă înapoi cu forța.
5. Fiecare supraviețuitor primește cele mai bune șanse: protecție, avocat, despăgubire, școală, muncă, sprijin psihologic, medic, un loc sigur.
6. Fiecare situație contează, oricare ar fi forma ei, și cere servicii potrivite.
7. Firmele răspund pentru partea lor. Abuzul se repară, nu se mută în altă parte.
8. Programele care scot oameni din trafic sunt întregi și cinstite despre cât de greu este să rămâi liber.
9. Informația este de încredere, iar vocea supraviețuitorilor vine prima. Fără știri false, fără senzațional.
10. Nimeni nu este lăsat deoparte din cauza a ceea ce este.""",
        """ProTECT brings together non-governmental organisations that work against human trafficking. \
The platform was formed in 2020, when {{outside:founders}} among the most active in the country decided to work together. \
For its members it is a meeting place and a resource centre. Whoever wants to join, to work with us or to learn more writes to the secretariat.

## Our vision

Human trafficking and modern slavery come to an end, in Romania and beyond.

## Our mission

We bring to one table the organisations that protect, prevent, do research and change laws, so that each can do more.

## Our principles

1. Slavery and trafficking are grave violations of human rights, and have many causes.
2. To end them takes the whole rule of law: justice, laws, policies, economic power, work on the causes. Convictions alone are not enough.
3. Those responsible answer to the law, and those who went through it are protected and respected.
4. A victim is never treated as an offender, and never sent back by force.
5. Every survivor gets the best chances: protection, a lawyer, redress, school, work, care for the mind and the body, a safe place.
6. Every situation counts, whatever its form, and asks for services that fit.
7. Companies answer for their part. Abuse is repaired, not moved elsewhere.
8. Programmes that bring people out are whole, and honest about how hard it is to stay free.
9. Information can be trusted, and the voice of survivors comes first. No fake news, nothing sensational.
10. Nobody is left aside for what they are.""",
    ),
    "members": (
        "Fiecare organizație se prezintă cu propriile cuvinte, din profilul ei publicat. Cifrele pe care le spune despre sine au anul și sursa alături.",
        "Each organisation presents itself in its own words, from its published profile. The figures that it gives of itself have their year and source beside them.",
    ),
    "directions": (
        "Membrii lucrează în grupuri. Fiecare are un coordonator și se întâlnește pe tot parcursul anului.",
        "The members work in groups. Each has a coordinator and meets throughout the year.",
    ),
    "beneficiaries": (
        """În 2020, în centrele cu cazare ale membrilor {{residential:2020|a stat/au stat}} {{residential:2020}}. \
În centrele de zi au venit {{day_centre:2020}}. Sprijin pentru a începe din nou și pentru a găsi de lucru au primit {{reintegration:2020}}, \
iar consiliere psihologică sau vocațională {{counselling:2020}}. Campaniile de informare au ajuns la {{informed:2020}}; acesta este un număr estimat și nu se adună cu celelalte.""",
        """In 2020, {{residential:2020}} {{residential:2020|was/were}} given a place to stay by our members. \
The day centres had {{day_centre:2020}}. Help to start again and to find work went to {{reintegration:2020}}, \
and psychological or vocational counselling to {{counselling:2020}}. Information campaigns reached {{informed:2020}}; this is an estimate and is not added to the rest.""",
    ),
    "challenges": (
        "Pandemia a schimbat felul în care lucrăm. Ce ne-a îngreunat munca, în cuvintele membrilor:",
        "The pandemic changed how we work. What made our work harder, in the words of the members:",
    ),
    "practices": (
        "O parte din ceea ce membrii noștri au făcut bine în acest an și ce pot prelua alții.",
        "Some of what our members did well this year, and what others can take over.",
    ),
    "policies": (
        "Ce s-a schimbat în legi, standarde și proceduri, și ce au adus grupurile noastre:",
        "What changed in laws, standards and procedures, and what our groups brought to it:",
    ),
    "training": (
        """Membrii platformei au instruit direct {{trained:2020}}: oameni care lucrează cu victime, profesori, polițiști, preoți, voluntari, elevi, studenți și mulți alții.

![Bare orizontale cu publicul cursurilor](chart:training)

Despre ce și cum:""",
        """The members of the platform directly trained {{trained:2020}}: people who work with victims, teachers, police officers, priests, volunteers, pupils, students and many others.

![Horizontal bars of the audiences of training](chart:training)

In what, and how:""",
    ),
    "changes": (
        "Ce s-a schimbat în jurul nostru, așa cum au văzut membrii:",
        "What changed around us, as the members saw it:",
    ),
}


class Answer(NamedTuple):
    """What an organisation or a group answers; `edited` is what was taken where a number had to be bound."""

    author: str
    words: str
    english: str
    edited: str = ""


# section → how its answers are put in (as a list without names, or each under its author), and the answers
ANSWERS: dict[str, tuple[bool, tuple[Answer, ...]]] = {
    "challenges": (True, (
        Answer(
            "usa-deschisa",
            "Sesizările au ajuns mai greu la noi, iar o parte din resurse au fost mutate în altă parte.",
            "Reports reached us with more difficulty, and part of the resources went elsewhere.",
        ),
        Answer(
            "generatie-tanara",
            "Donațiile și granturile private s-au împuținat, iar fonduri publice nu am avut. Cheltuielile au crescut: teste, igienă, dispozitive pentru școala și munca de acasă.",
            "Private donations and grants shrank, and there were no public funds. Costs rose: tests, hygiene, devices for school and work from home.",
        ),
        Answer(
            "missio-link",
            "Colegii sunt obosiți. Riscul de epuizare și de traumă preluată de la cei pe care îi ajută este real.",
            "Colleagues are tired. The risk of burning out, and of taking on the trauma of those they help, is real.",
        ),
        Answer(
            "logs",
            "S-a ajuns mai greu la servicii, la medic, pe teren și la autorități.",
            "It was harder to reach services, a doctor, the field and the authorities.",
        ),
        Answer(
            "alternative-sociale",
            "Terapia și cursurile s-au mutat pe internet, iar încrederea se clădește mai greu printr-un ecran.",
            "Therapy and training moved online, and trust is harder to build through a screen.",
        ),
    )),
    "practices": (False, (
        Answer(
            "adpare",
            "Programul ACASĂ a însoțit supraviețuitorii înapoi spre o viață a lor, prin 5 proiecte.",
            "The programme ACASĂ walked with survivors back to a life of their own, through {{outside:home-projects}}.",
            "Programul ACASĂ a însoțit supraviețuitorii înapoi spre o viață a lor, prin {{outside:home-projects}}.",
        ),
        Answer(
            "abolishion",
            "În școli, elevii au învățat cum să fie în siguranță pe rețelele sociale.",
            "In schools, pupils learned how to be safe on social media.",
        ),
        Answer(
            "eliberare",
            "Paginile munca.info și rezilienta.eu explică drepturile celor care muncesc departe de casă, în patru limbi.",
            "The pages munca.info and rezilienta.eu explain the rights of those who work far from home, in {{outside:languages|words}}.",
            "Paginile munca.info și rezilienta.eu explică drepturile celor care muncesc departe de casă, în {{outside:languages|words}}.",
        ),
        Answer(
            "free",
            "Casa Talita și centrul de zi Mărțișor au dus mâncare și produse de igienă la peste 500 de oameni în starea de urgență.",
            "Casa Talita and the day centre Mărțișor took food and hygiene products to {{outside:meals}} during the state of emergency.",
            "Casa Talita și centrul de zi Mărțișor au dus mâncare și produse de igienă la {{outside:meals}} în starea de urgență.",
        ),
        Answer(
            "liberated",
            "Filme scurte, pe limba copiilor, le arată cum să ceară ajutor.",
            "Short films in the language of children show them how to ask for help.",
        ),
        Answer(
            "missio-link",
            "Casa Debora a rămas deschisă tot anul, deși a fost un an greu pentru toți.",
            "Casa Debora stayed open all year.",
            "Casa Debora a rămas deschisă tot anul.",
        ),
        Answer(
            "people-to-people",
            "Centrul Restore a oferit servicii la un loc și a aprovizionat două comunități mari.",
            "Centrul Restore offered services in one place and supplied {{outside:communities|words}}, both of them large.",
            "Centrul Restore a oferit servicii la un loc și a aprovizionat {{outside:communities|words}} mari.",
        ),
    )),
    "policies": (True, (
        Answer(
            "protection",
            "Cu autoritatea pentru drepturile copilului am lucrat la standardele minime de calitate ale serviciilor pentru victime minore, primele de acest fel.",
            "With the authority for child rights we worked on the minimum quality standards of services for minor victims, the first of their kind.",
        ),
        Answer(
            "policy",
            "Legea 217/2020 cuprindea o eroare la termenele de prescripție pentru fapte comise față de minori. Am cerut îndreptarea ei.",
            "Law 217/2020 held an error in the limitation periods of offences against minors. We asked for its correction.",
        ),
        Answer(
            "detection",
            "Am contribuit la mecanismul prin care sunt căutați și identificați copiii dispăruți din sistemul de protecție.",
            "We contributed to the mechanism by which children missing from the protection system are searched for and identified.",
        ),
    )),
    "training": (True, (
        Answer(
            "detection",
            "S-a vorbit despre cum se recunoaște traficul și cum se anunță.",
            "The courses spoke of how trafficking is recognised and how it is reported.",
        ),
        Answer(
            "protection",
            "S-a vorbit despre urmele pe care trauma le lasă în victime și în cei care lucrează cu ele.",
            "The courses spoke of the marks that trauma leaves on victims and on those who work with them.",
        ),
        Answer(
            "prevention",
            "Cursurile s-au ținut mai ales pe internet, ceea ce a adus mai mulți oameni.",
            "The courses were mostly online, which brought more people in.",
        ),
    )),
    "changes": (True, (
        Answer(
            "betania",
            "În comunitățile de la margine sărăcia s-a adâncit.",
            "In communities at the margin, poverty deepened.",
        ),
        Answer(
            "abolishion",
            "Campaniile de pe internet au ajuns mai greu acolo unde accesul la tehnologie este puțin, dar au ajuns mai bine la tineri.",
            "Online campaigns reached people less where there is little access to technology, but reached young people better.",
        ),
        Answer(
            "justice-and-care",
            "Serviciile noastre s-au mutat repede pe internet, instituțiile publice mai încet.",
            "Our services went digital fast, public institutions more slowly.",
        ),
        Answer(
            "aidrom",
            "Ce a fost bun în acest an a fost chiar platforma.",
            "What was good about the year was the platform itself.",
        ),
    )),
}  # fmt: skip

SOURCE = (
    "raportul anual privind traficul de persoane în 2020, secțiunea societății civile",
    "the annual report on trafficking in persons in 2020, section on civil society",
)
# code, number, qualifier, noun
OUTSIDE = (
    ("founders", 21, "exact", "organisation"),
    ("home-projects", 5, "exact", "project"),
    ("languages", 4, "exact", "language"),
    ("meals", 500, "more_than", "person"),
    ("communities", 2, "exact", "community"),
)
ANSWERED_THIS_YEAR = (
    ("abolishion", "În școli, elevii au vorbit despre ce pun pe internet și cine poate vedea."),
    ("liberated", "Am început un film nou, despre cum ceri ajutor când îți este rușine."),
)
DISSENT = ("research", "Lipsește o secțiune despre cercetare: ce nu știm încă din datele acestui an.")
