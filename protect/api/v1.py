"""Version 1 of the API, and its document (OpenAPI 3.1) at /api/v1/openapi.json."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from protect.api import catalogue, problems, released, returns, secretariat
from protect.api.auth import ByToken

DESCRIPTION = (
    "What the pages of the ProTECT portal do, for programmes. Show a token in `Authorization: Bearer …`; "
    "read a return, send its ETag in If-Match and a new Idempotency-Key with every write. "
    "Texts are Romanian, or English where Accept-Language begins with it."
)


class Api(NinjaAPI):
    """Ninja's API whose document says that problems are problems."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        content[problems.CONTENT_TYPE] = content.pop("application/json")
        return schema


api = Api(
    title="ProTECT",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    auth=ByToken(),
)
problems.register(api)
for router in (catalogue.router, returns.router, secretariat.router, released.router):
    api.add_router("", router)


def addresses() -> Any:
    """The addresses, which ask for a token instead of a sign-in."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        vars(pattern.callback)["login_required"] = False
    return patterns, app, namespace
