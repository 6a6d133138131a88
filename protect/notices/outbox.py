"""Mailing the notices: each at most once, whatever dies on the way.

A worker claims rows before it mails them; what it claimed and did not mail is tried again after
`CLAIM_EXPIRES`, unless the mail server had already taken it: then the row says so. Between the
mail server's yes and our commit lies the only moment in which a crash could mail twice; a claim
therefore counts as an attempt, and after `ATTEMPTS` of them a notice stays in the portal only.
"""

import datetime
import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from protect.notices.kinds import kind_of
from protect.notices.models import Notice

CLAIM_EXPIRES = datetime.timedelta(minutes=10)
ATTEMPTS = 5
BATCH = 50
log = logging.getLogger(__name__)


def due() -> Q:
    """Not mailed, not given up, and not in the hands of another worker."""
    expired = timezone.now() - CLAIM_EXPIRES
    return Q(mailed_at=None, attempts__lt=ATTEMPTS) & (Q(claimed_at=None) | Q(claimed_at__lt=expired))


def claim() -> list[Notice]:
    """Take the oldest due notices; a row that two workers want goes to exactly one."""
    claimed = []
    for notice in Notice.objects.filter(due()).select_related("recipient").order_by("made_at")[:BATCH]:
        now = timezone.now()
        if Notice.objects.filter(due(), pk=notice.pk).update(claimed_at=now, attempts=F("attempts") + 1):
            claimed.append(notice)
    return claimed


def deliver() -> int:
    """Mail what is due; returns how many mails left. A refusal of one does not hold back the rest."""
    sent = 0
    for notice in claim():
        if notice.recipient and not notice.recipient.is_active:
            Notice.objects.filter(pk=notice.pk).update(attempts=ATTEMPTS)
            continue
        kind = kind_of(notice)
        if kind and not kind.still_due(notice):
            Notice.objects.filter(pk=notice.pk).delete()
            continue
        try:
            message(notice).send()
        except Exception as fault:  # whatever is wrong with one mail holds back no other
            log.warning("notice %s was not mailed: %s", notice.pk, type(fault).__name__)
            continue
        Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())
        sent += 1
    return sent


def message(notice: Notice) -> EmailMessage:
    """The mail of a notice: neutral subject, the text, one link."""
    language = notice.recipient.language if notice.recipient else "ro"
    address = notice.recipient.email if notice.recipient else notice.address
    with translation.override(language):
        lines = [notice.body]
        if notice.path:
            lines += ["", settings.SITE_URL + notice.path]
        lines += ["", _("This is an automatic message of the ProTECT portal.")]
        kind = kind_of(notice)
        stop = settings.SITE_URL + kind.stop_address(notice) if kind else ""
        if stop:
            lines += ["", _("To stop such mails: %(address)s") % {"address": stop}]
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(
        f"[ProTECT] {' '.join(notice.subject.split())}",
        "\n".join(lines),
        to=[address],
        headers=headers if stop else None,
    )
