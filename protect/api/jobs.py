"""What is not needed any more goes."""

import datetime

from django.utils import timezone

from protect.api.models import StoredAnswer
from protect.notices.jobs import periodic

KEPT_DAYS = 7


@periodic("api.forget_answers", datetime.timedelta(hours=12))
def forget_answers() -> None:
    """An answer kept for a repeated request is forgotten after a week."""
    StoredAnswer.objects.filter(at__lt=timezone.now() - datetime.timedelta(days=KEPT_DAYS)).delete()
