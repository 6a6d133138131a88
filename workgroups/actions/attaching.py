"""Attaching a file to what one writes: it becomes a resource of the group, once, whoever brings it again."""

import uuid
from pathlib import PurePath

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile

from protect.accounts.models import User
from workgroups.actions.resources import AlreadyHere, Content, Description, add_resource
from workgroups.models import Resource, Workgroup
from workgroups.rules import may_write


def brought(group: Workgroup, upload: UploadedFile, *, by: User, key: uuid.UUID) -> Resource:
    """The resource of an upload; where the group has the same content already, that one."""
    allowed = may_write(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    title = PurePath(upload.name or "").stem[:160] or "?"
    try:
        return add_resource(group, Description(title=title), Content(upload=upload), by=by, key=key)
    except AlreadyHere as known:
        return known.resource
