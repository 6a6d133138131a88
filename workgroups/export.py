"""A group's content as a ZIP: Markdown, files, and a manifest with digests. Only what the person may see."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO

from django.core.files.storage import default_storage
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.files.models import StoredFile
from protect.romanian.dates import date_time, day
from protect.romanian.text import fold
from workgroups.models import Attachment, Meeting, Post, Proposal, Resource, Task, Thread, Workgroup
from workgroups.register import as_csv, decided
from workgroups.standing import standings

MEMORY = 8 << 20
Part = tuple[str, bytes]


def slug_of(text: str) -> str:
    """A name for a file out of a title."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60] or "x"


def export_of(group: Workgroup, user: User) -> IO[bytes]:
    """The archive, opened at its beginning. The manifest stands last and names everything before it."""
    out: IO[bytes] = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115
    listed = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts_of(group, user):
            archive.writestr(path, content)
            listed.append(
                {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            )
        manifest = {
            "group": group.slug,
            "exported_at": timezone.now().isoformat(),
            "exported_by": user.pk,
            "holds": "what this person could see at that moment",
            "files": listed,
        }
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    out.seek(0)
    return out


def parts_of(group: Workgroup, user: User) -> Iterator[Part]:
    """Every part, one at a time, so that only one file is in memory."""
    yield from threads_of(group, user)
    yield from resources_of(group, user)
    yield from meetings_of(group, user)
    yield from decisions_of(group, user)
    yield "tasks.md", tasks_of(group, user).encode()


def threads_of(group: Workgroup, user: User) -> Iterator[Part]:
    """A document a thread, and the files beside its posts; of what was hidden or removed only that it was."""
    for thread in Thread.objects.visible_to(user).filter(workgroup=group).order_by("pk"):
        name = f"threads/{thread.pk}-{slug_of(thread.title)}"
        lines = [f"# {thread.title}", ""]
        if thread.summary:
            lines += [f"> {line}" for line in thread.summary.splitlines()] + [""]
        posts = Post.objects.visible_to(user).filter(thread=thread).select_related("author", "organisation")
        files = Prefetch("attachments", Attachment.objects.with_file())
        for post in posts.prefetch_related(files).order_by("sequence"):
            lines += [f"## {post.author}, {post.organisation}, {date_time(post.made_at)}", "", said(post), ""]
            for number, one in enumerate(post.attachments.all() if stands(post) else (), 1):
                path = f"{name}/{post.sequence}-{number}-{PurePosixPath(one.file.name).name}"
                content = bytes_of(one.file)
                if content is not None:
                    yield path, content
                lines += [f"- {path if content is not None else _('the file is lost')}", ""]
        yield f"{name}.md", "\n".join(lines).encode()


def stands(post: Post) -> bool:
    """Whether everybody who reads the thread reads this post."""
    return not post.redacted_at and not post.hidden_at


def said(post: Post) -> str:
    """What a post says to everybody who reads it."""
    return post.text if stands(post) else _("(This text was taken away.)")


def resources_of(group: Workgroup, user: User) -> Iterator[Part]:
    """The catalogue, and every version of every resource."""
    catalogue = [f"# {_('Resources')}", ""]
    seen = Resource.objects.visible_to(user).filter(workgroup=group).with_newest()
    for resource in seen.order_by("pk"):
        catalogue += [f"## {resource.title}", ""]
        catalogue += [resource.description, ""] if resource.description else []
        folder = f"resources/{resource.pk}-{slug_of(resource.title)}"
        for version in sorted(resource.versions.all(), key=lambda version: version.number):
            label = f"{version.number}. {date_time(version.made_at)} {version.comment}".strip()
            if version.file:
                path = f"{folder}/{version.number}-{PurePosixPath(version.file.name).name}"
                content = bytes_of(version.file)
                if content is None:
                    catalogue.append(f"- {label}: {_('the file is lost')}")
                    continue
                yield path, content
                catalogue.append(f"- {label}: {path}")
            elif version.text:
                path = f"{folder}/{version.number}.md"
                yield path, version.text.encode()
                catalogue.append(f"- {label}: {path}")
            else:
                catalogue.append(f"- {label}: <{version.url}>")
        catalogue.append("")
    yield "resources.md", "\n".join(catalogue).encode()


def bytes_of(file: StoredFile) -> bytes | None:
    """The content, None where the storage has lost it: the rest of the export is worth having."""
    try:
        with default_storage.open(file.path) as handle:
            return handle.read()
    except FileNotFoundError:
        return None


def meetings_of(group: Workgroup, user: User) -> Iterator[Part]:
    """A document a meeting, with agenda, attendance and minutes."""
    seen = Meeting.objects.visible_to(user).filter(workgroup=group)
    for meeting in seen.prefetch_related("attendance__organisation").order_by("starts_at"):
        lines = [f"# {meeting.title}", "", f"{date_time(meeting.starts_at)}, {meeting.place or meeting.link}"]
        if meeting.agenda:
            lines += ["", f"## {_('Agenda')}", "", meeting.agenda]
        lines += ["", *(f"- {a.organisation}: {a.get_state_display()}" for a in meeting.attendance.all())]
        if meeting.minutes:
            lines += ["", f"## {_('Minutes')}", "", meeting.minutes]
        name = f"{timezone.localtime(meeting.starts_at):%Y-%m-%d}-{slug_of(meeting.title)}-{meeting.pk}"
        yield f"meetings/{name}.md", "\n".join(lines).encode()


def decisions_of(group: Workgroup, user: User) -> Iterator[Part]:
    """The register as a table, and a document for each proposal and decision."""
    seen = Proposal.objects.visible_to(user).filter(workgroup=group).select_related("workgroup")
    yield "decisions/register.csv", as_csv(decided(seen))
    found = list(seen.order_by("pk"))
    standing = standings(found)
    for proposal in found:
        lines = [f"# {proposal.reference or _('Open proposal')}", "", proposal.sentence, ""]
        lines += [proposal.explanation, ""] if proposal.explanation else []
        for ballot in standing[proposal.pk].ballots:
            reason = f" ({ballot.reason})" if ballot.reason else ""
            lines.append(f"- {ballot.organisation}: {ballot.get_choice_display()}{reason}")
        lines += [f"- {organisation}: –" for organisation in standing[proposal.pk].missing]
        if proposal.outcome:
            lines += ["", f"**{proposal.get_result_display()}**: {proposal.outcome}"]
        name = slug_of(proposal.reference) if proposal.reference else f"open-{proposal.pk}"
        yield f"decisions/{name}.md", "\n".join(lines).encode()


def tasks_of(group: Workgroup, user: User) -> str:
    """All tasks in one list."""
    lines = [f"# {_('Tasks')}", ""]
    seen = Task.objects.visible_to(user).filter(workgroup=group).select_related("organisation", "person")
    for task in seen.order_by("due_on", "pk"):
        box = "x" if task.done_at else " "
        who = f"{task.person}, {task.organisation}" if task.person else str(task.organisation)
        lines.append(f"- [{box}] {day(task.due_on)}: {task.what} ({who})")
    return "\n".join(lines) + "\n"
