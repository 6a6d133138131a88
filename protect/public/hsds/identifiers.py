"""The identifiers of the interface: UUIDs that stay the same.

An organisation and a service have one of their own (`public_id`); everything else is named within these.
"""

import uuid

NAMESPACE = uuid.UUID("5f0c8a54-6a53-5b6e-9c5e-6f4d0e9a2b71")


def named(*parts: object) -> uuid.UUID:
    """The identifier of whatever these words name."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))
