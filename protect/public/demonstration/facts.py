"""What the demonstration is made of. Organisations and groups are those of 2020; the counts are not theirs:
only their sums are the published ones, how they divide among organisations is drawn by chance.
"""

# slug, name, groups, and which lines the demonstration lets the organisation report.
ORGANISATIONS: list[tuple[str, str, list[str], list[str]]] = [
    ("abolishion", "Abolishion", ["prevention", "detection"], ["informed", "trained"]),
    ("adpare", "ADPARE", ["protection"], ["residential", "reintegration", "criminal_proceedings", "repatriation", "counselling"]),
    ("aidrom", "AIDRom", ["protection", "prevention"], ["residential", "reintegration", "counselling", "informed"]),
    ("armata-salvarii", "Armata Salvării România", ["prevention", "protection"], ["day_centre", "informed", "counselling"]),
    ("generatie-tanara", "Asociația Generație Tânără (Unga-Liv)", ["protection", "prevention"], ["residential", "reintegration", "repatriation", "criminal_proceedings", "informed"]),
    ("alternative-sociale", "Asociația Alternative Sociale", ["research", "policy", "protection"], ["counselling", "criminal_proceedings", "trained", "informed"]),
    ("betania", "Asociația Centrul Creștin Betania", ["protection"], ["day_centre", "reintegration"]),
    ("free", "Asociația F.R.E.E. – Femei Răscumpărate și EliberatE", ["protection", "detection"], ["residential", "day_centre", "counselling"]),
    ("bucovina", "Asociația Institutul pentru Parteneriat Social Bucovina", ["protection", "research"], ["reintegration", "trained"]),
    ("iza", "Asociația IZA", ["protection", "prevention"], ["reintegration", "informed"]),
    ("csd", "Centrul pentru Studiul Democrației", ["research", "policy"], ["trained"]),
    ("dorcas", "Dorcas Aid România", ["protection"], ["day_centre", "reintegration"]),
    ("eliberare", "Asociația eLiberare", ["prevention", "detection", "policy"], ["informed", "trained"]),
    ("micu-bogdan", "Fundația Micu Bogdan", ["protection", "prevention"], ["residential", "reintegration", "trained", "informed"]),
    ("missio-link", "Fundația Missio Link International", ["protection", "policy"], ["residential", "criminal_proceedings", "counselling"]),
    ("people-to-people", "Fundația People to People", ["protection", "prevention", "policy"], ["day_centre", "reintegration", "counselling", "repatriation"]),
    ("usa-deschisa", "Fundația Ușa Deschisă", ["protection"], ["residential", "reintegration", "criminal_proceedings", "counselling"]),
    ("ijm", "International Justice Mission – România", ["policy", "detection"], ["criminal_proceedings", "trained"]),
    ("justice-and-care", "Justice and Care – România", ["detection", "policy"], ["criminal_proceedings", "repatriation", "trained"]),
    ("liberated", "liberatED", ["prevention"], ["informed", "trained"]),
    ("logs", "LOGS – Grupul de Inițiative Sociale", ["prevention", "protection"], ["day_centre", "counselling", "informed"]),
]  # fmt: skip

TOTALS_2020 = {
    "residential": 41,
    "day_centre": 286,
    "reintegration": 507,
    "informed": 78_970,
    "criminal_proceedings": 21,
    "repatriation": 9,
    "counselling": 188,
    "trained": 3_979,
}

# slug, names, purposes (written for the portal).
GROUPS = [
    ("protection", "Protecție și Asistență Specializată", "Protection and Specialised Assistance",
     "Construim și ținem în picioare serviciile de care au nevoie oamenii exploatați.",
     "We build and keep up the services that exploited people need."),
    ("research", "Cercetare", "Research",
     "Strângem date și cercetări din care se vede corect traficul de persoane din România.",
     "We gather the data and research that show trafficking in Romania as it is."),
    ("prevention", "Prevenire, Educație și Formare", "Prevention, Education and Training",
     "Vorbim cu publicul și îi pregătim pe cei care pot opri exploatarea.",
     "We talk to the public and prepare those who can stop exploitation."),
    ("detection", "Detectarea și Notificarea Cazurilor de Trafic de Persoane", "Detection and Notification of Trafficking Cases",
     "Îi ajutăm pe oameni și pe instituții să recunoască și să anunțe exploatarea.",
     "We help people and institutions to recognise exploitation and report it."),
    ("policy", "Politici Publice și Advocacy", "Public Policy and Advocacy",
     "Lucrăm la legi, standarde și proceduri care apără oamenii exploatați.",
     "We work for laws, standards and procedures that protect exploited people."),
]  # fmt: skip
