"""Public pages leave compressed, which a slow network notices."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressPublicPages(GZipMiddleware):
    """Only what is the same for everybody: a page with a secret in it is never compressed (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        somebodys = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if somebodys or response.cookies:
            return response
        return super().process_response(request, response)
