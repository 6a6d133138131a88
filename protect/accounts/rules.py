"""Who somebody is on the platform itself. Roles in organisations and groups live below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from protect.accounts.models import PlatformRole, User

Person = User | AnonymousUser
Found = TypeVar("Found")
MEMORY = "_answers_of_this_request"


@dataclass(frozen=True)
class Answer:
    """Yes, or no with the reason in words for the person who asked. Truthy when yes."""

    why_not: str = ""

    def __bool__(self) -> bool:
        return not self.why_not


YES = Answer()


def no(why: str) -> Answer:
    """A refusal with its reason."""
    return Answer(why)


def is_secretariat(user: Person) -> bool:
    """Whether `user` holds the secretariat today."""
    return PlatformRole.Role.SECRETARIAT in platform_roles(user)


def is_auditor(user: Person) -> bool:
    """Whether `user` may read everything, and change nothing, today."""
    return PlatformRole.Role.AUDITOR in platform_roles(user)


def may_see_all(user: Person) -> bool:
    """Whether `user` sees every organisation's figures: the secretariat and the auditors."""
    return not platform_roles(user).isdisjoint(PlatformRole.Role.values)


def platform_roles(user: Person) -> frozenset[str]:
    """The platform roles of `user` at this moment."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    held = PlatformRole.objects.live().filter(user_id=user.pk)
    return once_a_request(user, "roles", lambda: frozenset(held.values_list("role", flat=True)))


def once_a_request(user: Person, question: str, answer: Callable[[], Found]) -> Found:
    """Ask `answer` once where `user` belongs to an HTTP request, and every time elsewhere.

    Only `remember_for_request` makes an object keep answers: one that lives longer than a
    request, as in a socket or a test, never holds a right that was taken away.
    """
    memory = getattr(user, MEMORY, None)
    if memory is None:
        return answer()
    if question not in memory:
        memory[question] = answer()
    return memory[question]


def remember_for_request(user: Person) -> None:
    """Let this object keep answers: it dies with its request."""
    setattr(user, MEMORY, {})


def forget(user: Person) -> None:
    """Ask again: what `user` may changed within this request."""
    getattr(user, MEMORY, {}).clear()


def require_appointer(by: User | None) -> None:
    """Platform roles and accounts are changed by the secretariat, or from the command line (None)."""
    if by is not None and not is_secretariat(by):
        raise PermissionDenied
