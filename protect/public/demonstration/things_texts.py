"""What the demonstration puts into the groups' libraries, meetings and decisions. All of it is invented."""

# group: (note title, note text, tags), (link title, address, tags), decided, open, (task, task)
THINGS: dict[str, dict] = {
    "protection": {
        "note": (
            "Primele 72 de ore: listă de verificare (exemplu)",
            "## La primire\n\n- un loc liniștit, apă, o masă caldă\n- întrebați dacă persoana este în siguranță acum\n"
            "- spuneți ce urmează și ce poate refuza\n\n## A doua zi\n\n- evaluare medicală, numai cu acordul persoanei\n"
            "- discuție despre acte și despre cine trebuie anunțat",
            ["Primire", "Proceduri"],
        ),
        "link": ("Agenția Națională Împotriva Traficului de Persoane", "https://anitp.mai.gov.ro/", ["Instituții"]),
        "decided": ("Folosim aceeași listă de verificare la primire.", "Lista se folosește de la 1 ianuarie."),
        "open": "Ținem o listă comună a locurilor libere, fără adrese.",
        "tasks": ("Scriem varianta scurtă a listei de verificare", "Adunăm observațiile organizațiilor"),
    },
    "research": {
        "note": (
            "Ce numărăm și ce nu (exemplu)",
            "Numărăm **persoane**, o singură dată pe an într-o organizație. Contactele telefonice se numără separat.\n\n"
            "Când nu știm, scriem că nu știm: zero înseamnă că cineva a verificat.",
            ["Date", "Definiții"],
        ),
        "link": ("Institutul Național de Statistică", "https://insse.ro/", ["Date", "Instituții"]),
        "decided": ("Publicăm numai sume ale mai multor organizații.", "Regula intră în ghidul de raportare."),
        "open": "Cerem definiții comune pentru anul viitor.",
        "tasks": ("Comparăm definițiile cu raportul anterior", "Scriem o pagină despre cifrele ascunse"),
    },
    "prevention": {
        "note": (
            "Cum vorbim despre exploatare (exemplu)",
            "- spunem *persoană exploatată* sau *supraviețuitoare*\n- nu arătăm chipuri, lanțuri sau coduri de bare\n"
            "- încheiem cu ce poate face cine citește: 112, 0 800 800 678",
            ["Limbaj", "Campanii"],
        ),
        "link": ("Ziua europeană împotriva traficului de persoane", "https://www.europarl.europa.eu/", ["Campanii"]),
        "decided": ("Toate campaniile trec prin lista de limbaj.", "Lista se publică în resurse."),
        "open": "Alegem o singură lună pentru campania comună.",
        "tasks": ("Pregătim afișul fără imagini de persoane", "Scriem planul lecției de o oră"),
    },
    "detection": {
        "note": (
            "Semne care merită o întrebare (exemplu)",
            "Niciun semn nu dovedește ceva singur.\n\n1. altcineva îi ține actele\n2. nu știe unde locuiește\n"
            "3. răspunde mereu altcineva\n\nÎntrebați calm, fără martori. Dacă e pericol acum: 112.",
            ["Semne", "Formare"],
        ),
        "link": ("Poliția Română", "https://www.politiaromana.ro/", ["Instituții"]),
        "decided": ("Discutăm numai situații descrise fără date personale.", "Regula stă pe prima pagină a grupului."),
        "open": "Folosim un formular scurt de semnalare, comun.",
        "tasks": ("Scriem formularul scurt de semnalare", "Propunem datele celor două instruiri"),
    },
    "policy": {
        "note": (
            "Ce urmărim în lege (exemplu)",
            "| Temă | Unde suntem |\n|---|---|\n| Compensații | propunere scrisă |\n| Locuire după adăpost | documentare |\n"
            "| Neacuzarea victimelor | practica instanțelor, de adunat |",
            ["Lege"],
        ),
        "link": ("Camera Deputaților", "https://www.cdep.ro/", ["Lege", "Instituții"]),
        "decided": ("Trimitem o singură poziție comună la fiecare consultare.", "Poziția o semnează secretariatul."),
        "open": "Cerem o întâlnire cu comisia de specialitate.",
        "tasks": ("Adunăm exemple din practica instanțelor", "Scriem poziția pe o pagină"),
    },
}  # fmt: skip
AGENDA = "1. Ce am făcut de la ultima întâlnire\n2. Hotărârea propusă\n3. Cine face ce"
MINUTES = (
    "## Ce am făcut de la ultima întâlnire\n\nFiecare organizație a spus pe scurt unde a ajuns.\n\n"
    "## Hotărârea propusă\n\nSe trece la vot pe portal.\n\n## Cine face ce\n\nSarcinile sunt mai jos, cu termen."
)
SHEET = """#set page(paper: "a4", margin: 2.5cm)
#set text(size: 12pt, lang: "ro")
= {title}
Fișă de lucru a demonstrației portalului. Tot ce scrie aici este inventat.

#table(columns: (1fr, 2fr), inset: 8pt,
  [*Pas*], [*Ce facem*],
  [1], [Citim lista împreună.],
  [2], [Notăm ce lipsește.],
  [3], [Propunem o variantă scurtă.],
)
"""
