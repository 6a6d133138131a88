"""Resources, meetings, decisions, tasks, the calendar and the export of a group.

The role "member" belongs to the group of the walk; another group's things would be found by nobody here.
"""

import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.addresses import EVERYBODY, SIGNED_IN

MEMBER = {"member"}
ACCESS = {
    "workgroups:library": EVERYBODY,
    "workgroups:calendar": SIGNED_IN,
    "workgroups:feed": EVERYBODY,
    **{
        f"workgroups:{name}": MEMBER
        for name in (
            "resources", "resource", "resource_add", "resource_edit", "resource_version", "resource_remove",
            "download", "preview", "meetings", "meeting", "meeting_add", "meeting_edit", "minutes",
            "decisions", "proposal", "proposal_add", "proposal_close", "register", "tasks", "task_add",
            "export",
        )
    },
}  # fmt: skip
POST = {f"workgroups:{name}" for name in ("meeting_cancel", "give_answer", "task_done", "export_archive")}


def arguments(walk: Any) -> dict[str, dict]:
    from protect.files.actions import preview_path
    from tests.workgroups.rooms import stored, with_file
    from workgroups.actions.deciding import propose
    from workgroups.actions.feeds import make_feed
    from workgroups.actions.meetings import set_up
    from workgroups.actions.resources import Content, Description, add_resource
    from workgroups.actions.tasks import give_task

    member, group = walk.people["member"], walk.group
    resource = add_resource(group, Description("Ghid"), Content(text="Text"), by=member)
    file = stored(pages=1)
    default_storage.save(preview_path(file, 0), ContentFile(b"\x89PNG"))
    with_file(resource, file)
    begins = timezone.now() + datetime.timedelta(days=3)
    values = {
        "title": "Întâlnire", "starts_at": begins, "ends_at": begins + datetime.timedelta(hours=1),
        "place": "Iași", "link": "", "agenda": "",
    }  # fmt: skip
    meeting = set_up(group, values, by=member)
    proposal = propose(group, "Adoptăm ghidul.", begins, by=member)
    task = give_task(group, "Scriem ghidul", walk.world.other, begins.date(), by=member)
    slug = {"slug": group.slug}
    found: dict[str, dict] = dict.fromkeys((*ACCESS, *POST), slug)
    del found["workgroups:library"], found["workgroups:calendar"]
    for thing, names in (
        (resource, ("resource", "resource_edit", "resource_version", "resource_remove")),
        (meeting, ("meeting", "meeting_edit", "minutes", "meeting_cancel")),
        (proposal, ("proposal", "proposal_close", "give_answer")),
        (task, ("task_done",)),
    ):
        found |= {f"workgroups:{name}": {"key": thing.key} for name in names}
    return found | {
        "workgroups:resource_add": slug | {"form": "note"},
        "workgroups:download": {"key": resource.key, "number": 2},
        "workgroups:preview": {"key": resource.key, "number": 2, "page": 1},
        "workgroups:feed": {"token": make_feed(member)},
    }
