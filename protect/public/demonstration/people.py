"""The people of the demonstration: roles with an address under example.org, and no password."""

import datetime

from django.utils import timezone

from members.actions import begin_membership
from members.models import Organisation, Role
from protect.accounts.models import PlatformRole, User
from protect.public.demonstration.facts import GROUPS, ORGANISATIONS
from protect.public.hsds.identifiers import named
from workgroups.actions import begin_group_membership
from workgroups.models import Workgroup, WorkgroupMembership

SINCE = datetime.datetime(2020, 1, 15, tzinfo=datetime.UTC)


def person(address: str, name: str, label: str) -> User:
    """Somebody who signs in by one click, and only here; `label` says in English what to try as them."""
    return User.objects.create_user(f"{address}@example.org", name=name, is_demo=True, demo_role=label)


def platform() -> tuple[User, User]:
    """Two people of the secretariat, and an auditor."""
    secretariat = person("secretariat", "Secretariat (demo)", "secretariat")
    second = person("secretariat2", "Secretariat, a doua persoană (demo)", "secretariat")
    auditor = person("auditor", "Auditor (demo)", "auditor")
    for user in (secretariat, second):
        PlatformRole.objects.create(user=user, role=PlatformRole.Role.SECRETARIAT, since=SINCE)
    PlatformRole.objects.create(user=auditor, role=PlatformRole.Role.AUDITOR, since=SINCE)
    return secretariat, second


def organisations() -> list[Organisation]:
    """The 21 organisations, each with a coordinator, a reporter and, here and there, a reader."""
    found = []
    for place, (slug, name, _groups, lines) in enumerate(ORGANISATIONS):
        organisation = Organisation.objects.create(
            slug=slug,
            public_id=named("organisation", slug),
            name=name,
            joined_on=SINCE.date(),
            capacity=60 if "residential" in lines else None,
        )
        staff = [("coordonator", "Coordonator", Role.COORDINATOR), ("raportor", "Raportor", Role.REPORTER)]
        if place % 5 == 0:
            staff.append(("cititor", "Cititor", Role.READER))
        for address, title, role in staff:
            user = person(f"{address}.{slug}", f"{title} {name} (demo)", str(role))
            begin_membership(user, organisation, role, by=None)
        found.append(organisation)
    both = found[:2]
    user = person(
        "doua.organizatii", "Raportor la două organizații (demo)", f"reporter, {both[0]}, {both[1]}"
    )
    for organisation in both:
        begin_membership(user, organisation, Role.REPORTER, by=None)
    return found


def groups() -> None:
    """The five groups; the coordinators of organisations sit in them, the first coordinates."""
    for place, (slug, name_ro, name_en, purpose_ro, purpose_en) in enumerate(GROUPS):
        group = Workgroup.objects.create(
            slug=slug,
            name_ro=name_ro,
            name_en=name_en,
            purpose_ro=purpose_ro,
            purpose_en=purpose_en,
            position=place,
        )
        role = WorkgroupMembership.Role.COORDINATOR
        for org_slug, _name, member_of, _lines in ORGANISATIONS:
            if slug in member_of:
                user = User.objects.get(email=f"coordonator.{org_slug}@example.org")
                organisation = Organisation.objects.get(slug=org_slug)
                begin_group_membership(user, group, organisation, role, by=None)
                role = WorkgroupMembership.Role.MEMBER


def today() -> datetime.date:
    return timezone.localdate()
