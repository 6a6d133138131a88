"""The identifiers of the interface: UUIDs that stay the same, and are made from what we have.

An organisation's holds its key (a UUID of version 8, RFC 9562), so that it can be found by it; a service
has one of its own; everything else is named within these.
"""

import uuid

NAMESPACE = uuid.UUID("5f0c8a54-6a53-5b6e-9c5e-6f4d0e9a2b71")
ORGANISATION = uuid.UUID("5f0c8a54-6a53-8b6e-8000-000000000000").int
LARGEST_KEY = 2**48


def organisation_id(key: int) -> uuid.UUID:
    """The identifier of the organisation with this primary key."""
    return uuid.UUID(int=ORGANISATION + key)


def organisation_key(identifier: uuid.UUID) -> int | None:
    """The primary key behind an organisation's identifier; None where it is none of ours."""
    key = identifier.int - ORGANISATION
    return key if 0 < key < LARGEST_KEY else None


def named(*parts: object) -> uuid.UUID:
    """The identifier of whatever these words name."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))
