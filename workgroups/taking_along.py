"""What an organisation takes along from the working groups: seats, posts, resources, answers, tasks."""

from collections.abc import Iterable
from typing import Any

from django.core.files.storage import default_storage

from members.exporting import as_json
from members.leaving import File
from members.models import Organisation
from workgroups.models import (
    Attachment,
    Ballot,
    Post,
    Resource,
    ResourceVersion,
    Task,
    WorkgroupMembership,
)


def export(organisation: Organisation) -> Iterable[File]:
    """Everything that was made for the organisation, and the files themselves."""
    seats = WorkgroupMembership.objects.filter(organisation=organisation).order_by("since", "pk")
    yield "memberships.json", as_json([seat_data(seat) for seat in seats.select_related("user", "workgroup")])
    posts = Post.objects.filter(organisation=organisation).select_related("author", "thread__workgroup")
    posts = posts.prefetch_related("attachments__file").order_by("pk")
    yield "posts.json", as_json([post_data(post) for post in posts])
    for post in posts:
        for attachment in post.attachments.all():
            with default_storage.open(attachment.file.path) as handle:
                yield place_beside(attachment), handle.read()
    answers = Ballot.objects.filter(organisation=organisation).select_related("proposal__workgroup", "by")
    yield "decisions.json", as_json([ballot_data(ballot) for ballot in answers.order_by("pk")])
    tasks = Task.objects.filter(organisation=organisation).select_related("workgroup", "person")
    yield "tasks.json", as_json([task_data(task) for task in tasks.order_by("pk")])
    resources = Resource.objects.filter(organisation=organisation).select_related("workgroup", "made_by")
    resources = resources.prefetch_related("tags", "versions__file").order_by("pk")
    yield "resources.json", as_json([resource_data(resource) for resource in resources])
    for resource in resources:
        for version in resource.versions.all():
            if version.file:
                with default_storage.open(version.file.path) as handle:
                    yield place_of(version), handle.read()


def place_of(version: ResourceVersion) -> str:
    """Where the file of a version lies in the export."""
    assert version.file is not None
    return f"files/{version.resource.key.hex[:8]}-{version.number}-{version.file.name}"


def place_beside(attachment: Attachment) -> str:
    """Where a file that lies beside a post lies in the export."""
    return f"files/{attachment.key.hex[:8]}-{attachment.file.name}"


def seat_data(seat: WorkgroupMembership) -> dict[str, Any]:
    """Who sat where as what."""
    return {
        "who": seat.user.name, "group": seat.workgroup.slug, "role": seat.role,
        "since": seat.since, "until": seat.until,
    }  # fmt: skip


def post_data(post: Post) -> dict[str, Any]:
    """A post as it stands; a redacted one holds no text any more."""
    return {
        "group": post.thread.workgroup.slug,
        "thread": post.thread.title,
        "author": post.author.name,
        "at": post.made_at,
        "text": post.text,
        "files": [place_beside(attachment) for attachment in post.attachments.all()],
    }


def ballot_data(ballot: Ballot) -> dict[str, Any]:
    """What the organisation answered to what."""
    return {
        "group": ballot.proposal.workgroup.slug, "decision": ballot.proposal.sentence,
        "answer": ballot.choice, "reason": ballot.reason, "at": ballot.at,
        "by": ballot.by.name if ballot.by else None,
    }  # fmt: skip


def task_data(task: Task) -> dict[str, Any]:
    """A task of the organisation."""
    return {
        "group": task.workgroup.slug, "what": task.what, "due_on": task.due_on, "done_at": task.done_at,
        "person": task.person.name if task.person else None,
    }  # fmt: skip


def resource_data(resource: Resource) -> dict[str, Any]:
    """A resource with its versions; `file` says where the file lies."""
    return {
        "group": resource.workgroup.slug, "title": resource.title, "description": resource.description,
        "tags": sorted(tag.name for tag in resource.tags.all()), "language": resource.language,
        "licence": resource.licence, "source": resource.source, "audience": resource.audience,
        "made_by": resource.made_by.name, "made_at": resource.made_at, "removed_at": resource.removed_at,
        "versions": [
            {
                "number": version.number, "made_at": version.made_at, "comment": version.comment,
                "url": version.url, "text": version.text,
                "file": place_of(version) if version.file else None,
            }
            for version in resource.versions.all()
        ],
    }  # fmt: skip
