"""What the 21 organisations say of themselves, in the portal's own words, from the facts of 2020 alone.

Texts are pairs, Romanian and English. Where the facts are silent, so is the profile. Figures about fewer
than ten people are left out.
"""

from typing import Any, NamedTuple

Pair = tuple[str, str]
NONE: Pair = ("", "")


class Figure(NamedTuple):
    """A number the organisation gave, as exactly as it gave it."""

    what: Pair
    number: int
    qualifier: str = "exact"
    year: int = 2020


class Offer(NamedTuple):
    """A service that the facts name."""

    kind: str
    name: Pair
    what: Pair
    counties: str = ""
    audiences: str = ""
    with_accommodation: bool = False


class Profile(NamedTuple):
    """A profile without what the facts do not say."""

    summary: Pair
    mission: Pair
    activity: Pair
    programmes: Pair = NONE
    served: Pair = NONE
    counties: str = ""
    cities: str = ""
    audiences: str = ""
    founded: int | None = None
    figures: tuple[Figure, ...] = ()
    offers: tuple[Offer, ...] = ()

    def values(self) -> dict[str, Any]:
        """As the profile's form takes them."""
        pairs = {
            "summary": self.summary, "mission": self.mission, "activity": self.activity,
            "programmes": self.programmes, "served": self.served,
        }  # fmt: skip
        texts = {
            f"{name}_{code}": pair[at] for name, pair in pairs.items() for at, code in enumerate(("ro", "en"))
        }
        plain = texts | {"cities": self.cities, "founded": str(self.founded or "")}
        for place, figure in enumerate(self.figures):
            parts = {
                "label_ro": figure.what[0], "label_en": figure.what[1], "number": figure.number,
                "qualifier": figure.qualifier, "year": figure.year, "source": "Raportul național pe 2020",
            }  # fmt: skip
            plain |= {f"figure{place}_{part}": str(value) for part, value in parts.items()}
        values: dict[str, Any] = {name: [value] if value else [] for name, value in plain.items()}
        return values | {"counties": self.counties.split(), "audiences": self.audiences.split()}


PROFILES: dict[str, Profile] = {
    "abolishion": Profile(
        ("Prevenim traficul acolo unde se întâmplă și îi pregătim pe cei care îl pot opri.", "We prevent trafficking where it happens and prepare those who can stop it."),
        ("Ca ajutorul să ajungă la oameni înainte ca exploatarea să înceapă sau cât mai repede după.", "That help reaches people before exploitation begins, or as soon as it can afterwards."),
        ("Lucrăm din 2013. Informăm oamenii din locurile în care se recrutează, îi învățăm pe profesioniști să recunoască și să sprijine o victimă, scurtăm timpul până la intervenție și cercetăm cum lucrează traficanții, pe stradă și pe internet.", "We have worked since 2013. We inform people where recruiting goes on, teach professionals to recognise and support a victim, shorten the time until somebody steps in, and study how traffickers work, offline and online."),
        ("„Cum să fii în siguranță pe Social Media”, ore în școli", "“How to be safe on social media”, lessons in schools"),
        audiences="pupils professionals",
        figures=(Figure(("oameni la care am ajuns direct din 2013", "people reached directly since 2013"), 11_694),),
        offers=(Offer("informed", ("Ore despre siguranța pe internet", "Lessons about safety online"), ("Vorbim în școli despre cum sunt recrutați tinerii pe rețelele sociale.", "We talk in schools about how young people are recruited on social networks."), audiences="pupils"),),
    ),
    "adpare": Profile(
        ("Ajutăm victimele să își ia viața înapoi și tinerii în risc să nu o piardă.", "We help victims to take their lives back, and young people at risk not to lose theirs."),
        ("Ca drepturile victimelor să fie respectate, de la prima zi până la reintegrare.", "That the rights of victims are respected from the first day until reintegration."),
        ("Oferim servicii alternative de reintegrare pentru tineri în risc, apărăm drepturile victimelor și lucrăm împreună cu instituții din țară și din străinătate.", "We offer alternative reintegration services for young people at risk, defend the rights of victims, and work with institutions in Romania and abroad."),
        ("ACASĂ: protecție și asistență pentru victime", "ACASĂ: protection and assistance for victims"),
        offers=(Offer("reintegration", ("ACASĂ", "ACASĂ"), ("Protecție, asistență și un drum înapoi spre o viață proprie.", "Protection, assistance and a way back to a life of one's own.")),),
    ),
    "aidrom": Profile(
        ("O platformă ecumenică de dialog care sprijină oameni vulnerabili și îi finanțează pe cei care îi ajută.", "An ecumenical platform of dialogue that supports vulnerable people and funds those who help them."),
        ("Ca niciun om vulnerabil să nu rămână singur, oricare i-ar fi credința.", "That no vulnerable person is left alone, whatever their faith."),
        ("Sprijinim copii în risc, persoane cu dizabilități, victime ale violenței în familie și ale traficului, șomeri, oameni în vârstă, migranți și persoane care trăiesc cu HIV.", "We support children at risk, people with disabilities, victims of domestic violence and of trafficking, unemployed and older people, migrants, and people living with HIV."),
        ("TOLERANT: o rețea din mai multe țări pentru integrarea femeilor care au trecut prin trafic", "TOLERANT: a network across countries for the integration of women who went through trafficking"),
        audiences="women disabled migrants",
        founded=1991,
        offers=(Offer("reintegration", ("Integrare pentru femei, programul TOLERANT", "Integration for women, the TOLERANT programme"), ("Sprijin pentru femei care au trecut prin trafic.", "Support for women who went through trafficking."), audiences="women"),),
    ),
    "armata-salvarii": Profile(
        ("O misiune creștină internațională, prezentă în șase orașe din România.", "An international Christian mission, present in six Romanian towns."),
        ("Ca oamenii să găsească sprijin la nevoie și libertate în locul exploatării.", "That people find support in need, and freedom instead of exploitation."),
        ("Suntem în România de mult și în lume și mai demult. Avem proiecte sociale și educative, consiliere psihosocială și spirituală și activități de prevenire pentru copii, tineri și oameni vulnerabili.", "We have been in Romania for long, and in the world for longer. We run social and educational projects, psychosocial and spiritual counselling, and prevention for children, young and vulnerable people."),
        ("Luptă pentru libertate, strategia internațională împotriva traficului", "Fight for Freedom, the international strategy against trafficking"),
        counties="B PH DJ IS BC BZ",
        cities="București, Ploiești, Craiova, Iași, Bacău, Buzău",
        audiences="pupils",
        figures=(
            Figure(("ani de muncă în România", "years of work in Romania"), 20, "more"),
            Figure(("ani de muncă în lume", "years of work in the world"), 150, "more"),
            Figure(("țări în care lucrăm", "countries in which we work"), 130, "more"),
        ),
        offers=(Offer("counselling", ("Consiliere psihosocială", "Psychosocial counselling"), ("O discuție cu cineva care ascultă, în șase orașe.", "A talk with somebody who listens, in six towns."), "B PH DJ IS BC BZ"),),
    ),
    "generatie-tanara": Profile(
        ("Din 2001 îi protejăm pe cei care au trecut prin trafic și îi ajutăm să o ia de la capăt.", "Since 2001 we protect those who went through trafficking and help them start again."),
        ("Ca fiecare victimă să fie protejată și să aibă un drum înapoi.", "That every victim is protected and has a way back."),
        ("Asistăm și protejăm victime ale traficului de persoane, facem prevenire și sprijinim reintegrarea.", "We assist and protect victims of trafficking, do prevention work, and support reintegration."),
        offers=(Offer("reintegration", ("Asistență și reintegrare", "Assistance and reintegration"), ("Protecție, asistență și sprijin pentru un nou început.", "Protection, assistance and support for a new start.")),),
    ),
    "alternative-sociale": Profile(
        ("Asistență, instruire, cercetare și advocacy pentru drepturile omului, din 1997.", "Assistance, training, research and advocacy for human rights, since 1997."),
        ("Ca drepturile copiilor și ale adulților să fie apărate de lege și în viața de zi cu zi.", "That the rights of children and adults are defended by law and in daily life."),
        ("Facem prevenire, asistență, instruire, cercetare și advocacy: pentru drepturile copilului, pentru o justiție mai bună și împotriva urmărilor rele ale migrației.", "We do prevention, assistance, training, research and advocacy: for the rights of the child, for better justice, and against the harm that migration can bring."),
        audiences="professionals institutions",
        founded=1997,
        figures=(
            Figure(("beneficiari asistați", "beneficiaries assisted"), 38_000, "about"),
            Figure(("specialiști instruiți", "specialists trained"), 6_000, "about"),
            Figure(("proiecte", "projects"), 100, "about"),
            Figure(("publicații", "publications"), 45),
        ),
        offers=(Offer("trained", ("Instruire pentru specialiști", "Training for specialists"), ("Cursuri despre asistență, drepturile copilului și justiție.", "Courses about assistance, the rights of the child and justice."), audiences="professionals"),),
    ),
    "betania": Profile(
        ("Un centru creștin din Bihor pentru copii, femei și familii sărace.", "A Christian centre in Bihor for children, women and poor families."),
        ("Ca oamenii care pornesc de jos să aibă o masă, școală și cineva alături.", "That people who start with little have a meal, schooling, and somebody at their side."),
        ("Ținem un program de după școală și un centru pentru femei rome la Tărian, oferim o masă pe zi, cursuri pentru tineri din centre de plasament și sprijin femeilor care ies din prostituție și trafic. Lucrăm împreună cu Dorcas Aid România.", "We run an after-school programme and a centre for Roma women in Tărian, offer a meal a day, courses for young people from placement centres, and support to women who leave prostitution and trafficking. We work with Dorcas Aid România."),
        ("After-school la Tărian\nCentrul Sukhar pentru femei rome\nO masă pe zi", "After-school in Tărian\nThe Sukhar centre for Roma women\nA meal a day"),
        counties="BH",
        cities="Tărian",
        audiences="women roma pupils",
        founded=1993,
        figures=(
            Figure(("oameni înscriși în programe", "people enrolled in programmes"), 180),
            Figure(("copii în programul de după școală", "children in the after-school programme"), 90),
            Figure(("oameni în proiectul „O masă pe zi”", "people in the meal-a-day project"), 50),
        ),
        offers=(Offer("day_centre", ("Program de zi la Tărian", "Day programme in Tărian"), ("Lecții după școală, o masă caldă și un loc pentru femei.", "Lessons after school, a warm meal and a place for women."), "BH", "women roma pupils"),),
    ),
    "free": Profile(
        ("Suntem alături de femei exploatate sexual, din stradă până la o viață nouă.", "We stand by sexually exploited women, from the street to a new life."),
        ("Ca nicio femeie să nu mai fie cumpărată și vândută.", "That no woman is bought and sold any more."),
        ("Prevenim și combatem exploatarea sexuală și traficul. Mergem la femei acolo unde sunt, din 2010: pe stradă, în locuri închise și pe internet. Avem un centru de zi și o casă în care pot locui o vreme.", "We prevent and fight sexual exploitation and trafficking. Since 2010 we go to women where they are: in the street, indoors and online. We have a day centre and a house in which they can live for a while."),
        ("Casa Talita\nCentrul de zi Mărțișor\nOutreach: pe stradă, în locuri închise, pe internet", "Casa Talita\nMărțișor day centre\nOutreach: outdoors, indoors, online"),
        audiences="women",
        founded=2013,
        figures=(Figure(("oameni care au primit alimente și produse de igienă", "people given food and hygiene products"), 500, "about"),),
        offers=(
            Offer("residential", ("Casa Talita", "Casa Talita"), ("Un loc în care o femeie poate locui o vreme, în siguranță.", "A place where a woman can live for a while, in safety."), audiences="women", with_accommodation=True),
            Offer("day_centre", ("Centrul de zi Mărțișor", "Mărțișor day centre"), ("Un loc în care poți veni ziua.", "A place where you can come by day."), audiences="women"),
        ),
    ),
    "bucovina": Profile(
        ("Furnizor de servicii sociale: îi ajutăm pe oameni să ajungă pe piața muncii.", "A provider of social services: we help people into the labour market."),
        ("Ca omul să aibă un loc de muncă pe care se poate sprijini.", "That people have work to lean on."),
        ("Suntem furnizor licențiat. În Centrul de incluziune socială oferim asistență comunitară: informare și consiliere, formare profesională și sprijin pentru găsirea unui loc de muncă.", "We are a licensed provider. In the Centre for Social Inclusion we offer community assistance: information and counselling, vocational training, and support in finding work."),
        offers=(Offer("reintegration", ("Centrul de incluziune socială", "Centre for Social Inclusion"), ("Consiliere, un curs de calificare și sprijin la angajare.", "Counselling, a vocational course, and support in finding work.")),),
    ),
    "iza": Profile(
        ("Prevenire cu fete la Tulcea și case puse pe picioare la București.", "Prevention with girls in Tulcea, and homes put in order in București."),
        ("Ca fetele să crească în siguranță, iar supraviețuitorii să aibă o casă.", "That girls grow up safe, and survivors have a home."),
        ("La Tulcea lucrăm cu fete din locuințe sociale și din centre de plasament: prevenire, mentorat, ajutor la alegerea unei meserii. La București construim și renovăm case pentru victime.", "In Tulcea we work with girls from social housing and placement centres: prevention, mentoring, help in choosing a trade. In București we build and renovate homes for victims."),
        counties="B TL",
        cities="Tulcea, București",
        audiences="girls",
        offers=(Offer("informed", ("Mentorat pentru fete", "Mentoring for girls"), ("Prevenire și ajutor la alegerea unei meserii.", "Prevention, and help in choosing a trade."), "TL", "girls"),),
    ),
    "csd": Profile(
        ("Centru de cercetare al Universității Babeș-Bolyai: democratizare, migrație, drepturile omului.", "A research centre of Babeș-Bolyai University: democratisation, migration, human rights."),
        ("Ca politicile publice să pornească de la ce se știe, nu de la ce se crede.", "That public policies start from what is known, not from what is believed."),
        ("Facem cercetare comparată și aplicată despre democratizare, migrație, etnicitate și drepturile omului și urmărim cum sunt puse în practică politicile publice.", "We do comparative applied research on democratisation, migration, ethnicity and human rights, and we monitor and evaluate public policies."),
        counties="CJ",
        audiences="institutions",
        founded=2006,
    ),
    "dorcas": Profile(
        ("O organizație creștină de dezvoltare, aproape de oameni săraci și uitați.", "A Christian development organisation, close to poor and forgotten people."),
        ("Ca oamenii din comunități vulnerabile să ajungă la serviciile de bază.", "That people in vulnerable communities reach basic services."),
        ("Deschidem accesul la servicii de bază pentru oameni săraci sau marginalizați și legăm parteneriate pentru comunități vulnerabile.", "We open access to basic services for poor or marginalised people, and build partnerships for vulnerable communities."),
    ),
    "eliberare": Profile(
        ("Prevenim traficul și îi pregătim pe oameni să îl recunoască și să îl anunțe.", "We prevent trafficking and prepare people to recognise and report it."),
        ("Ca orice om să știe cum arată exploatarea și ce poate face.", "That everybody knows what exploitation looks like and what they can do."),
        ("Facem campanii și ore în școli și îi pregătim pe asistenți sociali, preoți, inspectori de muncă, polițiști și oameni din comunități să vadă și să anunțe un caz.", "We run campaigns and lessons in schools, and prepare social workers, priests, labour inspectors, police officers and people in communities to see and report a case."),
        ("munca.info\nrezilienta.eu", "munca.info\nrezilienta.eu"),
        audiences="pupils professionals",
        founded=2013,
        figures=(
            Figure(("elevi informați", "pupils informed"), 750_000, "about"),
            Figure(("oameni la care au ajuns campaniile", "people reached by campaigns"), 200_000, "about"),
            Figure(("asistenți sociali instruiți", "social workers trained"), 832),
            Figure(("preoți instruiți", "priests trained"), 327),
            Figure(("polițiști și elevi de poliție instruiți", "police officers and cadets trained"), 126),
            Figure(("oameni din comunități și organizații instruiți", "community and NGO workers trained"), 265),
        ),
        offers=(
            Offer("trained", ("Instruire pentru profesioniști", "Training for professionals"), ("Cum vezi exploatarea și cum o anunți.", "How to see exploitation and how to report it."), audiences="professionals"),
            Offer("informed", ("Ore în școli și campanii", "Lessons in schools and campaigns"), ("Ce trebuie să știe un tânăr înainte de a pleca la muncă.", "What young people should know before they leave for work."), audiences="pupils"),
        ),
    ),
    "micu-bogdan": Profile(
        ("Din 2014 sprijinim reintegrarea, cu echipe locale și adăposturi.", "Since 2014 we support reintegration, with local teams and shelters."),
        ("Ca nimeni să nu se întoarcă singur.", "That nobody comes back alone."),
        ("Îi ajutăm pe supraviețuitori să se reintegreze, prin echipe locale de sprijin și adăposturi. Vorbim în școli și instituții și îi instruim pe polițiști și asistenți sociali.", "We help survivors to reintegrate, through local support teams and shelters. We speak in schools and institutions, and train police officers and social workers."),
        audiences="professionals pupils",
        offers=(
            Offer("reintegration", ("Echipe locale de sprijin", "Local support teams"), ("Oameni din apropiere care te însoțesc la început de drum.", "People nearby who walk with you at the start.")),
            Offer("residential", ("Adăposturi", "Shelters"), ("Un loc sigur pentru o vreme.", "A safe place for a while."), with_accommodation=True),
        ),
    ),
    "missio-link": Profile(
        ("Centre rezidențiale licențiate pentru fete care au trecut prin abuz grav.", "Licensed residential centres for girls who went through severe abuse."),
        ("Ca o fată rănită să crească în siguranță și să plece întreagă.", "That a hurt girl grows up in safety and leaves whole."),
        ("Lucrăm din 2001. Avem centre rezidențiale licențiate, cu locuri pentru fete și mame tinere, și sprijinim copii în risc.", "We have worked since 2001. We have licensed residential centres, with places for girls and young mothers, and support children at risk."),
        ("Casa Debora: pentru minore care au trecut prin abuz grav sau trafic", "Casa Debora: for minors who went through severe abuse or trafficking"),
        audiences="girls mothers",
        figures=(
            Figure(("fete asistate din 2001", "girls assisted since 2001"), 149),
            Figure(("copii în risc asistați într-un an", "children at risk assisted in a year"), 500, "about"),
            Figure(("centre rezidențiale licențiate", "licensed residential centres"), 3),
            Figure(("locuri pentru fete", "places for girls"), 24),
        ),
        offers=(Offer("residential", ("Casa Debora", "Casa Debora"), ("Pentru fete sub 18 ani care au trecut prin abuz grav.", "For girls under 18 who went through severe abuse."), audiences="girls mothers", with_accommodation=True),),
    ),
    "people-to-people": Profile(
        ("Centrul Restore din Bihor: sprijin de zi pentru victime și supraviețuitori.", "The Restore centre in Bihor: support by day for victims and survivors."),
        ("Ca supraviețuitorii să își refacă viața, iar copiii să ajungă la școală.", "That survivors rebuild their lives, and children get to school."),
        ("Avem servicii specializate din 2009. Centrul Restore este licențiat ca centru de zi și asistență comunitară. La Tinca ținem școala ProRroma.", "We have offered specialised services since 2009. The Restore centre is licensed as a day centre and for community assistance. In Tinca we run the ProRroma school."),
        ("Centrul Restore\nȘcoala ProRroma, Tinca", "Restore centre\nProRroma school, Tinca"),
        counties="BH",
        cities="Tinca",
        audiences="roma pupils",
        founded=1999,
        figures=(
            Figure(("victime și supraviețuitori sprijiniți", "victims and survivors supported"), 300, "about"),
            Figure(("elevi la școala ProRroma", "pupils of the ProRroma school"), 200, "more"),
        ),
        offers=(Offer("day_centre", ("Centrul Restore", "Restore centre"), ("Centru de zi și asistență în comunitate.", "A day centre and assistance in the community."), "BH"),),
    ),
    "usa-deschisa": Profile(
        ("Un centru protejat din 2013 și sprijin până la capăt: avocat, terapie, școală.", "A protected centre since 2013, and support to the end: lawyer, therapy, school."),
        ("Ca ușa să rămână deschisă pentru cine vrea să iasă din exploatare.", "That the door stays open for whoever wants to leave exploitation."),
        ("Avem un centru protejat. Oferim asistență juridică completă, consiliere și terapie, îngrijire medicală, școală și cursuri de calificare.", "We have a protected centre. We offer full legal assistance, counselling and therapy, medical care, schooling and vocational courses."),
        figures=(
            Figure(("supraviețuitori asistați acum", "survivors assisted now"), 90),
            Figure(("reintegrați, la sută", "reintegrated, per cent"), 85),
        ),
        offers=(
            Offer("residential", ("Centru protejat", "Protected centre"), ("Un loc sigur în care poți locui o vreme.", "A safe place to live for a while."), with_accommodation=True),
            Offer("criminal_proceedings", ("Asistență juridică", "Legal assistance"), ("Cineva lângă tine la poliție, la parchet și în instanță.", "Somebody beside you with police, prosecutors and courts.")),
            Offer("counselling", ("Consiliere și terapie", "Counselling and therapy"), ("Timp cu un specialist, atât cât ai nevoie.", "Time with a specialist, as long as you need it.")),
        ),
    ),
    "ijm": Profile(
        ("Biroul din România al unei organizații globale împotriva sclaviei și violenței.", "The Romanian office of a global organisation against slavery and violence."),
        ("Ca legea să îi apere și pe cei săraci.", "That the law protects the poor as well."),
        ("Lucrăm împreună cu autoritățile împotriva traficului de persoane, a sclaviei și a violenței. Organizația are birouri în mai multe țări.", "We work with the authorities against trafficking, slavery and violence. The organisation has field offices in several countries."),
        audiences="institutions",
        figures=(
            Figure(("birouri în lume", "field offices in the world"), 21),
            Figure(("țări cu birouri", "countries with field offices"), 14),
        ),
    ),
    "justice-and-care": Profile(
        ("Aducem laolaltă specialiști ca traficul să fie oprit și victimele protejate.", "We bring specialists together so that trafficking is stopped and victims are protected."),
        ("Ca sistemul să se schimbe, nu doar câte o poveste.", "That the system changes, not only one story at a time."),
        ("Aducem specialiști la aceeași masă ca să prevenim traficul, să protejăm victimele, să scoatem la lumină rețelele și să schimbăm sistemele.", "We bring specialists to one table to prevent trafficking, protect victims, uncover networks and change systems."),
        audiences="professionals institutions",
    ),
    "liberated": Profile(
        ("Prevenire pe înțelesul copiilor, pornind de la drepturile lor.", "Prevention in children's words, starting from their rights."),
        ("Ca fiecare copil să își cunoască drepturile și semnele pericolului.", "That every child knows their rights and the signs of danger."),
        ("Am scris un program de prevenire pornind de la Convenția ONU privind drepturile copilului. Îi învățăm pe profesioniști să recunoască o posibilă victimă, facem campanii și advocacy și filme pe limba copiilor.", "We wrote a prevention curriculum built on the UN Convention on the Rights of the Child. We teach professionals to recognise a possible victim, run campaigns and advocacy, and make videos in children's language."),
        audiences="pupils professionals",
        offers=(
            Offer("informed", ("Program de prevenire pentru copii", "Prevention curriculum for children"), ("Lecții și filme despre drepturi și pericole.", "Lessons and videos about rights and dangers."), audiences="pupils"),
            Offer("trained", ("Instruire pentru profesioniști", "Training for professionals"), ("Cum recunoști o posibilă victimă.", "How to recognise a possible victim."), audiences="professionals"),
        ),
    ),
    "logs": Profile(
        ("În vestul țării, alături de migranți vulnerabili și de tineri.", "In the west of the country, beside vulnerable migrants and young people."),
        ("Ca migranții să își găsească locul, iar tinerii să nu cadă în mâinile traficanților.", "That migrants find their place, and young people do not fall into traffickers' hands."),
        ("Sprijinim integrarea migranților vulnerabili, facem prevenire și educație.", "We support the integration of vulnerable migrants, and do prevention and education."),
        counties="AR CS HD TM",
        audiences="migrants pupils",
        founded=2019,
        figures=(
            Figure(("refugiați și solicitanți de azil care au primit pachete de urgență", "refugees and asylum seekers given emergency packages"), 1_200, "about"),
            Figure(("elevi în activități de prevenire", "pupils in prevention activities"), 300, "about"),
        ),
        offers=(Offer("reintegration", ("Integrare pentru migranți", "Integration for migrants"), ("Pachete de urgență și sprijin pentru un nou început.", "Emergency packages and support for a new start."), "AR CS HD TM", "migrants"),),
    ),
}  # fmt: skip
