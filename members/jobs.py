"""What comes round: reminders of licences that run out."""

import datetime

from members.actions import joining, services
from protect.notices.jobs import periodic


@periodic("remind-of-licences", datetime.timedelta(days=1))
def remind_of_licences() -> int:
    """Once a day, the services whose licence runs out within sixty days."""
    return services.remind_of_licences()


@periodic("forget-unconfirmed-applications", datetime.timedelta(days=1))
def forget_unconfirmed() -> int:
    """Once a day, applications whose e-mail address nobody confirmed within seven days."""
    return joining.forget_unconfirmed()
