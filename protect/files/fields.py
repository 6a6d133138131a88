"""The field of a form that takes a file. The real check is `keep`, in the action."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from protect.files.kinds import EVERYTHING, KINDS
from protect.files.words import taken, too_big


class UploadField(forms.FileField):
    """Says before anything is chosen what it takes and how big; too big is said at once."""

    def __init__(self, *, kinds: Collection[str] = EVERYTHING, most: int | None = None, **more: Any) -> None:
        self.kinds, self.most = frozenset(kinds), most or settings.FILES_MOST
        more.setdefault("widget", forms.FileInput(attrs={"accept": self.accept()}))
        super().__init__(**more)
        self.help_text = more.get("help_text") or taken_lazily(self.kinds, self.most)

    def accept(self) -> str:
        """What the browser's dialogue offers; it decides nothing."""
        return ",".join(f".{code}" for code in KINDS if code in self.kinds)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and (upload.size or 0) > self.most:
            raise too_big(self.most)
        return upload


def taken_lazily(kinds: frozenset[str], most: int) -> Any:
    """The hint in the language of the page."""
    from django.utils.functional import lazystr

    return lazystr(_Hint(kinds, most))


class _Hint:
    def __init__(self, kinds: frozenset[str], most: int) -> None:
        self.kinds, self.most = kinds, most

    def __str__(self) -> str:
        return taken(self.kinds, self.most)
