"""The minutes before anybody wrote: the agenda as headings, with room under each."""

from django.utils.translation import gettext as _

from workgroups.models import Meeting


def template_of(meeting: Meeting) -> str:
    """A heading for each line of the agenda; what was said, what was settled."""
    points = [line.strip(" -*•\t0123456789.)") for line in meeting.agenda.splitlines()]
    said, settled = _("What was said:"), _("What was settled:")
    parts = [f"## {point}\n\n{said}\n\n{settled}\n" for point in points if point]
    return "\n".join(parts) or f"{said}\n\n{settled}\n"
