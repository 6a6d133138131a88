"""Threads in the five groups: invented texts about the groups' work, about nobody, marked as such."""

import datetime
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from protect.accounts.models import User
from workgroups.actions.attaching import attach
from workgroups.actions.discussing import begin_thread, edit_post, write_post
from workgroups.actions.moderating import flag_post, hide_post
from workgroups.actions.redacting import redact_post
from workgroups.actions.steering import steer, sum_up
from workgroups.models import Post, Thread, ThreadEvent, Untold, Workgroup, WorkgroupMembership
from workgroups.queries import members_of

MARK = "(demonstrație)"
HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Talk:
    """A thread: its texts are said by the group's members in turn, the coordinator first."""

    group: str
    title: str
    texts: tuple[str, ...]
    summary: str = ""
    pinned: bool = False
    closed: bool = False
    note: str = ""
    file: tuple[str, str] | None = None
    days_ago: int = 3


TALKS = (
    Talk(
        "protection",
        "Pași comuni la primirea în serviciile cu cazare",
        (
            "Propun să adunăm într-o singură pagină pașii pe care îi face fiecare la primire. Trei întrebări:\n\n"
            "1. Cine primește apelul în afara programului?\n2. Ce se scrie în prima zi și ce poate aștepta?\n"
            "3. Cum se transmite dosarul fără date personale?\n\nScriu eu prima variantă până vineri.",
            "La noi, în prima zi se scriu doar **nevoile urgente**. Restul se completează după 72 de ore.",
            "Aș adăuga o întrebare despre interpreți. Lipsesc des seara și la sfârșit de săptămână.",
            "De acord. Pun și o listă scurtă de cuvinte pe care le evităm când vorbim la telefon.",
        ),
        file=(
            "cuvinte-la-telefon.csv",
            f"evităm;spunem\nvictima;persoana\ncaz;situația dumneavoastră\ninterogatoriu;discuție\n{MARK};\n",
        ),
        summary="Adunăm într-o pagină pașii de la primire. Prima variantă vine vineri; lipsesc interpreții și "
        "lista de cuvinte.",
        pinned=True,
        days_ago=2,
    ),
    Talk(
        "protection",
        "Locuri libere: cum ne anunțăm",
        (
            "Un tabel cu locuri libere, actualizat luni dimineața, ar ajuta? Fără adrese, doar județ și număr.",
            "Da, dacă durează sub un minut. Altfel nu îl completează nimeni.",
        ),
        days_ago=9,
    ),
    Talk(
        "research",
        "Ce înseamnă „asistat” în raportul anual",
        (
            "Definiția din formular spune: *o persoană se numără o singură dată în an pentru fiecare serviciu*. "
            "Cum numărați persoanele care trec dintr-un trimestru în altul?",
            "Le trecem la „numărați deja”. Așa suma pe an rămâne corectă.",
            "Atunci propun un exemplu cu cifre în ghid: 10 persoane în primul trimestru, 6 în al doilea, din care "
            "4 aceleași. Pe an: 12.",
        ),
        summary="Cine trece dintr-un trimestru în altul se scrie la „numărați deja”. Ghidul primește un exemplu.",
        days_ago=5,
    ),
    Talk(
        "prevention",
        "Materiale pentru elevi de liceu",
        (
            "Avem un set de cinci fișe pentru ore de dirigenție. Cine vrea să le citească înainte de tipar?",
            "Le citim noi. Atenție la imagini: fără chipuri, fără lanțuri, fără mâini întinse.",
            "Am schimbat titlul fișei a treia, era prea lung pentru telefon.",
        ),
        days_ago=6,
    ),
    Talk(
        "detection",
        "Semne de recunoaștere: versiunea pentru transportatori",
        (
            "Lista actuală are 24 de semne. Un șofer citește trei. Pe care le păstrăm?",
            "Aș păstra: *altcineva ține actele*, *nu vorbește singură*, *nu știe unde merge*.",
            "Trebuie spus și ce face șoferul după aceea: sună la 112 dacă este pericol, altfel la 0 800 800 678.",
        ),
        note="violence",
        days_ago=4,
    ),
    Talk(
        "policy",
        "Observații la proiectul de strategie",
        (
            "Strângem observațiile până pe 15. Fiecare organizație scrie cel mult o pagină, cu propunerea de text.",
            "Am scris despre finanțarea serviciilor cu cazare: pe trei ani, nu pe unul.",
            "Am scris despre despăgubiri. Textul este scurt, dar are trei trimiteri la lege.",
        ),
        summary="Observațiile au fost trimise. Discuția rămâne aici pentru arhivă.",
        closed=True,
        days_ago=20,
    ),
)


def discussions() -> None:
    """Hold all talks, move them into the last weeks, and leave no mail waiting."""
    for talk in TALKS:
        hold(talk)
    Untold.objects.all().delete()


def hold(talk: Talk) -> Thread:
    """One thread, with the acts that a coordinator does in it."""
    group = Workgroup.objects.get(slug=talk.group)
    people = [member.user for member in members_of(group).filter(role__in=WRITERS)]
    leader = people[0]
    title = f"{talk.title} {MARK}"
    thread = begin_thread(group, title, talk.texts[0], by=leader, content_note=talk.note)
    quoted = thread.posts.get()
    for place, text in enumerate(talk.texts[1:], 1):
        by, attached = people[place % len(people)], []
        if talk.file and place == len(talk.texts) - 1:
            name, content = talk.file
            upload = SimpleUploadedFile(name, content.encode())
            attached = [attach(group, thread, upload, by=by).key]
        first = quoted if place == 1 else None
        write_post(thread, text, by=by, quoted=first, attached=attached)
    moderated(talk, thread, leader)
    if talk.summary:
        sum_up(thread, talk.summary, by=leader)
    if talk.pinned:
        steer(thread, "pin", by=leader)
    if talk.closed:
        steer(thread, "close", by=leader)
    move_back(thread, timezone.now() - datetime.timedelta(days=talk.days_ago))
    return thread


def moderated(talk: Talk, thread: Thread, leader: User) -> None:
    """An edit in one thread, a report, a hiding and a redaction in others, so that each can be seen."""
    last = thread.posts.order_by("-sequence").first()
    assert last is not None
    if talk.group == "research":
        edit_post(last, last.text + " Pun și un desen.", by=last.author)
    if talk.group == "prevention":
        flag_post(last, "unverified", "Numărul de fișe nu este încă hotărât.", by=leader)
    if talk.group == "policy":
        hide_post(last, "unverified", by=leader)
    if talk.group == "detection":
        gone = write_post(thread, "Un text eliminat în demonstrație.", by=last.author)
        redact_post(gone, "person", by=gone.author)


def move_back(thread: Thread, to: datetime.datetime) -> None:
    """Let the thread have been held at that time, a post every two hours."""
    posts = list(thread.posts.order_by("sequence"))
    for place, post in enumerate(posts):
        at = to + 2 * place * HOUR
        later = [name for name in ("edited_at", "hidden_at", "redacted_at") if getattr(post, name)]
        Post.objects.filter(pk=post.pk).update(made_at=at, **dict.fromkeys(later, at + HOUR))
        ThreadEvent.objects.filter(post=post).update(at=at)
    last = to + 2 * (len(posts) - 1) * HOUR
    summed = {"summary_at": last} if thread.summary else {}
    Thread.objects.filter(pk=thread.pk).update(begun_at=to, last_post_at=last, **summed)


WRITERS = [role for role in WorkgroupMembership.Role if role != WorkgroupMembership.Role.OBSERVER]
