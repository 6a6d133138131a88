"""An organisation as JSON-LD (schema.org), for a data block in its page: nothing there is ever run."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from members.counties import COUNTIES
from members.models import Organisation

# As in django.utils.html.json_script: no text may end the element that holds it.
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def organisation_ld(organisation: Organisation, url: str) -> SafeString:
    """What the page says of the organisation; an address is never part of it."""
    profile = organisation.published_revision
    assert profile is not None
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NGO",
        "@id": settings.SITE_URL + url,
        "name": organisation.name,
        "description": profile.text("summary") or profile.text("mission"),
        "url": profile.website,
        "telephone": profile.phone,
        "email": profile.email,
        "foundingDate": str(profile.founded or ""),
        "areaServed": [
            {"@type": "AdministrativeArea", "name": COUNTIES[code].name} for code in profile.county_codes
        ],
        "memberOf": {"@type": "Organization", "name": "ProTECT", "url": settings.SITE_URL},
    }
    text = json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPED))  # noqa: S308 (escaped the line above)
