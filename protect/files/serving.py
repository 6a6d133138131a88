"""Handing a file out. Whoever calls this has asked whether the person may have it, at this request."""

import base64

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from protect.files.actions import PREVIEWED_PAGES, ask_child, preview_path
from protect.files.child import ChildFailed
from protect.files.models import StoredFile

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
}


def serve(stored: StoredFile, as_attachment: bool = True) -> HttpResponseBase:
    """The file as a response: streamed, or handed to the proxy where FILES_PROXY_PREFIX is set.

    Only pictures are ever shown in the page; everything else is saved by the browser.
    """
    as_attachment = as_attachment or not stored.type.is_image
    return _respond(stored.path, stored.type.mime, stored.name, as_attachment)


def serve_page(stored: StoredFile, number: int) -> HttpResponseBase:
    """The picture of a page (from 0) of a PDF, painted at the first look and kept beside the file."""
    if stored.kind != "pdf" or not 0 <= number < min(stored.pages, PREVIEWED_PAGES):
        raise Http404
    path = preview_path(stored, number)
    if not default_storage.exists(path):
        with default_storage.open(stored.path) as handle:
            content = handle.read()
        try:
            painted = ask_child("page_picture", number.to_bytes(4, "big") + content)
        except ChildFailed as fault:
            raise Http404 from fault
        default_storage.save(path, ContentFile(base64.b64decode(painted)))
    return _respond(path, "image/png", f"{number + 1}.png", as_attachment=False)


def _respond(path: str, mime: str, name: str, as_attachment: bool) -> HttpResponseBase:
    disposition = content_disposition_header(as_attachment, name) or "attachment"
    response: HttpResponse | FileResponse
    if settings.FILES_PROXY_PREFIX:
        response = HttpResponse(content_type=mime)
        response["X-Accel-Redirect"] = f"{settings.FILES_PROXY_PREFIX.rstrip('/')}/{path}"
    else:
        try:
            response = FileResponse(default_storage.open(path), content_type=mime)
        except FileNotFoundError as gone:
            raise Http404 from gone
    response["Content-Disposition"] = disposition
    for header, value in HEADERS.items():
        response[header] = value
    return response
