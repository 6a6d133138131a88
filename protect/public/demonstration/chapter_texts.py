"""The texts of the demonstration's chapter of 2020: ours, from the outline's facts, without a typed number."""

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
        """Pandemia a schimbat felul în care lucrăm. Sesizările au ajuns mai greu la noi, iar o parte din resurse au fost mutate în altă parte.

- **Banii.** Donațiile și granturile private s-au împuținat, iar fonduri publice nu am avut. Cheltuielile au crescut: teste, igienă, dispozitive pentru școala și munca de acasă.
- **Oamenii noștri.** Colegii sunt obosiți. Riscul de epuizare și de traumă preluată de la cei pe care îi ajută este real.
- **Drumul până la ajutor.** S-a ajuns mai greu la servicii, la medic, pe teren și la autorități.
- **Distanța.** Terapia și cursurile s-au mutat pe internet. Încrederea se clădește mai greu printr-un ecran.""",
        """The pandemic changed how we work. Reports reached us with more difficulty, and part of the resources went elsewhere.

- **Money.** Private donations and grants shrank, and there were no public funds. Costs rose: tests, hygiene, devices for school and work from home.
- **Our people.** Colleagues are tired. The risk of burning out, and of taking on the trauma of those they help, is real.
- **The way to help.** It was harder to reach services, a doctor, the field and the authorities.
- **Distance.** Therapy and training moved online. Trust is harder to build through a screen.""",
    ),
    "practices": (
        """O parte din ceea ce membrii noștri au făcut bine în acest an și ce pot prelua alții.

## ADPARE

Programul ACASĂ a însoțit supraviețuitorii înapoi spre o viață a lor, prin {{outside:home-projects}}.

## Abolishion

În școli, elevii au învățat cum să fie în siguranță pe rețelele sociale.

## eLiberare

Paginile munca.info și rezilienta.eu explică drepturile celor care muncesc departe de casă, în {{outside:languages|words}}.

## F.R.E.E.

Casa Talita și centrul de zi Mărțișor au dus mâncare și produse de igienă la {{outside:meals}} în starea de urgență.

## liberatED

Filme scurte, pe limba copiilor, le arată cum să ceară ajutor.

## Missio Link

Casa Debora a rămas deschisă tot anul.

## People to People

Centrul Restore a oferit servicii la un loc și a aprovizionat {{outside:communities|words}} mari.""",
        """Some of what our members did well this year, and what others can take over.

## ADPARE

The programme ACASĂ walked with survivors back to a life of their own, through {{outside:home-projects}}.

## Abolishion

In schools, pupils learned how to be safe on social media.

## eLiberare

The pages munca.info and rezilienta.eu explain the rights of those who work far from home, in {{outside:languages|words}}.

## F.R.E.E.

Casa Talita and the day centre Mărțișor took food and hygiene products to {{outside:meals}} during the state of emergency.

## liberatED

Short films in the language of children show them how to ask for help.

## Missio Link

Casa Debora stayed open all year.

## People to People

Centrul Restore offered services in one place and supplied {{outside:communities|words}}, both of them large.""",
    ),
    "policies": (
        """- **Standarde pentru copii.** Cu autoritatea pentru drepturile copilului am lucrat la standardele minime de calitate ale serviciilor pentru victime minore, primele de acest fel.
- **O greșeală îndreptată.** Legea 217/2020 cuprindea o eroare la termenele de prescripție pentru fapte comise față de minori. Am cerut îndreptarea ei.
- **Copiii care lipsesc.** Am contribuit la mecanismul prin care sunt căutați și identificați copiii dispăruți din sistemul de protecție.""",
        """- **Standards for children.** With the authority for child rights we worked on the minimum quality standards of services for minor victims, the first of their kind.
- **A mistake put right.** Law 217/2020 held an error in the limitation periods of offences against minors. We asked for its correction.
- **Children who are missing.** We contributed to the mechanism by which children missing from the protection system are searched for and identified.""",
    ),
    "training": (
        """Membrii platformei au instruit direct {{trained:2020}}: oameni care lucrează cu victime, profesori, polițiști, preoți, voluntari, elevi, studenți și mulți alții. \
S-a vorbit despre cum se recunoaște traficul, cum se anunță, și despre urmele pe care trauma le lasă în victime și în cei care lucrează cu ele. \
Cursurile s-au ținut mai ales pe internet, ceea ce a adus mai mulți oameni.

![Bare orizontale cu publicul cursurilor](chart:training)""",
        """The members of the platform directly trained {{trained:2020}}: people who work with victims, teachers, police officers, priests, volunteers, pupils, students and many others. \
They spoke of how trafficking is recognised, how it is reported, and of the marks that trauma leaves on victims and on those who work with them. \
The courses were mostly online, which brought more people in.

![Horizontal bars of the audiences of training](chart:training)""",
    ),
    "changes": (
        """În comunitățile de la margine sărăcia s-a adâncit. Campaniile de pe internet au ajuns mai greu acolo, pentru că accesul la tehnologie este puțin, dar au ajuns mai bine la tineri.

Serviciile noastre s-au mutat repede pe internet, instituțiile publice mai încet. Când i-am întrebat pe membri ce a fost bun în acest an, mulți au numit chiar platforma.""",
        """In communities at the margin, poverty deepened. Online campaigns reached them less, as there is little access to technology, but reached young people better.

Our services went digital fast, public institutions more slowly. When we asked the members what was good about the year, many named the platform itself.""",
    ),
}

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
CONTRIBUTIONS: dict[str, str] = {
    "adpare": "Programul ACASĂ a însoțit supraviețuitorii înapoi spre o viață a lor.",
    "abolishion": "În școli, elevii au învățat cum să fie în siguranță pe rețelele sociale.",
    "free": "Casa Talita și centrul de zi Mărțișor au dus mâncare și produse de igienă la oameni în starea de urgență.",
    "liberated": "Filme scurte, pe limba copiilor, le arată cum să ceară ajutor.",
}
SHORTENED = (
    "missio-link",
    "Casa Debora a rămas deschisă tot anul, deși a fost un an greu pentru toți.",
    "Casa Debora a rămas deschisă tot anul.",
)
DISSENT = ("research", "Lipsește o secțiune despre cercetare: ce nu știm încă din datele acestui an.")
