"""What comes round by itself: publishing what is scheduled."""

import datetime

from protect.notices.jobs import periodic
from services.releases.actions import publish_due


@periodic("publish-scheduled-releases", datetime.timedelta(minutes=1))
def publish_scheduled_releases() -> None:
    publish_due()
