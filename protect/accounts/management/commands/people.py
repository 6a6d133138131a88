"""`people`: what must be done at once when somebody leaves or an account was stolen; each act says why."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from protect.accounts import actions
from protect.accounts.models import PlatformRole, User
from protect.accounts.second_factor import is_enrolled

ROLES = PlatformRole.Role.values


class Command(BaseCommand):
    help = "Lists people; ends roles, sessions, keys, second factors and accounts (docs/operations.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        listing = acts.add_parser("list", help="who has an account, with their platform roles")
        listing.add_argument("--role", choices=ROLES)
        for name, help_text in (
            ("appoint", "give a platform role to somebody who has an account"),
            ("end-role", "end a platform role"),
            ("end-access", "end all sessions, tokens and the calendar address; the person signs in again"),
            ("reset-factor", "take the second factor away, and end access: the person sets up another"),
            ("deactivate", "close the account: roles, sessions and keys end, nobody signs in with it"),
            ("reactivate", "open a closed account again, without the roles that it had"),
        ):
            act = acts.add_parser(name, help=help_text)
            act.add_argument("email")
            if name in ("appoint", "end-role"):
                act.add_argument("role", choices=ROLES)
            act.add_argument("--reason", required=True, help="kept in the audit log")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "list":
            self.list_people(options["role"])
            return
        if not options["reason"].strip():
            raise CommandError("Say why: --reason is kept in the audit log.")
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError(f"Nobody has the address {options['email']}.")
        try:
            self.stdout.write(self.do(user, **options))
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault

    def do(self, user: User, *, act: str, reason: str, role: str = "", **_: Any) -> str:
        """Carry out an act and say what was done."""
        if act == "appoint":
            actions.appoint(user, role, by=None, reason=reason)
            return f"{user.email} is {role} from now on."
        if act == "end-role":
            held = PlatformRole.objects.live().filter(user=user, role=role).first()
            if held is None:
                raise CommandError(f"{user.email} is not {role}.")
            actions.end_appointment(held, by=None, reason=reason)
            return f"{user.email} is {role} no longer. The account stays: see deactivate."
        if act == "end-access":
            sessions, keys = actions.end_access(user, by=None, reason=reason)
            return f"{sessions} sessions and {keys} keys of {user.email} ended."
        if act == "reset-factor":
            count = actions.reset_second_factor(user, by=None, reason=reason)
            return f"{count} second factors of {user.email} are gone, and all sessions and keys ended."
        if act == "reactivate":
            actions.reactivate(user, by=None, reason=reason)
            return f"{user.email} can sign in again, with no platform role."
        actions.deactivate(user, by=None, reason=reason)
        return f"The account {user.email} is closed."

    def list_people(self, role: str | None) -> None:
        """A line a person: address, name, open or closed, second factor, last sign-in, platform roles."""
        people = User.objects.order_by("email").prefetch_related("platform_roles")
        if role:
            people = people.filter(pk__in=PlatformRole.objects.live().filter(role=role).values("user_id"))
        live = set(PlatformRole.objects.live().values_list("pk", flat=True))
        for user in people:
            seen = user.last_login.strftime("%Y-%m-%d") if user.last_login else "never"
            roles = ", ".join(held.role for held in user.platform_roles.all() if held.pk in live)
            state = "open" if user.is_active else "closed"
            factor = "second factor" if is_enrolled(user) else "no second factor"
            self.stdout.write("\t".join([user.email, user.name, state, factor, seen, roles]))
